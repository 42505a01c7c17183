import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectKind, writeProject } from '../../../src/init/write-project.ts';

const answers = { url: 'http://localhost:3000', scroller: "[aria-label='Chat']", row: '.row' };

/** A project in a repository of its own, at its root or below. */
function project(manifest: object, below = ''): string {
  const root = test.info().outputPath('project');
  const folder = path.join(root, below);
  mkdirSync(path.join(root, '.git'), { recursive: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

test('a project with TypeScript and ES modules gets .ts files', () => {
  const folder = project({ type: 'module', devDependencies: { typescript: '6' } });
  const kind = projectKind(folder);
  expect(kind).toEqual({ typescript: true, isModule: true, inRepository: '', packageManager: 'npm' });
  expect(writeProject(folder, { ...answers, ...kind })).toEqual({
    written: [
      'backscroll.config.ts',
      'chat.target.ts',
      'playwright.config.ts',
      'specs/opening.spec.ts',
      '.github/workflows/backscroll.yml',
      '.gitignore',
    ],
    kept: [],
  });
  expect(readFileSync(path.join(folder, 'chat.target.ts'), 'utf8')).toContain(
    "scroller: '[aria-label=\\'Chat\\']'",
  );
});

test('a project of neither gets files that say that they are modules', () => {
  const folder = project({});
  const kind = projectKind(folder);
  expect(kind).toEqual({ typescript: false, isModule: false, inRepository: '', packageManager: 'npm' });
  const { written } = writeProject(folder, { ...answers, ...kind });
  expect(written.slice(0, 4)).toEqual([
    'backscroll.config.mjs',
    'chat.target.mjs',
    'playwright.config.mjs',
    'specs/opening.spec.mjs',
  ]);
});

test('files of the project are kept, also under another extension, and .gitignore gets what it lacks', () => {
  const folder = project({ type: 'module' });
  writeFileSync(path.join(folder, 'playwright.config.ts'), 'mine');
  writeFileSync(path.join(folder, '.gitignore'), 'node_modules\nreports');
  const { kept } = writeProject(folder, { ...answers, ...projectKind(folder) });
  expect(kept).toEqual(['playwright.config.js']);
  expect(readFileSync(path.join(folder, 'playwright.config.ts'), 'utf8')).toBe('mine');
  expect(readFileSync(path.join(folder, '.gitignore'), 'utf8')).toBe(
    'node_modules\nreports\n.backscroll/\ntest-results/\n',
  );
});

test('the workflow of a package of a monorepo lies at its root and runs in the package', () => {
  const folder = project({ type: 'module' }, 'packages/e2e');
  writeFileSync(path.join(folder, '../../pnpm-lock.yaml'), '');
  const { written } = writeProject(folder, { ...answers, ...projectKind(folder) });
  expect(written).toContain('../../.github/workflows/backscroll-packages-e2e.yml');
  const text = readFileSync(path.join(folder, '../../.github/workflows/backscroll-packages-e2e.yml'), 'utf8');
  expect(text).toContain('\ndefaults:\n  run:\n    working-directory: packages/e2e\n\njobs:\n');
  expect(text).toContain('path: packages/e2e/reports/\n');
  expect(text).toContain(
    '      - run: pnpm install --frozen-lockfile\n      - run: pnpm exec playwright install',
  );
  expect(text).toContain('      - run: pnpm exec backscroll run\n');
});

test('each package of a monorepo gets a workflow of its own', () => {
  const workflows = ['packages/e2e', 'apps/web'].map((below) => {
    const folder = project({ type: 'module' }, below);
    const { written } = writeProject(folder, { ...answers, ...projectKind(folder) });
    const file = written.find((name) => name.endsWith('.yml')) ?? '';
    return [path.basename(file), readFileSync(path.join(folder, file), 'utf8').split('\n')[0]];
  });
  expect(workflows).toEqual([
    ['backscroll-packages-e2e.yml', 'name: Backscroll of packages/e2e'],
    ['backscroll-apps-web.yml', 'name: Backscroll of apps/web'],
  ]);
});

test('the guide shows the workflow that is written', () => {
  const folder = project({ type: 'module' });
  writeProject(folder, { ...answers, ...projectKind(folder) });
  const written = readFileSync(path.join(folder, '.github/workflows/backscroll.yml'), 'utf8');
  const guide = readFileSync(new URL('../../../docs/run-in-ci.md', import.meta.url), 'utf8');
  expect(guide).toContain(`\`\`\`yaml\n${written}\`\`\`\n`);
});

test('a folder without package.json is refused', () => {
  const folder = test.info().outputPath('nothing');
  mkdirSync(folder, { recursive: true });
  expect(() => projectKind(folder)).toThrow(/PROJECT_MISSING/);
});
