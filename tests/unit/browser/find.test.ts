import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { findBrowser } from '../../../src/browser/find.ts';

/** A program that answers `--version` with a text, as a browser would. */
function program(name: string, says: string, exitCode = 0): string {
  const path = test.info().outputPath(name);
  writeFileSync(path, `#!/bin/sh\necho "${says}"\nexit ${exitCode}\n`);
  chmodSync(path, 0o755);
  return path;
}

const nowhere = { playwright: () => '/nonexistent/chrome', system: () => [] };

test('the override wins over everything else', async () => {
  const mine = program('mine', 'Google Chrome 150.0.1.2 beta');
  const other = program('other', 'Chromium 156.0.8078.79');
  const found = await findBrowser({
    override: mine,
    places: { playwright: () => other, system: () => [other] },
  });
  expect(found).toEqual({
    executablePath: mine,
    name: 'Google Chrome',
    version: '150.0.1.2',
    origin: 'override',
    hostFonts: false,
  });
});

test('a file that an outer process has found keeps where it came from', async () => {
  const found = await findBrowser({ override: program('found', 'Chromium 156.0.8078.79'), origin: 'system' });
  expect(found?.origin).toBe('system');
});

test("Playwright's download comes before the system's browser", async () => {
  const download = program('chrome', 'Google Chrome for Testing 159.0.8154.6');
  const system = program('chromium', 'Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)');
  const both = { playwright: () => download, system: () => [system] };
  expect(await findBrowser({ places: both })).toMatchObject({
    origin: 'playwright',
    version: '159.0.8154.6',
  });
  const onlySystem = { ...both, playwright: () => '/nonexistent/chrome' };
  expect(await findBrowser({ places: onlySystem })).toMatchObject({ origin: 'system', name: 'Chromium' });
});

test('stubs, snaps and headless-shell of the system are passed over', async () => {
  const stub = program('chromium-browser', 'requires the chromium snap to be installed', 1);
  const snap = program('snapped', 'Chromium 140.0.7000.1 snap');
  const shell = program('headless_shell', 'Chromium 156.0.8078.79');
  const real = program('chromium', 'Chromium 156.0.8078.79');
  const places = { ...nowhere, system: () => [stub, snap, shell, real] };
  expect(await findBrowser({ places })).toMatchObject({ executablePath: real });
});

test('no browser anywhere is undefined, not an error', async () => {
  expect(await findBrowser({ places: nowhere })).toBeUndefined();
  expect(await findBrowser({ override: '', places: nowhere })).toBeUndefined();
});

test('an override that is no browser is refused, with what is wrong about it', async () => {
  const refusals: [path: string, message: RegExp][] = [
    [join(test.info().outputDir, 'missing'), /missing does not exist/],
    ['/etc/passwd', /did not answer --version/],
    [program('ls', 'ls (GNU coreutils) 9.1'), /answered --version with "ls \(GNU coreutils\) 9.1"/],
    [program('chrome-headless-shell', 'Chromium 156.0.8078.79'), /headless-shell/],
    [program('chromium', 'Chromium 140.0.7000.1 snap'), /is a snap/],
  ];
  for (const [override, message] of refusals) {
    const error = await findBrowser({ override, places: nowhere }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'BROWSER_UNUSABLE', message: expect.stringMatching(message) });
  }
});
