/** Made-up series on a run's clock, of the shape that `src/measure/series.ts` writes. Nothing was measured. */

import type { Series } from '../../../src/core/results/iteration.ts';
import { seededRandom } from '../../../src/core/statistics/random.ts';

const vsyncMs = 1000 / 60;

/**
 * A scroll of `durationMs` with frames before and after it that do not count; a share of the frames is
 * dropped, four times as many are partial, and each 500 ms a long task stands in the way.
 */
export function frameSeries(fromMs: number, durationMs: number, troubleShare: number): Series[] {
  const random = seededRandom(Math.round(fromMs));
  const points: [number, number][] = [];
  for (let atMs = fromMs - 200; atMs < fromMs + durationMs + 200; atMs += vsyncMs) {
    const lot = random();
    points.push([Math.round(atMs * 100) / 100, lot < troubleShare ? 2 : lot < 5 * troubleShare ? 1 : 0]);
  }
  const tasks = Array.from({ length: Math.floor(durationMs / 500) }, (_, index): [number, number] => [
    fromMs + 120 + index * 500,
    52 + 30 * random(),
  ]);
  const iteration = 0;
  return [
    { name: 'frame-state', unit: 'presented|partial|dropped', iteration, points },
    { name: 'frame-interval', unit: 'ms', iteration, points: points.map(([atMs]) => [atMs, vsyncMs]) },
    { name: 'long-task', unit: 'ms', iteration, points: tasks },
    { name: 'scroll', unit: 'ms', iteration, points: [[fromMs, durationMs]] },
  ];
}

/** Load and database of a cell, a point a second and four a second. */
export function loadSeries(fromMs: number, durationMs: number): Series[] {
  const random = seededRandom(7);
  const every = (stepMs: number, value: (share: number) => number): [number, number][] =>
    Array.from({ length: Math.floor(durationMs / stepMs) }, (_, index) => [
      fromMs + index * stepMs,
      value((index * stepMs) / durationMs),
    ]);
  const line = (name: string, unit: string, points: [number, number][]): Series => ({
    name,
    unit,
    iteration: null,
    points,
  });
  return [
    line(
      'traffic-offered',
      'per-second',
      every(1000, () => 20),
    ),
    line(
      'traffic-completed',
      'per-second',
      every(1000, (share) => (share > 0.6 && share < 0.7 ? 12 : 20)),
    ),
    line(
      'traffic-failed',
      'per-second',
      every(1000, (share) => (share > 0.6 && share < 0.65 ? 2 : 0)),
    ),
    line(
      'traffic-response-p95',
      'ms',
      every(1000, (share) => 18 + 8 * random() + (share > 0.6 && share < 0.7 ? 180 : 0)),
    ),
    line(
      'database-connections',
      'count',
      every(250, () => 12),
    ),
    line(
      'database-active',
      'count',
      every(250, () => Math.floor(random() * 3)),
    ),
    line(
      'database-waiting',
      'count',
      every(250, (share) => (share > 0.6 && share < 0.7 ? 3 : Math.floor(random() * 2))),
    ),
    line(
      'database-blocked',
      'count',
      every(250, (share) => (share > 0.62 && share < 0.68 ? 2 : 0)),
    ),
  ];
}
