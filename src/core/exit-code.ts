import { exitCode } from './errors.ts';
import type { Results } from './results.ts';

/**
 * The exit code of a run: could not run, invalid, missed or inconclusive, good; the first that applies.
 * A run that measured nothing could not run.
 */
export function exitCodeOf({ cells, errors, verdict }: Results): number {
  if (errors.length > 0 || cells.length === 0) return exitCode.couldNotRun;
  if (verdict === 'invalid') return exitCode.invalid;
  return verdict === 'missed' || verdict === 'inconclusive' ? exitCode.missed : exitCode.good;
}
