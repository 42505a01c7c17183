/** Whole runs of the command line, for studies of many of them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { exitCode } from '../../src/core/errors.ts';
import type { Results } from '../../src/core/results/results.ts';
import { readResults } from '../../src/measure/journal/read-results.ts';
import { type Spinners, startSpinners } from '../spinners/start.ts';
import type { StudiedRun } from './journal.ts';

export interface PlayedRun {
  kept: StudiedRun;
  results: Results;
}

const program = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/**
 * Runs `backscroll run` with these words into the folder. Its output is kept next to the folder, in
 * `<folder>.log`.
 *
 * @param duty share of each core that spinners use meanwhile; 0 starts none
 * @throws Error when the run could not measure, or was interrupted
 */
export async function playRun(folder: string, words: readonly string[], duty = 0): Promise<PlayedRun> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  const startedAt = new Date().toISOString();
  const startedMs = performance.now();
  await using spinners = duty === 0 ? undefined : await startSpinners(duty);
  const exit = await run([...words, '--output', folder], `${folder}.log`, spinners);
  const counts: readonly number[] = [exitCode.good, exitCode.missed, exitCode.invalid];
  if (!counts.includes(exit)) throw new Error(`A run ended with code ${exit}; ${folder}.log says why.`);
  const minutes = Number(((performance.now() - startedMs) / 60_000).toFixed(1));
  const results = readResults(folder);
  return {
    results,
    kept: { startedAt, words: [...words], duty, exit, minutes, machine: results.environment },
  };
}

async function run(
  words: readonly string[],
  logFile: string,
  spinners: Spinners | undefined,
): Promise<number> {
  const log = openSync(logFile, 'w');
  const own = spinners === undefined ? {} : { BACKSCROLL_OWN_PROCESS: spinners.ids.join(',') };
  const env = { ...process.env, ...own };
  const child = spawn(process.execPath, [program, 'run', ...words], { stdio: ['ignore', log, log], env });
  closeSync(log);
  try {
    const end = once(child, 'exit') as Promise<[number | null]>;
    const [code] = await (spinners === undefined ? end : Promise.race([end, spinners.ended]));
    return code ?? exitCode.interrupted;
  } finally {
    // A run whose spinners ended is not part of the study.
    child.kill();
  }
}
