/**
 * `npm run perf:shards`: measures the quick suite in two shards, one after the other, and merges them. The
 * nightly job does the same on several machines. Options are passed on to `backscroll run`.
 */
import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { checkout } from './step.ts';

const shards = 2;

/** @returns the exit code */
function backscroll(...args: readonly string[]): number {
  const { status } = spawnSync(process.execPath, ['src/cli/main.ts', ...args], {
    cwd: checkout,
    stdio: 'inherit',
  });
  return status ?? 2;
}

const folders: string[] = [];
for (let shard = 1; shard <= shards; shard++) {
  const code = backscroll('run', '--quick', ...process.argv.slice(2), '--shard', `${shard}/${shards}`);
  // Continues after a missed budget, because the merge judges again. Without results it cannot merge.
  if (code === 2 || code === 130) process.exit(code);
  folders.push(realpathSync(`${checkout}reports/latest`));
}
process.exitCode = backscroll('merge', ...folders);
