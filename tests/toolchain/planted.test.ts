import { basename } from 'node:path';
import { expect, test } from '@playwright/test';
import { runTool } from '../../scripts/step.ts';
import { Scratch } from './scratch.ts';

const packageJson = JSON.stringify({
  name: 'backscroll',
  type: 'module',
  workspaces: ['chat'],
  dependencies: { zod: '4', socks: '2' },
});
const tidy = {
  'package.json': packageJson.replace(',"socks":"2"', ''),
  'chat/package.json': '{ "name": "@backscroll/chat" }',
  'src/cli/main.ts': "import { used } from '../core/a.ts';\nused();\n",
  'src/core/a.ts': "import { z } from 'zod';\nexport const used = (): unknown => z.string();\n",
};

test('knip names an unused export, an unused file and an unused dependency', async () => {
  using clean = new Scratch(['knip.json'], tidy);
  expect(await clean.run('knip', '--no-config-hints')).toMatchObject({ ok: true });

  using untidy = new Scratch(['knip.json'], {
    ...tidy,
    'package.json': packageJson,
    'src/core/a.ts': `${tidy['src/core/a.ts']}export const forgotten = 1;\n`,
    'src/core/lost.ts': 'export const lost = 1;\n',
  });
  const { ok, stdout } = await untidy.run('knip', '--no-config-hints');
  expect(ok).toBe(false);
  expect(stdout).toMatch(/Unused files \(1\)\nsrc\/core\/lost\.ts/);
  expect(stdout).toMatch(/Unused dependencies \(1\)\nsocks /);
  expect(stdout).toMatch(/Unused exports \(1\)\nforgotten +src\/core\/a\.ts/);
});

const module = { 'package.json': '{ "type": "module" }' };

test('the compiler names a type error, and what strictness adds', async () => {
  using clean = new Scratch(['tsconfig.json'], { ...module, 'src/a.ts': 'export const a: number = 1;\n' });
  expect(await clean.run('tsc', '-p', '.')).toMatchObject({ ok: true });

  using wrong = new Scratch(['tsconfig.json'], {
    ...module,
    'src/wrong.ts': "export const a: number = 'text';\n",
    'src/index.ts': 'export const first = (list: number[]): number => list[0];\n',
    'src/enum.ts': 'export enum Colour { red }\n',
  });
  const { ok, stdout } = await wrong.run('tsc', '-p', '.');
  expect(ok).toBe(false);
  expect(stdout).toContain('src/wrong.ts(1,14): error TS2322');
  expect(stdout).toContain('src/index.ts(1,50): error TS2322');
  expect(stdout).toContain('src/enum.ts(1,13): error TS1294');
});

test('the linter names what the rules of this project forbid', async () => {
  const planted: Record<string, string> = {
    'lint/suspicious/noExplicitAny': 'export const a: any = 1;\n',
    'lint/suspicious/noEmptyBlockStatements': 'export function a(): void {}\n',
    'lint/suspicious/noConsole': "console.log('x');\n",
    'lint/suspicious/noImportCycles': "export { b as a } from './other.ts';\n",
    'lint/style/noProcessEnv': 'export const a = process.env.HOME;\n',
    'lint/style/useImportType': "import { z } from 'zod';\nexport type A = z.ZodType;\n",
    'lint/correctness/noUnusedImports': "import { z } from 'zod';\nexport const a = 1;\n",
    'lint/correctness/noUnusedVariables': 'export const a = (): void => {\n  const b = 1;\n};\n',
    'lint/nursery/noFloatingPromises': 'export async function a(): Promise<void> {\n  a();\n}\n',
    plugin: 'export const a = (): never => process.exit(1);\n',
    format: "export const a = 'x'\n",
  };
  const pathOf = (rule: string): string => `src/core/${rule.replaceAll('/', '-')}.ts`;
  const files = Object.entries(planted).map(([rule, text]) => [pathOf(rule), text]);
  files.push([
    'src/core/other.ts',
    `export { a as b } from './${basename(pathOf('lint/suspicious/noImportCycles'))}';\n`,
  ]);
  using scratch = new Scratch(['biome.json', '.gitignore', '.ci'], Object.fromEntries(files));
  const { ok, stdout } = await scratch.run(
    'biome',
    'check',
    '--reporter=github',
    '--max-diagnostics=none',
    '.',
  );
  expect(ok).toBe(false);
  const unseen = Object.keys(planted).filter(
    (rule) =>
      !stdout.split('\n').some((line) => line.includes(`title=${rule},`) && line.includes(pathOf(rule))),
  );
  expect(unseen).toEqual([]);
});

test('a tool that does not end is ended', async () => {
  const { ok, output } = await runTool('node', ['-e', 'for (;;);'], { silentForMs: 500 });
  expect(ok).toBe(false);
  expect(output).toContain('node was ended: nothing came of it for 0.5 s');
});
