/** The examples of the how-to guides are files that compile, are formatted and keep to the rules. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { checkout, Scratch } from './scratch.ts';

const parts = ['src', 'fixtures', 'seed', 'specs', 'tests/unit/metrics'];

/** Blocks of code below a line that names their file alone. */
function examples(guide: string): Record<string, string> {
  const text = readFileSync(join(checkout, 'docs', guide), 'utf8');
  const blocks = text.matchAll(/^`([\w./-]+\.ts)`\n\n```ts\n(.*?)^```$/gms);
  return Object.fromEntries([...blocks].map(([, path = '', code = '']) => [path, code]));
}

/** The object of the guide to profiles, as a file that must be one. */
function profile(): Record<string, string> {
  const text = readFileSync(join(checkout, 'docs/add-a-profile.md'), 'utf8');
  const [, code = ''] = /^```ts\n(.*?)^```$/ms.exec(text) ?? [];
  const list = code.replaceAll(/^(?=.)/gm, '  ');
  const head =
    "import type { NetworkProfile } from './profile.ts';\n\nexport const examples: NetworkProfile[] = [\n";
  return { 'src/profiles/example.ts': `${head}${list}];\n` };
}

const files = { ...examples('add-a-metric.md'), ...examples('add-a-scenario.md'), ...profile() };

test('the guides have the examples that they speak of', () => {
  expect(Object.keys(files)).toEqual([
    'src/metrics/long-tasks.ts',
    'tests/unit/metrics/long-tasks.test.ts',
    'src/scenarios/open-first.ts',
    'specs/browser/open-first.spec.ts',
    'src/profiles/example.ts',
  ]);
});

test('they compile beside the code that they are added to', async () => {
  using scratch = new Scratch(['tsconfig.json', 'package.json', ...parts], files);
  expect(await scratch.run('tsc', '--noEmit', '-p', '.')).toEqual({ ok: true, stdout: '' });
});

test('they are written as this project writes', async () => {
  using scratch = new Scratch(['biome.json', '.gitignore', '.ci'], files);
  const { ok, stdout } = await scratch.run('biome', 'check', '--reporter=github', ...Object.keys(files));
  expect(stdout).not.toContain('::error');
  expect(ok).toBe(true);
});
