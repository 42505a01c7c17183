import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { allowed } from '../../.ci/boundaries.ts';
import { importsOf, violations } from '../../scripts/boundaries.ts';
import { checkout, Scratch } from './scratch.ts';

const importing = (specifier: string): string => `import { a } from '${specifier}';\n`;

test('an import that its folder does not list is named with its line', () => {
  const planted = [
    ['src/core/a.ts', '../traffic/a.ts'],
    ['src/core/results/a.ts', '../judging/a.ts'],
    ['src/core/results/deeper/a.ts', '../../judging/a.ts'],
    ['src/metrics/a.ts', '../instruments/a.ts'],
    ['src/reporters/html/a.ts', '../../measure/a.ts'],
    ['src/measure/a.ts', '../cli/a.ts'],
    ['src/measure/a.ts', '../../chat/server/a.ts'],
    ['src/targets/a.ts', '../scenarios/a.ts'],
    ['src/targets/a.ts', './reference-chat/a.ts'],
    ['src/measure/a.ts', '../targets/reference-chat/a.ts'],
    ['src/scenarios/a.ts', '../../seed/index.ts'],
    ['chat/web/src/a.ts', '../../server/a.ts'],
    ['chat/server/a.ts', '../../src/core/a.ts'],
    ['src/cli/a.ts', '@playwright/test'],
    ['src/measure/a.ts', 'playwright/test'],
    ['src/core/a.ts', '@backscroll/chat/shared/api.ts'],
    ['index.ts', './src/cli/a.ts'],
    ['index.ts', './chat/server/a.ts'],
    ['playwright.config.ts', './src/cli/a.ts'],
    ['bin/backscroll.js', '../src/measure/a.ts'],
    ['examples/mine/chat.target.ts', '../../src/targets/definition.ts'],
    ['src/measure/a.ts', '../../index.ts'],
    // Its exception is for one import.
    ['src/targets/load-target.ts', './reference-chat/a.ts'],
    ['src/targets/load-target.ts', '../scenarios/a.ts'],
  ] as const;
  for (const [file, specifier] of planted) {
    expect(violations(file, `\n${importing(specifier)}`), `${file} ${specifier}`).toEqual(
      expect.arrayContaining([expect.stringContaining(`${file}:2: Boundary: `)]),
    );
  }
});

test('what the list allows is silent', () => {
  const fine = [
    ['src/core/judging/a.ts', '../statistics/a.ts'],
    ['src/core/results/a.ts', '../format.ts'],
    ['src/metrics/derive/a.ts', '../a.ts'],
    ['src/measure/host/a.ts', '../../instruments/a.ts'],
    ['src/targets/reference-chat/a.ts', '../../../seed/index.ts'],
    ['fixtures/a.ts', '@playwright/test'],
    ['src/reporters/a.ts', '@playwright/test/reporter'],
    ['src/core/a.ts', 'zod'],
    ['chat/web/src/a.ts', '../../shared/a.ts'],
    ['tests/unit/a.test.ts', '../../src/cli/a.ts'],
    ['index.ts', './fixtures/a.ts'],
    ['bin/backscroll.js', '../src/cli/main.ts'],
    ['examples/mine/chat.target.ts', 'backscroll'],
  ] as const;
  for (const [file, specifier] of fine) expect(violations(file, importing(specifier))).toEqual([]);
});

test('no form of import slips by', () => {
  const forms = [
    "import { a } from '../traffic/a.ts';",
    "import type { A } from '../traffic/a.ts';",
    "import '../traffic/a.ts';",
    "export * from '../traffic/a.ts';",
    "export { a } from '../traffic/a.ts';",
    "const b = import('../traffic/a.ts');",
    "type B = import('../traffic/a.ts').A;",
    "const b = new URL('../traffic/a.ts', import.meta.url);",
    "export { a } from '../../src/traffic/a.ts';",
    'const b = import(`../traffic/a.ts`);',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: It is the code that is checked.
    'const b = import(`../traffic/${name}.ts`);',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: It is the code that is checked.
    'const b = new URL(`../traffic/a${extension}`, import.meta.url);',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: It is the code that is checked.
    'const b = import(`../${folder}/a.ts`);',
  ];
  for (const form of forms) expect(violations('src/core/a.ts', form), form).toHaveLength(1);
  expect(importsOf('a.ts', "const text = 'import ../traffic/a.ts'; // import '../traffic/a.ts'")).toEqual([]);
});

test('only the reference chat names itself', () => {
  for (const text of ['// as the reference chat does', "const id = 'reference-chat';", 'referenceChat();']) {
    expect(violations('src/measure/a.ts', text), text).toHaveLength(1);
    expect(violations('src/targets/reference-chat/a.ts', text)).toEqual([]);
  }
});

test('an exception is for its own texts, not for the whole file', () => {
  const file = 'src/targets/load-target.ts';
  const excepted = "const id = { id: 'reference-chat' };\n";
  expect(violations(file, excepted)).toEqual([]);
  expect(violations(file, `${excepted}// as the reference chat does\n`)).toHaveLength(1);
  const started = (name: string) =>
    `const b = new URL(\`./reference-chat/${name}\${extension}\`, import.meta.url);`;
  expect(violations(file, started('target'))).toEqual([]);
  expect(violations(file, started('a'))).not.toEqual([]);
});

test('every folder of the harness has a line, and every line a folder', () => {
  const folders = readdirSync(path.join(checkout, 'src')).map((name) => `src/${name}`);
  expect(folders.filter((folder) => !(folder in allowed))).toEqual([]);
  expect(Object.keys(allowed).filter((folder) => !existsSync(path.join(checkout, folder)))).toEqual([]);
  expect(violations('src/unheard-of/a.ts', '')).toHaveLength(1);
});

test('the command fails by a planted violation, and where there is nothing to read', () => {
  const run = (root: string): { status: number | null; stdout: string } =>
    spawnSync(process.execPath, [path.join(checkout, 'scripts/boundaries.ts'), root], { encoding: 'utf8' });
  using planted = new Scratch([], { 'src/core/a.ts': importing('../traffic/a.ts') });
  expect(run(planted.root)).toMatchObject({ status: 1, stdout: expect.stringContaining('src/core/a.ts:1') });
  for (const [file, specifier] of [
    ['index.ts', './src/cli/a.ts'],
    ['playwright.config.ts', './src/cli/a.ts'],
    ['bin/a.js', '../src/measure/a.ts'],
    ['examples/mine/a.ts', '../../src/core/a.ts'],
  ] as const) {
    using outside = new Scratch([], { [file]: importing(specifier) });
    expect(run(outside.root), file).toMatchObject({
      status: 1,
      stdout: expect.stringContaining(`${file}:1`),
    });
  }
  using fine = new Scratch([], { 'src/core/a.ts': importing('zod') });
  expect(run(fine.root)).toMatchObject({ status: 0 });
  using empty = new Scratch([], {});
  expect(run(empty.root)).toMatchObject({ status: 1, stdout: expect.stringContaining('no source') });
});
