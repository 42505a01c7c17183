import { Command } from 'commander';
import type { BackscrollConfig } from '../config/config.ts';
import type { LoadedTarget } from '../targets/load-target.ts';
import { addAb } from './ab.ts';
import { addAuditList } from './audit-list.ts';
import { addChat } from './chat.ts';
import { addCompare } from './compare.ts';
import { addDoctor } from './doctor.ts';
import { addHistory } from './history.ts';
import { addInit } from './init.ts';
import { addMeasure } from './measure.ts';
import { addMerge } from './merge.ts';
import { addReport } from './report.ts';
import { addRun } from './run.ts';
import { addSeed } from './seed.ts';
import { addStability } from './stability.ts';

/** All commands, about a target; it throws a `CommanderError` where it would end the process. */
export function makeProgram(target: LoadedTarget, config: BackscrollConfig = {}): Command {
  const program = new Command('backscroll')
    .description('Says, with statistics, whether a chat got slower, and why.')
    .showHelpAfterError('Add --help for the options and examples.')
    .showSuggestionAfterError()
    .exitOverride();
  for (const add of [
    addRun,
    addMeasure,
    addAuditList,
    addCompare,
    addAb,
    addStability,
    addSeed,
    addChat,
    addReport,
    addMerge,
    addHistory,
    addDoctor,
    addInit,
  ])
    add(program, target, config);
  return program;
}
