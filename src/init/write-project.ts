/** Writes the files of a new project; what is there is kept. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { HarnessError } from '../core/errors.ts';
import { ignoredByGit, type PackageManager, type ProjectAnswers, projectFiles } from './templates.ts';

const manifest = z.object({
  type: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  devDependencies: z.record(z.string(), z.string()).optional(),
});

/**
 * What the folder tells of a project.
 *
 * @throws HarnessError `PROJECT_MISSING`
 */
export function projectKind(folder: string): Omit<ProjectAnswers, 'url' | 'scroller' | 'row'> {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) {
    throw new HarnessError(
      'PROJECT_MISSING',
      `There is no package.json in ${folder}.`,
      'Type "npm init -y && npm i -D backscroll @playwright/test" there first.',
    );
  }
  const {
    type,
    dependencies = {},
    devDependencies = {},
  } = manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  const typescript =
    existsSync(path.join(folder, 'tsconfig.json')) || 'typescript' in { ...dependencies, ...devDependencies };
  const root = rootOf(folder);
  const inRepository = path.relative(root, folder).split(path.sep).join('/');
  const packageManager = managerOf(folder) ?? managerOf(root) ?? 'npm';
  return { typescript, isModule: type === 'module', inRepository, packageManager };
}

/** The root of the repository that has the folder; the folder itself where there is none. */
function rootOf(folder: string): string {
  for (let above = folder; ; above = path.dirname(above)) {
    if (existsSync(path.join(above, '.git'))) return above;
    if (path.dirname(above) === above) return folder;
  }
}

/** By the lock file in a folder; undefined without one. */
function managerOf(folder: string): PackageManager | undefined {
  const lockFiles = { npm: 'package-lock.json', pnpm: 'pnpm-lock.yaml', yarn: 'yarn.lock' } as const;
  const names = Object.keys(lockFiles) as PackageManager[];
  return names.find((name) => existsSync(path.join(folder, lockFiles[name])));
}

/** @returns paths that were written and paths that were there, relative to the folder */
export function writeProject(folder: string, answers: ProjectAnswers): { written: string[]; kept: string[] } {
  const written: string[] = [];
  const kept: string[] = [];
  for (const { path: name, text } of projectFiles(answers)) {
    const file = path.join(folder, name);
    if (isTaken(file)) {
      kept.push(name);
      continue;
    }
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
    written.push(name);
  }
  if (addIgnored(path.join(folder, '.gitignore'))) written.push('.gitignore');
  return { written, kept };
}

/** Also under another extension: a project has one Playwright configuration. */
function isTaken(file: string): boolean {
  const { dir, name, ext } = path.parse(file);
  const extensions = /\.m?[jt]s$/.test(ext) ? ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'] : [ext];
  return extensions.some((extension) => existsSync(path.join(dir, name + extension)));
}

function addIgnored(file: string): boolean {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const lines = new Set(text.split('\n').map((line) => line.trim()));
  const missing = ignoredByGit.filter((line) => !lines.has(line) && !lines.has(line.replace(/\/$/, '')));
  if (missing.length === 0) return false;
  const head = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  writeFileSync(file, `${head}${missing.join('\n')}\n`);
  return true;
}
