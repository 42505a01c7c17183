/** Whole runs of the command line. Each is kept when it ends, so that a study can continue on another day. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { exitCode } from '../../src/core/errors.ts';
import { type Spinners, startSpinners } from '../spinners/start.ts';

const ended = z.object({ exit: z.int(), minutes: z.number(), words: z.array(z.string()), duty: z.number() });

export interface PlayedRun extends z.infer<typeof ended> {
  /** Holds the results of the run. */
  folder: string;
}

const program = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/**
 * Runs `backscroll run` with these words into the folder, unless the same run was played before. Its output
 * is kept next to the folder, in `<folder>.log`.
 *
 * @param duty share of each core that spinners use meanwhile; 0 starts none
 * @throws Error when the run could not measure, or was interrupted
 */
export async function playRun(folder: string, words: readonly string[], duty = 0): Promise<PlayedRun> {
  const endFile = `${folder}.json`;
  if (existsSync(endFile)) {
    const before = ended.safeParse(JSON.parse(readFileSync(endFile, 'utf8'))).data;
    const isSame = before?.duty === duty && before.words.join('\0') === words.join('\0');
    if (isSame) return { folder, ...before };
    console.error(`Plays ${path.basename(folder)} anew: it was played with other options.`);
    rmSync(endFile);
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  const startedMs = performance.now();
  await using spinners = duty === 0 ? undefined : await startSpinners(duty);
  const exit = await run([...words, '--output', folder], `${folder}.log`, spinners);
  const counts: readonly number[] = [exitCode.good, exitCode.missed, exitCode.invalid];
  if (!counts.includes(exit)) throw new Error(`A run ended with code ${exit}; ${folder}.log says why.`);
  const minutes = Number(((performance.now() - startedMs) / 60_000).toFixed(1));
  const played = { exit, minutes, words: [...words], duty };
  writeFileSync(endFile, `${JSON.stringify(played)}\n`);
  return { folder, ...played };
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
