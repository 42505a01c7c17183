import type { TraceEvent } from '../metrics/frames.ts';
import type { LongTask } from '../metrics/recordings.ts';
import { longTaskMeasure } from '../page/vitals.ts';

/** Two tasks of one thread cannot begin so close together: each takes at least 50 ms. */
const sameStartUs = 1_000;

/**
 * The long tasks of all frames of a page, in all processes, including removed frames.
 *
 * Each document writes a measure for each long task that the browser reports to it, and the trace has the
 * measures of all processes on one clock. The documents of one process get the same task: it counts once.
 */
export function longTasksOf(events: readonly TraceEvent[]): LongTask[] {
  const measures = events.filter(({ name }) => name === longTaskMeasure).toSorted((a, b) => a.ts - b.ts);
  const byProcess = Map.groupBy(measures, ({ pid }) => pid);
  return [...byProcess.values()].flatMap(tasksOf).toSorted((a, b) => a.startUs - b.startUs);
}

/** @param measures of one process, in order of time */
function tasksOf(measures: readonly TraceEvent[]): LongTask[] {
  const open = new Map<string | undefined, number>();
  const tasks: LongTask[] = [];
  for (const { ph, ts, id2 } of measures) {
    const startUs = open.get(id2?.local);
    if (ph === 'b') open.set(id2?.local, ts);
    else if (ph === 'e' && startUs !== undefined) {
      open.delete(id2?.local);
      const known = tasks.some((task) => Math.abs(task.startUs - startUs) < sameStartUs);
      if (!known) tasks.push({ startUs, durationMs: (ts - startUs) / 1000 });
    }
  }
  return tasks;
}
