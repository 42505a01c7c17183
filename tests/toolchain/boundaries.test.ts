import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { checkout, Scratch } from './scratch.ts';

/** `core ← page … ← instruments, targets ← … ← specs`: each level may import those before it. */
const levels = [
  ['core'],
  ['page', 'metrics', 'profiles', 'traffic', 'database', 'browser'],
  ['instruments', 'targets'],
  ['scenarios'],
  ['measure'],
  ['fixtures', 'cli'],
  ['specs'],
];
/** What stands beside the levels. */
const importedBy: Record<string, readonly string[]> = {
  seed: ['targets', 'scenarios', 'measure', 'fixtures', 'cli', 'specs'],
  reporters: ['cli', 'fixtures'],
  cli: [],
};
const importsOnly: Record<string, readonly string[]> = { reporters: ['core'], seed: ['core', 'database'] };
const mayUsePlaywrightTest = ['fixtures', 'specs', 'reporters'];

const parts = [...levels.flat(), 'reporters', 'seed'];
const chatParts = ['chat/shared', 'chat/server', 'chat/web'];

function folderOf(part: string): string {
  return ['fixtures', 'specs', 'seed', 'tests', 'bench'].includes(part) || part.startsWith('chat')
    ? part
    : `src/${part}`;
}

function allowed(from: string, to: string): boolean {
  const only = importsOnly[from];
  if (only !== undefined) return only.includes(to);
  const by = importedBy[to];
  if (by !== undefined) return by.includes(from);
  const level = (part: string): number => levels.findIndex((names) => names.includes(part));
  return level(to) !== -1 && level(to) < level(from);
}

function allowedInChat(from: string, to: string): boolean {
  return to === 'chat/shared' && from !== to;
}

/** Every pair of folders, one file each that imports the other, at the top and in a folder below. */
function plantedPairs(): { files: Record<string, string>; forbidden: string[] } {
  const files: Record<string, string> = {};
  const forbidden: string[] = [];
  const plant = (from: string, to: string, isAllowed: boolean): void => {
    for (const depth of ['', 'deeper/']) {
      const folder = `${folderOf(from)}/${depth}`;
      const path = `${folder}to-${to.replace('/', '-')}.ts`;
      files[path] = `export { a } from '${relative(folder, `${folderOf(to)}/a.ts`)}';\n`;
      if (!isAllowed) forbidden.push(path);
    }
  };
  for (const from of parts) {
    for (const to of [...parts, ...chatParts, 'tests', 'bench']) {
      if (to !== from) plant(from, to, allowed(from, to));
    }
  }
  for (const from of chatParts) {
    for (const to of [...parts, ...chatParts, 'tests', 'bench']) {
      if (to !== from) plant(from, to, allowedInChat(from, to));
    }
  }
  return { files, forbidden };
}

const configuration = ['biome.json', '.gitignore', '.ci'];
const lintReport = z.object({
  diagnostics: z.array(
    z.object({ category: z.string(), message: z.string(), location: z.object({ path: z.string() }) }),
  ),
});

/** File and message of everything that the linter says about planted files. */
async function lint(files: Record<string, string>): Promise<{ path: string; message: string }[]> {
  using scratch = new Scratch(configuration, files);
  const { stdout } = await scratch.run('biome', 'lint', '--reporter=json', '--max-diagnostics=none', '.');
  const { diagnostics } = lintReport.parse(JSON.parse(stdout));
  return diagnostics
    .map(({ message, location }) => ({ path: location.path, message }))
    .filter(({ message }) => message.startsWith('Boundary: '));
}

test('each forbidden import between two folders is found, and no other', async () => {
  const { files, forbidden } = plantedPairs();
  const found = await lint(files);
  expect(found.map(({ path }) => path).sort()).toEqual(forbidden.sort());
  for (const { path, message } of found) {
    const part = [...parts.map(folderOf), ...chatParts].find((folder) => path.startsWith(`${folder}/`));
    expect(message).toContain(`Boundary: ${part} `);
  }
});

test('Playwright Test stays with fixtures, specs and reporters', async () => {
  const everywhere = [...parts, ...chatParts];
  const files = everywhere.flatMap((part) => [
    [`${folderOf(part)}/one.ts`, "export { test } from '@playwright/test';\n"],
    [`${folderOf(part)}/two.ts`, "export { test } from 'playwright/test';\n"],
  ]);
  const found = await lint(Object.fromEntries(files));
  const forbidden = everywhere.filter((part) => !mayUsePlaywrightTest.includes(part)).map(folderOf);
  expect(found.map(({ path }) => path).sort()).toEqual(
    forbidden.flatMap((folder) => [`${folder}/one.ts`, `${folder}/two.ts`]).sort(),
  );
});

test('no form of import slips by', async () => {
  const forms: Record<string, string> = {
    named: "import { a } from '../traffic/a.ts';\nexport const b = a;\n",
    type: "import type { A } from '../traffic/a.ts';\nexport type B = A;\n",
    all: "export * from '../traffic/a.ts';\n",
    'side-effect': "import '../traffic/a.ts';\n",
    dynamic: "export const b = import('../traffic/a.ts');\n",
    'in-a-type': "export type B = import('../traffic/a.ts').A;\n",
    'through-src': "export { a } from '../../src/traffic/a.ts';\n",
    package: "export { a } from '@backscroll/chat/shared/api.ts';\n",
  };
  const files = Object.entries(forms).map(([name, text]) => [`src/core/${name}.ts`, text]);
  const found = await lint(Object.fromEntries(files));
  expect(found.map(({ path }) => path).sort()).toEqual(
    Object.keys(forms)
      .map((name) => `src/core/${name}.ts`)
      .sort(),
  );
});

test('every folder of the harness has a boundary', () => {
  const rules = readFileSync(join(checkout, '.ci/boundaries.json'), 'utf8');
  const folders = readdirSync(join(checkout, 'src')).map((name) => `src/${name}`);
  expect(folders.filter((folder) => !rules.includes(`"${folder}/**"`))).toEqual([]);
});
