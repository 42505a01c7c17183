import type { Metric } from '../core/results/metric.ts';
import { measured, type Reading } from '../core/results/reading.ts';
import { trend } from '../core/statistics/trend.ts';
import { backingStore } from './backing-store.ts';
import { detachedNodes } from './detached-nodes.ts';
import { domElements } from './dom-elements.ts';
import { domNodes } from './dom-nodes.ts';
import { eventListeners } from './event-listeners.ts';
import { jsHeap } from './js-heap.ts';
import type { LeakRecording, MemoryRecording } from './recordings.ts';

/** Metrics that may grow while an action is repeated. */
const grows = [domElements, domNodes, detachedNodes, eventListeners, jsHeap, backingStore] as const;

/** Growth for each repetition of the scenario's action, in the unit of the growing metric. */
function growthOf(of: Metric<MemoryRecording>): Metric<LeakRecording> {
  return {
    ...of,
    id: `${of.id}-growth`,
    title: `${of.title} per repetition`,
    source: `${of.source}; median slope between the readings after each repetition (Sen 1968)`,
    derive: ({ readings }) => {
      const values = valuesOf(of, readings);
      return 'reason' in values ? values : measured(trend([values.all]));
    },
  };
}

function valuesOf(
  of: Metric<MemoryRecording>,
  readings: LeakRecording['readings'],
): { all: number[] } | Extract<Reading, { status: 'unavailable' }> {
  const all: number[] = [];
  for (const reading of readings) {
    const read = of.derive(reading);
    if (read.status === 'unavailable') return read;
    all.push(read.value);
  }
  return { all };
}

/** A version bump of a metric is one of its growth too. */
export const growthMetrics: readonly Metric<LeakRecording>[] = grows.map(growthOf);

/** Every reading of the metrics that may grow, as points on the host's monotonic clock (µs). */
export function growthPoints({ readings }: LeakRecording): {
  metric: string;
  unit: string;
  points: [atUs: number, value: number][];
}[] {
  return grows.flatMap((metric) => {
    const values = valuesOf(metric, readings);
    if ('reason' in values) return [];
    const points = readings.map(({ atUs }, index): [number, number] => [atUs, values.all[index] ?? 0]);
    return [{ metric: metric.id, unit: metric.unit, points }];
  });
}
