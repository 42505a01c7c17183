#!/usr/bin/env node
import { CommanderError } from 'commander';
import { exitCode, HarnessError } from '../core/errors.ts';
import { loadTarget } from '../targets/load-target.ts';
import { makeProgram } from './program.ts';
import { targetIn } from './target.ts';

// A reader that has seen enough, such as `head`, ends the output, not the work.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await makeProgram(await loadTarget(targetIn(process.argv), process.cwd())).parseAsync();
} catch (cause) {
  if (!(cause instanceof CommanderError || cause instanceof HarnessError)) throw cause;
  // Commander has said its own.
  if (cause instanceof HarnessError) process.stderr.write(`${cause.message}\n`);
  // Help and version end with 0; anything else that commander refuses could not run.
  const isDone = cause instanceof CommanderError && cause.exitCode === 0;
  process.exitCode = isDone ? exitCode.good : exitCode.couldNotRun;
}
