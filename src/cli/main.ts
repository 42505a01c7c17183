#!/usr/bin/env node
import path from 'node:path';
import { CommanderError } from 'commander';
import { loadConfig } from '../config/load-config.ts';
import { exitCode, HarnessError } from '../core/errors.ts';
import { loadTarget } from '../targets/load-target.ts';
import { makeProgram } from './program.ts';
import { valueIn } from './target.ts';

// A reader that has seen enough, such as `head`, ends the output, not the work.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  const { argv } = process;
  const { config, file } = await loadConfig(valueIn(argv, '--config'), process.cwd());
  const fromFlag = valueIn(argv, '--target');
  // A target of the configuration lies beside it.
  const folder = fromFlag === undefined && file !== undefined ? path.dirname(file) : process.cwd();
  await makeProgram(await loadTarget(fromFlag ?? config.target, folder), config).parseAsync();
} catch (cause) {
  if (!(cause instanceof CommanderError || cause instanceof HarnessError)) throw cause;
  // Commander has said its own.
  if (cause instanceof HarnessError) process.stderr.write(`${cause.message}\n`);
  // Help and version end with 0; anything else that commander refuses could not run.
  const isDone = cause instanceof CommanderError && cause.exitCode === 0;
  process.exitCode = isDone ? exitCode.good : exitCode.couldNotRun;
}
