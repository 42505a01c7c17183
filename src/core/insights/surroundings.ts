/** What the backend was doing at a moment of a cell, from the series that share its clock. */

import { formatValue } from '../format.ts';
import { waitOf } from '../results/database-activity.ts';
import type { Series } from '../results/iteration.ts';

export interface Surroundings {
  /** Operations per second, the mean of the seconds that overlap the moment. */
  load: { offered: number; completed: number } | 'none' | 'not-recorded';
  /** Sessions, the most in any observation at the moment, and what they waited for. */
  database: { active: number; waiting: number; blocked: number; waits: string[] } | 'not-recorded';
}

/** Traffic is recorded every second; the database is sampled four times a second. */
const secondMs = 1_000;
const observationMs = 250;
/** Waits that fit on a line. */
const mostNamed = 3;

type Kept = readonly Pick<Series, 'name' | 'points'>[];

/** Between two times on the run's clock (ms). */
export function surroundings(series: Kept, fromMs: number, toMs: number): Surroundings {
  return { load: loadAt(series, fromMs, toMs), database: databaseAt(series, fromMs, toMs) };
}

function loadAt(series: Kept, fromMs: number, toMs: number): Surroundings['load'] {
  if (!series.some(({ name }) => name === 'traffic-offered')) return 'none';
  const at = (name: string) => valuesAt(series, name, fromMs - secondMs, toMs);
  const [offered, completed] = [mean(at('traffic-offered')), mean(at('traffic-completed'))];
  return offered === undefined || completed === undefined ? 'not-recorded' : { offered, completed };
}

function databaseAt(series: Kept, fromMs: number, toMs: number): Surroundings['database'] {
  // A task is often shorter than the time between two observations: the ones just before and after it count.
  const [from, to] = [fromMs - observationMs, toMs + observationMs];
  const most = (name: string) => Math.max(...valuesAt(series, name, from, to), 0);
  if (valuesAt(series, 'database-active', from, to).length === 0) return 'not-recorded';
  const waits = series.flatMap(({ name }) => {
    const wait = waitOf(name);
    return wait !== undefined && most(name) > 0 ? [wait] : [];
  });
  return {
    active: most('database-active'),
    waiting: most('database-waiting'),
    blocked: most('database-blocked'),
    waits: [...new Set(waits)],
  };
}

function valuesAt(series: Kept, name: string, afterMs: number, toMs: number): number[] {
  return series
    .filter((each) => each.name === name)
    .flatMap(({ points }) => points)
    .filter(([atMs]) => atMs > afterMs && atMs <= toMs)
    .map(([, value]) => value);
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** For people: `traffic: 10 operations a second offered, 9 completed`. */
export function loadText({ load }: Surroundings): string {
  switch (load) {
    case 'none':
      return 'no traffic in this cell';
    case 'not-recorded':
      return 'traffic: not recorded at this time';
    default: {
      const [offered, completed] = [load.offered, load.completed].map((rate) => formatValue(rate, 'count'));
      return `traffic: ${offered} operations a second offered, ${completed} completed`;
    }
  }
}

/** For people: `database: sessions 3 active, 2 waiting (Lock:tuple), 1 blocked by a lock`. */
export function databaseText({ database }: Surroundings): string {
  if (database === 'not-recorded') return 'database: not recorded at this time';
  const { active, waiting, blocked, waits } = database;
  const named =
    waits.length === 0
      ? ''
      : ` (${waits.slice(0, mostNamed).join(', ')}${waits.length > mostNamed ? ', …' : ''})`;
  return `database: sessions ${active} active, ${waiting} waiting${named}, ${blocked} blocked by a lock`;
}
