/** Which metrics decide where the user has named none. */
import { mostPrimary } from './comparison.ts';
import { observedOf } from './evidence.ts';
import type { Cell } from './results.ts';

type Measured = Pick<Cell, 'iterations' | 'samples'>;

/**
 * The first of `preferred` that both cells measure, at most three; what the baseline measured in half of its iterations
 * or fewer could decide nothing (docs/decisions/failures.md).
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
  const decidable = preferred.filter((id) => {
    const { values, lost } = observedOf(id, baseline);
    return values.length > lost && hasReading(candidate, id);
  });
  return [...new Set(decidable)].slice(0, mostPrimary);
}

/** Whether an iteration tried to measure it, with or without success. */
export function hasReading({ samples }: Pick<Cell, 'samples'>, metric: string): boolean {
  return samples.some((sample) => sample.metric === metric);
}
