import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { describeWorkingTree, placeInRepository, resolveCommit } from '../../../../src/targets/builds/git.ts';
import { ScratchRepository } from './scratch-repository.ts';

test('a name of git becomes a commit and what people call it', async () => {
  using repository = new ScratchRepository();
  const hash = repository.commit({ 'a.txt': 'one' });
  const short = hash.slice(0, 7);
  expect(await resolveCommit(repository.folder, 'main')).toEqual({
    ref: 'main',
    hash,
    label: `main (${short})`,
  });
  expect(await resolveCommit(repository.folder, 'HEAD')).toMatchObject({ hash });
  expect(await resolveCommit(repository.folder, short)).toMatchObject({ hash, label: short });
});

test('a name that is none is refused with what was probably meant, however it begins', async () => {
  using repository = new ScratchRepository();
  repository.commit({ 'a.txt': 'one' });
  await expect(resolveCommit(repository.folder, 'mian')).rejects.toThrow(
    /There is no commit "mian" in this repository\.\n {2}Did you mean main\? .* \(REF_UNKNOWN\)/,
  );
  await expect(resolveCommit(repository.folder, '--help')).rejects.toThrow(/REF_UNKNOWN/);
});

test('a shallow clone that lacks the commit says how to fetch it', async () => {
  using repository = new ScratchRepository();
  const first = repository.commit({ 'a.txt': 'one' });
  repository.commit({ 'a.txt': 'two' });
  const clone = mkdtempSync(path.join(tmpdir(), 'clone-'));
  try {
    execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${repository.folder}`, clone]);
    await expect(resolveCommit(clone, first)).rejects.toThrow(/shallow.*\n.*fetch --depth.*\(REF_SHALLOW\)/);
    await expect(resolveCommit(clone, 'HEAD~1')).rejects.toThrow(/\n.*history: "git fetch --unshallow"/);
    await expect(resolveCommit(clone, 'origin/topic')).rejects.toThrow(/origin topic/);
  } finally {
    rmSync(clone, { recursive: true });
  }
});

test('a folder without a repository is refused', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'none-'));
  try {
    await expect(resolveCommit(folder, 'main')).rejects.toThrow(/REPOSITORY_MISSING/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the working tree is named by its commit, and dirty once a file is changed or new', async () => {
  using repository = new ScratchRepository();
  const hash = repository.commit({ 'a.txt': 'one', '.gitignore': 'ignored' });
  writeFileSync(path.join(repository.folder, 'ignored'), 'x');
  expect(await describeWorkingTree(repository.folder)).toEqual({
    commit: hash,
    label: `working tree (${hash.slice(0, 7)})`,
  });
  writeFileSync(path.join(repository.folder, 'new.txt'), 'x');
  expect((await describeWorkingTree(repository.folder)).commit).toBe(`${hash}+dirty`);
});

test('a project below the top of its repository knows its way', async () => {
  using repository = new ScratchRepository();
  repository.commit({ 'tools/perf/a.txt': 'one' });
  expect(await placeInRepository(path.join(repository.folder, 'tools/perf'))).toEqual({
    top: repository.folder,
    prefix: 'tools/perf/',
  });
});
