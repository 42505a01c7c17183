import type { Reading } from '../../src/core/results/reading.ts';

/** The value of a reading that must have one. */
export function value(reading: Reading): number {
  if (reading.status === 'measured') return reading.value;
  throw new Error(`nothing was measured: ${reading.reason}`);
}
