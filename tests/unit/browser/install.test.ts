import { expect, test } from '@playwright/test';
import { ensureBrowser } from '../../../src/browser/install.ts';
import type { InstallStep } from '../../../src/browser/install-steps.ts';

/** A step that "installs" by writing a program which answers like Chromium. */
function installing(path: string, changesSystem = false): InstallStep {
  const script = `printf '#!/bin/sh\\necho Chromium 156.0.8078.79\\n' > "$0" && chmod 755 "$0"`;
  const commands: InstallStep['commands'] = [['sh', '-c', script, path]];
  return { title: 'Package', commands, typed: 'get chromium', timeoutMs: 10_000, changesSystem };
}

function failing(script: string, timeoutMs = 10_000): InstallStep {
  const commands: InstallStep['commands'] = [['sh', '-c', script]];
  return { title: 'Download', commands, typed: 'get download', timeoutMs, changesSystem: false };
}

function scene(): { path: string; said: string[]; base: { say: (line: string) => void; places: Places } } {
  const path = test.info().outputPath('chromium');
  const said: string[] = [];
  const places = { playwright: () => '/nonexistent/chrome', system: () => [path] };
  return { path, said, base: { say: (line) => said.push(line), places } };
}
type Places = { playwright: () => string; system: () => string[] };

test('a step that fails is told in one line, and the next one is tried', async () => {
  const { path, said, base } = scene();
  const unreachable = failing(
    'echo "Downloading" >&2; echo "Error: getaddrinfo ENOTFOUND host" >&2; echo more >&2; exit 1',
  );
  const browser = await ensureBrowser({ ...base, steps: [unreachable, installing(path)] });
  expect(browser).toMatchObject({ executablePath: path, origin: 'system' });
  expect(said).toEqual([
    'Download: get download',
    'Download: Error: getaddrinfo ENOTFOUND host',
    'Package: get chromium',
    expect.stringMatching(/^Package: done in \d+\.\d s$/),
  ]);
  // Now it is there: nothing is installed a second time.
  expect(await ensureBrowser({ ...base, steps: [failing('exit 9')] })).toEqual(browser);
});

test('a step that hangs is given up', async () => {
  const { said, base } = scene();
  const ended = ensureBrowser({ ...base, steps: [failing('exec sleep 60', 100)] });
  await expect(ended).rejects.toMatchObject({ code: 'BROWSER_MISSING' });
  expect(said).toContain('Download: given up after 0 s');
});

test('what changes the system is asked first, and a no is kept', async () => {
  const { path, base } = scene();
  const questions: string[] = [];
  const answer = (yes: boolean) => async (question: string) => {
    questions.push(question);
    return yes;
  };
  const steps = [installing(path, true)];
  await expect(ensureBrowser({ ...base, steps, confirm: answer(false) })).rejects.toMatchObject({
    code: 'BROWSER_MISSING',
    message: expect.stringContaining('get chromium'),
  });
  expect(questions).toEqual(['No Chromium or Chrome was found. Run "get chromium"?']);
  expect(await ensureBrowser({ ...base, steps, confirm: answer(true) })).toMatchObject({
    executablePath: path,
  });
});

test('a step that cannot be run from here is only named', async () => {
  const { path, said, base } = scene();
  const steps = [{ ...installing(path, true), unavailable: 'needs root' }];
  const confirm = () => Promise.reject(new Error('nothing to ask'));
  await expect(ensureBrowser({ ...base, steps, confirm })).rejects.toMatchObject({ code: 'BROWSER_MISSING' });
  expect(said).toEqual(['Package: needs root']);
});

test('a bad override is an error, and installs nothing', async () => {
  const { said, base } = scene();
  const ended = ensureBrowser({ ...base, override: '/etc/passwd', steps: [failing('exit 1')] });
  await expect(ended).rejects.toMatchObject({ code: 'BROWSER_UNUSABLE' });
  expect(said).toEqual([]);
});
