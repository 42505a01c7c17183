#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { exitCode } from '../core/errors.ts';
import { addAb } from './ab.ts';
import { addChat } from './chat.ts';
import { addCompare } from './compare.ts';
import { addDoctor } from './doctor.ts';
import { addHistory } from './history.ts';
import { addMeasure } from './measure.ts';
import { addMerge } from './merge.ts';
import { addReport } from './report.ts';
import { addRun } from './run.ts';
import { addSeed } from './seed.ts';
import { addStability } from './stability.ts';

const program = new Command('backscroll')
  .description('Says, with statistics, whether a chat got slower, and why.')
  .showHelpAfterError('Add --help for the options and examples.')
  .showSuggestionAfterError()
  .exitOverride();

for (const add of [
  addRun,
  addMeasure,
  addCompare,
  addAb,
  addStability,
  addSeed,
  addChat,
  addReport,
  addMerge,
  addHistory,
  addDoctor,
])
  add(program);

// A reader that has seen enough, such as `head`, ends the output, not the work.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await program.parseAsync();
} catch (cause) {
  if (!(cause instanceof CommanderError)) throw cause;
  // Help and version end with 0; anything else that commander refuses could not run.
  process.exitCode = cause.exitCode === 0 ? exitCode.good : exitCode.couldNotRun;
}
