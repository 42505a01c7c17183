/** `backscroll ab --a-ref … --b-ref …` on a repository whose second commit does more work. */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { ScratchRepository } from '../unit/targets/builds/scratch-repository.ts';
import { type Ended, NamedFolder, startCommand } from './command-process.ts';

const sides = fileURLToPath(new URL('../../.backscroll/sides', import.meta.url));

/** Serves a page that blocks so long before its only text is there; its port is known once it was built. */
const server = (busyMs: number) => `
  const page = \`<!doctype html><title>Page</title><link rel="icon" href="data:,"><body><script>
    const startMs = performance.now();
    while (performance.now() - startMs < ${busyMs});
    document.body.insertAdjacentHTML('beforeend', '<h1>The only text</h1>');
  </script>\`;
  // Kept over restarts: each place of a block has a process of its own.
  const { appendFileSync, statSync } = require('node:fs');
  require('node:http').createServer((request, answer) => {
    appendFileSync('visits', '.');
    if (process.env.DIES_AFTER && statSync('visits').size > Number(process.env.DIES_AFTER)) process.exit(9);
    answer.writeHead(200, { 'content-type': 'text/html' }).end(page);
  }).listen(process.env.PORT, process.env.HOST);`;

function ab(repository: ScratchRepository, ...words: string[]): Promise<Ended> {
  const fixed = ['--network', 'none', '--cpu', '1', '--rest', '0.2s', '--primary', 'lcp'];
  const refs = ['--repository', repository.folder, '--a-ref', 'HEAD~1', '--b-ref', 'HEAD'];
  return startCommand(['ab', ...refs, ...fixed, ...words]).ended;
}

/** Nothing of either commit is left. */
function expectGone(repository: ScratchRepository): void {
  expect(repository.worktrees()).toEqual([]);
  expect(existsSync(sides) ? readdirSync(sides) : []).toEqual([]);
}

test('the commit with more work is worse in every block, and both are named', async () => {
  using repository = new ScratchRepository();
  const before = repository.commit({ 'server.cjs': server(0) });
  const after = repository.commit({ 'server.cjs': server(250) });
  const commands = ['--build', 'cp server.cjs built.cjs', '--serve', 'node built.cjs'];
  const { code, output, told } = await ab(repository, ...commands, '--iterations', '8');
  expect(output, told).toContain(`HEAD (${after.slice(0, 7)}) against HEAD~1 (${before.slice(0, 7)})`);
  expect(output).toMatch(/^Worse: /);
  expect(code).toBe(1);
  using folder = new NamedFolder(told);
  const { comparisons, options } = folder.results();
  expect(comparisons).toMatchObject([
    { plan: { unit: 'block' }, baseline: { commit: before }, candidate: { commit: after } },
  ]);
  const [lcp] = comparisons[0]?.metrics ?? [];
  expect(lcp).toMatchObject({ metric: 'lcp', status: 'worse' });
  // Of four; a host that serves others may void every try of an arm in one.
  expect(lcp?.blocks).toBeGreaterThanOrEqual(3);
  // 2 / 6⁴ where no iteration was lost; each that is lost leaves fewer orders of its block.
  expect(lcp?.p).toBeLessThan(0.05);
  expect(JSON.stringify(options)).not.toContain('built.cjs');
  expectGone(repository);
});

test('a build that fails, and a server that dies in mid-run, are named, and nothing is left', async () => {
  using repository = new ScratchRepository();
  repository.commit({ 'server.cjs': server(0) });
  repository.commit({ 'server.cjs': server(0), broken: 'yes' });
  const failed = await ab(repository, '--build', 'test ! -e broken', '--serve', 'node server.cjs');
  expect(failed.told).toMatch(
    /"test ! -e broken" failed for HEAD \([0-9a-f]+\) with exit code 1.*BUILD_FAILED/s,
  );
  expect(failed.code).toBe(2);
  expectGone(repository);

  const dies = 'if test -e broken; then DIES_AFTER=5 node server.cjs; else node server.cjs; fi';
  const died = await ab(repository, '--serve', dies, '--iterations', '12');
  expect(died.told).toMatch(/Arm b: .* of HEAD \([0-9a-f]+\) ended in mid-run \(exit code 9\)/);
  expect(died.code).toBe(2);
  new NamedFolder(died.told)[Symbol.dispose]();
  expectGone(repository);
});

test('Ctrl-C while a commit is built ends the build, and nothing is left', async () => {
  using repository = new ScratchRepository();
  repository.commit({ 'server.cjs': server(0) });
  repository.commit({ 'server.cjs': server(0) });
  const words = ['--a-ref', 'HEAD~1', '--b-ref', 'HEAD', '--repository', repository.folder];
  const build = ['--build', 'echo building; sleep 1000', '--serve', 'node server.cjs'];
  const { child, ended } = startCommand(['ab', ...words, ...build]);
  let told = '';
  child.stderr.on('data', (text: string) => {
    told += text;
  });
  await expect.poll(() => told, { intervals: [20] }).toContain('building');
  child.kill('SIGINT');
  expect((await ended).code, told).toBe(130);
  expect(told).toContain('INTERRUPTED');
  expectGone(repository);
});
