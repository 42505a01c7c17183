import { useEffect, useReducer, useState } from 'react';
import type { Row } from './rows.ts';

const lateMs = 400;

/**
 * The defect `blank-rows`: of the rows in the window of the list, those that came 400 ms ago, as with a render that is
 * put off. Rows that come while the list does not scroll are rendered at once.
 */
export function useLateRows(indexes: readonly number[], rows: readonly Row[], scrolls: boolean): number[] {
  const [, renderAgain] = useReducer((count: number) => count + 1, 0);
  const [dueAtMs] = useState(() => new Map<string, number>());
  const nowMs = performance.now();
  const keyOf = (index: number): string => rows[index]?.key ?? '';
  const keys = new Set(indexes.map(keyOf));
  for (const key of dueAtMs.keys()) if (!keys.has(key)) dueAtMs.delete(key);
  for (const key of keys) if (!dueAtMs.has(key)) dueAtMs.set(key, scrolls ? nowMs + lateMs : nowMs);
  const waitingMs = [...dueAtMs.values()].filter((atMs) => atMs > nowMs);
  useEffect(() => {
    if (waitingMs.length === 0) return;
    const timer = setTimeout(renderAgain, Math.min(...waitingMs) - nowMs);
    return () => clearTimeout(timer);
  });
  return indexes.filter((index) => (dueAtMs.get(keyOf(index)) ?? 0) <= nowMs);
}
