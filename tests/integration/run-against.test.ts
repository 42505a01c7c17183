/** `backscroll run --against HEAD`: the chat of the last commit beside that of the working tree. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect } from '../../src/database/client.ts';
import { expect, test } from './database-fixture.ts';
import { RunProcess } from './run-process.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

test('both builds are measured in blocks, on data of their own; nothing is left but the build', async ({
  databaseUrl,
}) => {
  const hash = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: project, encoding: 'utf8' }).trim();
  const words = ['--against', 'HEAD', '--scenario', 'send-message', '--iterations', '2', '--network', 'none'];
  await using run = new RunProcess([...words, '--cpu', '1'], { databaseUrl });
  // One block can tell nothing, which passes.
  expect(await run.exit(), run.said).toBe(0);
  const { cells, comparisons } = run.results();
  expect(cells.map(({ arm }) => arm)).toEqual(['baseline', 'candidate']);
  for (const { iterations } of cells) {
    expect(new Set(iterations.map(({ block }) => block))).toEqual(new Set([0]));
    const valid = iterations.filter(({ status }) => status === 'valid').length;
    const disturbed = iterations.filter(
      ({ status, reason }) => status === 'invalid' && reason?.startsWith('host:'),
    );
    expect(valid + disturbed.length).toBe(iterations.length);
    // Two places. A host that serves others as well may disturb all three tries at one.
    expect(valid).toBeLessThanOrEqual(2);
    expect(disturbed.length).toBeGreaterThanOrEqual(3 * (2 - valid));
  }
  expect(comparisons).toMatchObject([
    {
      verdict: 'cannot-tell',
      plan: { unit: 'block', looks: null },
      baseline: { arm: 'baseline', commit: hash },
      candidate: { arm: 'candidate', commit: expect.stringContaining(hash) },
    },
  ]);
  expect(run.said).toContain(`against HEAD (${hash.slice(0, 7)})`);
  expect(JSON.stringify(run.results())).not.toContain(project);
  await using client = await connect(databaseUrl);
  const beside = await client.query(
    `select 1 from pg_database where datname like current_database() || '\\_%'`,
  );
  expect(beside.rows).toEqual([]);
  const worktrees = execFileSync('git', ['worktree', 'list'], { cwd: project, encoding: 'utf8' });
  expect(worktrees).toContain(path.join('.backscroll/builds', hash));
  expect(worktrees).not.toMatch(/\.backscroll\/builds\/[0-9a-f]+\./);
});
