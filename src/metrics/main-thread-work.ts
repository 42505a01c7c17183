/** Work of the main thread in the measured window, without waiting. */
import type { Metric } from '../core/results/metric.ts';
import { measured, unavailable } from '../core/results/reading.ts';
import type { MainThreadWork, TimingRecording } from './recordings.ts';

const source = 'Chrome DevTools Protocol, Performance.getMetrics';

/**
 * How often the work happened. Frames drive a part of it, so a slower machine with fewer frames counts less.
 */
function times(
  id: string,
  title: string,
  counter: string,
  of: (work: MainThreadWork) => number,
): Metric<TimingRecording> {
  return {
    ...{ id, version: 1, title, unit: 'count', better: 'lower', pass: 'timing', dependsOnTime: true },
    source: `${source}, ${counter}`,
    derive: ({ work }) =>
      work === undefined ? unavailable('the work of the main thread was not counted') : measured(of(work)),
  };
}

/**
 * CPU time by the thread's clock (ms). It excludes waiting and other processes, but depends on the speed of
 * the processor and includes what the CPU throttle burns: comparable only between the arms of one run.
 */
function cpuTime(
  id: string,
  title: string,
  counter: string,
  of: (work: MainThreadWork) => number,
): Metric<TimingRecording> {
  return { ...times(id, title, `${counter} by the thread's clock`, of), unit: 'ms' };
}

export const mainThreadTime = cpuTime(
  'main-thread-time',
  'Main thread, CPU time',
  'TaskDuration',
  ({ taskMs }) => taskMs,
);

export const mainThreadWork: readonly Metric<TimingRecording>[] = [
  times('layouts', 'Layouts', 'LayoutCount', ({ layouts }) => layouts),
  times(
    'style-recalculations',
    'Style recalculations',
    'RecalcStyleCount',
    ({ styleRecalcs }) => styleRecalcs,
  ),
  mainThreadTime,
  cpuTime('script-time', 'Script, CPU time', 'ScriptDuration', ({ scriptMs }) => scriptMs),
  cpuTime(
    'style-and-layout-time',
    'Style and layout, CPU time',
    'RecalcStyleDuration and LayoutDuration',
    ({ styleMs, layoutMs }) => styleMs + layoutMs,
  ),
];
