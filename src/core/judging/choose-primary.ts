/** Which metrics decide where the user has named none. */

import type { Cell } from '../results/cell.ts';
import { observedOf } from '../results/evidence.ts';
import { mostPrimary } from './comparison.ts';

type Measured = Pick<Cell, 'iterations' | 'samples'>;

/**
 * The first of `preferred` that both cells measure, at most three. What the baseline measured in half of its iterations or
 * fewer stands back: nothing bad can be said by it. Where it is all that there is, it decides all the same.
 *
 * Only whether there is a value counts, never what it is: a choice by the values would spend the error rate
 * twice. A candidate that tried and never got a value of what the baseline measured keeps the metric: it must
 * not become better by losing what decides.
 */
export function choosePrimary(
  preferred: readonly string[],
  baseline: Measured,
  candidate: Measured,
): string[] {
  const counted = [...new Set(preferred)]
    .filter((id) => hasReading(candidate, id))
    .map((id) => ({ id, of: observedOf(id, baseline) }))
    .filter(({ of }) => of.values.length > 0);
  const usual = counted.filter(({ of }) => of.values.length > of.lost);
  return (usual.length > 0 ? usual : counted).map(({ id }) => id).slice(0, mostPrimary);
}

/** Whether an iteration tried to measure it, with or without success. */
export function hasReading({ samples }: Pick<Cell, 'samples'>, metric: string): boolean {
  return samples.some((sample) => sample.metric === metric);
}
