/** Chooses the metrics that decide when the user names none. */

import type { Cell } from '../results/cell.ts';
import { observedOf } from '../results/evidence.ts';
import { mostPrimary } from './comparison.ts';

type Measured = Pick<Cell, 'iterations' | 'samples'>;

/**
 * The first of `preferred` that both cells measure, at most three. A metric that the baseline measured in
 * half of its iterations or fewer decides only when there is no other: lost baseline values rule out `worse`.
 *
 * The choice depends on whether there is a value, never on the value itself: a choice by values would spend
 * the error rate twice. A metric stays when the candidate tried to measure it and never got a value: a
 * candidate must not become better by losing a metric that decides.
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
