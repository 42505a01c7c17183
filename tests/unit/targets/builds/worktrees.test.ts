import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { builtWorktree, temporaryWorktree } from '../../../../src/targets/builds/worktrees.ts';
import { ScratchRepository } from './scratch-repository.ts';

const usable = () => Promise.resolve(true);

function order(
  repository: ScratchRepository,
  hash: string,
  more: Partial<Parameters<typeof builtWorktree>[0]> = {},
) {
  const build = (folder: string) => {
    writeFileSync(path.join(folder, 'built'), readFileSync(path.join(folder, 'a.txt')));
    return Promise.resolve();
  };
  return { repository: repository.folder, cache: repository.cache, hash, isUsable: usable, build, ...more };
}

test('a commit is built once, in a worktree of its own, whatever the working tree holds', async () => {
  using repository = new ScratchRepository();
  const hash = repository.commit({ 'a.txt': 'one' });
  repository.commit({ 'a.txt': 'two' });
  const first = await builtWorktree(order(repository, hash));
  expect(first).toEqual({ folder: path.join(repository.cache, hash), built: true });
  expect(readFileSync(path.join(first.folder, 'built'), 'utf8')).toBe('one');
  expect(await builtWorktree(order(repository, hash))).toEqual({ ...first, built: false });
  expect(repository.worktrees()).toEqual([first.folder]);
  // Dependencies that have changed since make it another build.
  const again = order(repository, hash, { isUsable: () => Promise.resolve(false) });
  expect((await builtWorktree(again)).built).toBe(true);
});

test('a build that fails leaves neither folder nor worktree', async () => {
  using repository = new ScratchRepository();
  const hash = repository.commit({ 'a.txt': 'one' });
  const build = () => Promise.reject(new Error('it does not compile'));
  await expect(builtWorktree(order(repository, hash, { build }))).rejects.toThrow('it does not compile');
  expect(readdirSync(repository.cache)).toEqual([]);
  expect(repository.worktrees()).toEqual([]);
});

test('what a killed run was building is removed, and its place can be taken', async () => {
  using repository = new ScratchRepository();
  const hash = repository.commit({ 'a.txt': 'one' });
  // The largest id that Linux gives out is 4,194,304.
  const left = path.join(repository.cache, `${hash}.4999999`);
  mkdirSync(repository.cache);
  repository.git('worktree', 'add', '--quiet', '--detach', left, hash);
  await builtWorktree(order(repository, hash));
  expect(readdirSync(repository.cache)).toEqual([hash]);
  expect(repository.worktrees()).toEqual([path.join(repository.cache, hash)]);
});

test('a build whose folder somebody has removed is built again', async () => {
  using repository = new ScratchRepository();
  const hash = repository.commit({ 'a.txt': 'one' });
  const { folder } = await builtWorktree(order(repository, hash));
  rmSync(folder, { recursive: true });
  expect(await builtWorktree(order(repository, hash))).toEqual({ folder, built: true });
});

test('the four builds that were used last are kept', async () => {
  using repository = new ScratchRepository();
  const hashes = ['1', '2', '3', '4', '5'].map((text) => repository.commit({ 'a.txt': text }));
  for (const [index, hash] of hashes.entries()) {
    const { folder } = await builtWorktree(order(repository, hash));
    utimesSync(folder, index, index);
  }
  expect(readdirSync(repository.cache).toSorted()).toEqual(hashes.slice(1).toSorted());
});

test('a worktree for one use goes with its scope, also beside one of the same commit', async () => {
  using repository = new ScratchRepository();
  const hash = repository.commit({ 'a.txt': 'one' });
  const place = { repository: repository.folder, cache: repository.cache, hash };
  {
    await using one = await temporaryWorktree(place);
    await using two = await temporaryWorktree(place);
    expect(existsSync(path.join(one.folder, 'a.txt'))).toBe(true);
    expect(one.folder).not.toBe(two.folder);
  }
  expect(readdirSync(repository.cache)).toEqual([]);
  expect(repository.worktrees()).toEqual([]);
});
