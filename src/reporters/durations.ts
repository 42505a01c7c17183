import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const durations = z.record(z.string(), z.number());

/** What tests took the last time, ms by title, so that time left can be told from the first minute on. */
export function readDurations(file: string): Record<string, number> {
  try {
    return durations.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // None yet, or not ours: then the time left is told by what this run has taken so far.
    return {};
  }
}

export function writeDurations(file: string, measured: Record<string, number>): void {
  writeFileSync(file, JSON.stringify({ ...readDurations(file), ...measured }));
}

/**
 * Milliseconds until the listed tests are done: each by its last duration, or by the mean of those
 * that are known; undefined when nothing is known yet.
 */
export function timeLeftMs(
  remaining: readonly string[],
  known: Readonly<Record<string, number>>,
): number | undefined {
  const values = Object.values(known);
  if (values.length === 0) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return remaining.reduce((sum, title) => sum + (known[title] ?? mean), 0);
}
