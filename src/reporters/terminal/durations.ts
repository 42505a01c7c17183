import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const durations = z.record(z.string(), z.number());

/** Last durations of cells, ms by name, so that the time left can be estimated from the first minute on. */
export function readDurations(file: string): Record<string, number> {
  try {
    return durations.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // No file yet, or not one of Backscroll's: there is no estimate until a run has stored durations.
    return {};
  }
}

export function writeDurations(file: string, measured: Record<string, number>): void {
  writeFileSync(file, JSON.stringify({ ...readDurations(file), ...measured }));
}

/**
 * Milliseconds until the listed cells are done, by the last duration of each. Undefined while one of them is
 * unknown: cells differ too much (a memory-only one takes a fifth of a full one) to estimate one by another.
 *
 * @param spentMs time that the first of them has already taken
 */
export function timeLeftMs(
  remaining: readonly string[],
  known: Readonly<Record<string, number>>,
  spentMs: number,
): number | undefined {
  let sum = 0;
  for (const [index, name] of remaining.entries()) {
    const lastMs = known[name];
    if (lastMs === undefined) return undefined;
    sum += index === 0 ? Math.max(0, lastMs - spentMs) : lastMs;
  }
  return sum;
}
