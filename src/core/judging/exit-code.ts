import { exitCode } from '../errors.ts';
import type { Results } from '../results/results.ts';

/**
 * The exit code of a run, the first that applies: could not run; invalid; missed (also for an inconclusive
 * verdict, a worse or inconclusive comparison, or a leak that is found or not ruled out); good. An
 * inconclusive comparison or audit of a list does not count when the run is lenient ({@link isLenient}). A run that measured
 * nothing, was killed, or had a cell that ended early, could not run.
 */
export function exitCodeOf({ cells, comparisons, complete, verdict, options, lists = [] }: Results): number {
  const unfinished = cells.some((cell) => cell.error !== null);
  if (!complete || unfinished || cells.length === 0) return exitCode.couldNotRun;
  const compared = comparisons.map((comparison) => comparison.verdict);
  if (verdict === 'invalid' || compared.includes('invalid')) return exitCode.invalid;
  const leaking = cells.some(
    ({ classification }) => classification === 'leaks' || classification === 'cannot-tell',
  );
  const untold = compared.includes('cannot-tell') && !isLenient(options);
  const open = leaking || compared.includes('worse') || untold;
  // An audit that cannot tell passes as a comparison does.
  const unjudged = verdict === 'inconclusive' && !(lists.length > 0 && isLenient(options));
  return verdict === 'missed' || unjudged || open || lists.some(isUnvirtualized)
    ? exitCode.missed
    : exitCode.good;
}

/** A list that keeps all of its rows in the document. */
function isUnvirtualized({ kind }: NonNullable<Results['lists']>[number]): boolean {
  return kind === 'not-virtualized';
}

/**
 * Whether what is inconclusive passes: the default of `run --against`, `ab` and `audit-list`, unless `--strict` is
 * given.
 */
export function isLenient(options: Results['options']): boolean {
  return options.strict === false;
}
