import { exitCode } from './errors.ts';
import type { Results } from './results.ts';

/**
 * The exit code of a run: could not run, invalid, missed or inconclusive or
 * worse or undecided or leaking, good; the first that applies.
 * A run that measured nothing, was killed, or had a cell that ended early, could not run.
 */
export function exitCodeOf({ cells, comparisons, complete, verdict }: Results): number {
  const unfinished = cells.some((cell) => cell.error !== null);
  if (!complete || unfinished || cells.length === 0) return exitCode.couldNotRun;
  const compared = comparisons.map((comparison) => comparison.verdict);
  if (verdict === 'invalid' || compared.includes('invalid')) return exitCode.invalid;
  const leaking = cells.some(
    ({ classification }) => classification === 'leaks' || classification === 'cannot-tell',
  );
  const open = leaking || compared.includes('worse') || compared.includes('cannot-tell');
  return verdict === 'missed' || verdict === 'inconclusive' || open ? exitCode.missed : exitCode.good;
}
