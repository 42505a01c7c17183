#!/usr/bin/env node
import { CommanderError } from 'commander';
import { exitCode } from '../core/errors.ts';
import { makeProgram } from './program.ts';

// A reader that has seen enough, such as `head`, ends the output, not the work.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await makeProgram().parseAsync();
} catch (cause) {
  if (!(cause instanceof CommanderError)) throw cause;
  // Help and version end with 0; anything else that commander refuses could not run.
  process.exitCode = cause.exitCode === 0 ? exitCode.good : exitCode.couldNotRun;
}
