import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { assertFolderFree, claimRunFolder } from '../../../src/cli/run-folder.ts';
import { makeScratch } from '../../../src/cli/scratch.ts';

let parent: string;

test.beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'backscroll-folders-'));
});

test.afterEach(() => {
  rmSync(parent, { recursive: true });
});

test('runs that begin in one second get folders of their own', () => {
  const claims = Array.from({ length: 5 }, () => claimRunFolder(undefined, parent));
  expect(new Set(claims.map(({ folder }) => folder)).size).toBe(5);
  expect(new Set(claims.map(({ id }) => id)).size).toBe(5);
  for (const { id, folder } of claims) expect(path.basename(folder)).toBe(id);
});

test('a chosen folder serves one run, and may be there before', () => {
  expect(() => assertFolderFree(parent)).not.toThrow();
  expect(claimRunFolder(parent).folder).toBe(parent);
  expect(() => assertFolderFree(parent)).toThrow('RUN_FOLDER_TAKEN');
  expect(() => assertFolderFree(undefined)).not.toThrow();
  expect(() => claimRunFolder(parent)).toThrow(/already holds a run.*RUN_FOLDER_TAKEN/s);
});

test('a folder that cannot be made is an error with its reason', () => {
  writeFileSync(path.join(parent, 'file'), '');
  expect(() => claimRunFolder(path.join(parent, 'file', 'run'))).toThrow('RUN_FOLDER_NOT_MADE');
});

test('a run removes its temporary folder, and those of runs that were killed', async () => {
  // Beyond the largest process id of Linux and macOS.
  const orphan = path.join(parent, 'backscroll-run-4194305-abcdef');
  writeFileSync(orphan, '');
  const stranger = path.join(parent, 'backscroll-run-of-somebody');
  writeFileSync(stranger, '');
  const first = await makeScratch(parent);
  const second = await makeScratch(parent);
  expect([orphan, stranger, first.folder].map(existsSync)).toEqual([false, true, true]);
  writeFileSync(path.join(second.folder, 'a lock'), '');
  await first[Symbol.asyncDispose]();
  await second[Symbol.asyncDispose]();
  expect([first.folder, second.folder].map(existsSync)).toEqual([false, false]);
});
