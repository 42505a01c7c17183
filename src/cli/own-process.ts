import { InvalidArgumentError, Option } from 'commander';
import { HarnessError } from '../core/errors.ts';
import { list } from './options.ts';

/** The environment variable that names them for every command at once, such as for `npm test`. */
const variable = 'BACKSCROLL_OWN_PROCESS';

/** Flags of a command that takes {@link ownProcessOption}. */
export interface OwnProcessFlags {
  ownProcess: number[];
}

/** `--own-process 4711,4712`: what runs beside the measurement on purpose and is part of its conditions. */
export function ownProcessOption(): Option {
  const option = new Option(
    '--own-process <pids>',
    'processes that run beside it on purpose, such as a database: the host gate does not count them and their children as other programs',
  )
    .argParser(processIds)
    .default([], 'none');
  // A variable that is set to nothing, as in many a CI, names none.
  return process.env[variable] ? option.env(variable) : option;
}

/** Process 1 is above all others: with it nothing would be foreign. */
const leastId = 2;

/** A comma-separated list of process ids. */
export function processIds(text: string): number[] {
  const ids = list(text).map(Number);
  if (ids.length > 0 && ids.every((id) => Number.isInteger(id) && id >= leastId)) return ids;
  throw new InvalidArgumentError(`It must be process ids of at least ${leastId}, such as 4711,4712.`);
}

/**
 * The named processes, all of which must run: a mistyped id would leave its load counted as foreign.
 *
 * @throws HarnessError `OWN_PROCESS_MISSING`
 */
export function ownProcesses({ ownProcess }: OwnProcessFlags): number[] {
  const missing = ownProcess.filter((id) => !isRunning(id));
  if (missing.length === 0) return ownProcess;
  throw new HarnessError(
    'OWN_PROCESS_MISSING',
    `No process runs with the id ${missing.join(', ')}.`,
    `Give ids of running processes with --own-process or ${variable}.`,
  );
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (cause) {
    // Another user's process runs, and may not be signalled.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}
