import type { JournalRecord } from './journal.ts';
import type { Reference } from './reference.ts';

/**
 * The readings of a journal in order of time, also of merged shards; undefined when there are none. When
 * versions differ, only readings of the newest count: figures of different versions are not comparable.
 */
export function referenceIn(records: readonly JournalRecord[]): Reference | undefined {
  const all = records.filter((record) => record.type === 'reference');
  if (all.length === 0) return undefined;
  const version = Math.max(...all.map((record) => record.version));
  const readings = all.filter((record) => record.version === version).map(({ reading }) => reading);
  return { version, readings: readings.toSorted((a, b) => a.startedAtMs - b.startedAtMs) };
}
