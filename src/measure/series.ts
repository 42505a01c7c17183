import { jankReasons } from '../core/insights/frame-findings.ts';
import { interactionSeries } from '../core/insights/interactions.ts';
import { repetitionSeries } from '../core/insights/leak-findings.ts';
import { waitSeries } from '../core/results/database-activity.ts';
import { type LongFrame, mostLongFrames, type Series } from '../core/results/iteration.ts';
import { type Secret, scrubText } from '../core/secrets.ts';
import type { ActivitySample, ActivityObservation as Observed } from '../database/activity.ts';
import type { Frame } from '../metrics/frames.ts';
import { growthPoints } from '../metrics/growth.ts';
import type { LeakRecording, TimingRecording } from '../metrics/recordings.ts';
import { judgedFrames } from '../metrics/scroll-jank.ts';
import { presentationsUs, scrollWindows } from '../metrics/scroll-window.ts';
import type { TrafficResult } from '../traffic/result.ts';

/** The number of a frame's state is its index here; the reports draw it as a strip. */
export const frameStates: readonly Frame['state'][] = ['presented', 'partial', 'dropped'];

type Points = [number, number][];

/** Turns a time of the host's monotonic clock into ms since the run's start, to 0.01 ms. */
function clockOf(startedUs: number): (us: number) => number {
  return (us) => Math.round((us - startedUs) / 10) / 100;
}

/** Frames and long tasks of one timing iteration. Idle vsyncs are left out. */
export function timingSeries(timing: TimingRecording, iteration: number, startedUs: number): Series[] {
  const at = clockOf(startedUs);
  const frames = timing.frames.filter((frame) => frame.state !== 'idle' && frame.startUs <= timing.endUs);
  const presented = presentationsUs(frames);
  const intervals = presented
    .slice(1)
    .map((us, index): Points[number] => [at(us), Math.round((us - (presented[index] ?? us)) / 10) / 100]);
  return [
    {
      name: 'frame-state',
      unit: frameStates.join('|'),
      iteration,
      points: frames.map((frame) => [at(frame.startUs), frameStates.indexOf(frame.state)]),
    },
    { name: 'frame-interval', unit: 'ms', iteration, points: intervals },
    {
      name: 'long-task',
      unit: 'ms',
      iteration,
      points: timing.longTasks
        .filter((task) => task.startUs >= timing.startUs)
        .map((task) => [at(task.startUs), task.durationMs]),
    },
    {
      name: 'scroll',
      unit: 'ms',
      iteration,
      points: timing.scrolls.map((scroll) => [at(scroll.startUs), (scroll.endUs - scroll.startUs) / 1000]),
    },
    {
      name: 'act',
      unit: 'ms',
      iteration,
      points: [[at(timing.startUs), (timing.endUs - timing.startUs) / 1000]],
    },
    ...jankSeries(timing, iteration, at),
    ...Object.entries(timing.journeys).map(([metric, journeys]) => ({
      name: interactionSeries(metric),
      unit: 'ms',
      iteration,
      points: journeys.flatMap(({ fromUs, toUs }): Points => {
        // An answer that never reached the screen has no end; its metric reports this.
        return toUs === undefined ? [] : [[at(fromUs), (toUs - fromUs) / 1000]];
      }),
    })),
  ];
}

/** The late frames of the scrolls, a point for each reason; none where all were in time. */
function jankSeries(timing: TimingRecording, iteration: number, at: (us: number) => number): Series[] {
  const late = judgedFrames(timing, scrollWindows(timing)).flatMap(({ startUs, jankReasons: reasons }) =>
    reasons.map((reason) => ({ startUs, reason })),
  );
  const reasons = [...new Set(late.map(({ reason }) => reason))];
  const points = late.map(({ startUs, reason }): Points[number] => [at(startUs), reasons.indexOf(reason)]);
  return late.length === 0 ? [] : [{ name: jankReasons, unit: reasons.join('|'), iteration, points }];
}

/** The longest frames of a timing iteration, with the scripts that ran in them. */
export function longestFrames(
  { longFrames }: TimingRecording,
  startedUs: number,
  secrets: readonly Secret[],
): LongFrame[] {
  const at = clockOf(startedUs);
  const scrub = (text: string): string => scrubText(text, secrets);
  return longFrames
    .toSorted((a, b) => b.durationMs - a.durationMs)
    .slice(0, mostLongFrames)
    .map(({ startUs, scripts, ...frame }) => ({
      startMs: at(startUs),
      ...frame,
      scripts: scripts.map(({ invoker, source, functionName, ...script }) => ({
        ...script,
        invoker: scrub(invoker),
        functionName: scrub(functionName),
        source: scrub(source),
      })),
    }));
}

/** Memory in use after each repetition of an action, from the warm-up on. */
export function growthSeries(leak: LeakRecording, iteration: number, startedUs: number): Series[] {
  const at = clockOf(startedUs);
  return growthPoints(leak).map(({ metric, unit, points }) => ({
    name: repetitionSeries(metric),
    unit,
    iteration,
    points: points.map(([us, value]): Points[number] => [at(us), value]),
  }));
}

/** Offered and achieved load, one point a second. */
export function trafficSeries({ series }: TrafficResult, startedUs: number): Series[] {
  const at = clockOf(startedUs);
  const line = (name: string, unit: string, value: (second: (typeof series)[number]) => number | null) => ({
    name,
    unit,
    iteration: null,
    points: series.flatMap((second): Points => {
      const y = value(second);
      return y === null ? [] : [[at(second.atUs), y]];
    }),
  });
  return [
    line('traffic-offered', 'per-second', (second) => second.offered),
    line('traffic-completed', 'per-second', (second) => second.completed),
    line('traffic-failed', 'per-second', (second) => second.failed + second.throttled),
    line('traffic-response-p95', 'ms', (second) => second.responseP95Ms),
  ];
}

/**
 * Activity of PostgreSQL, four points a second; a gap of the sampler is a gap of the series. Each kind of
 * wait has its own series, with points only where sessions waited.
 */
export function activitySeries(samples: readonly ActivitySample[], startedUs: number): Series[] {
  const at = clockOf(startedUs);
  const read = samples.filter((sample) => sample.kind === 'observed');
  const line = (name: string, value: (sample: (typeof read)[number]) => number): Series => ({
    name,
    unit: 'count',
    iteration: null,
    points: read.map((sample) => [at(sample.atUs), value(sample)]),
  });
  return [
    line('database-connections', (sample) => sample.connections),
    line('database-active', (sample) => sample.states.active ?? 0),
    line('database-waiting', (sample) => waitsOf(sample).reduce((sum, [, count]) => sum + count, 0)),
    line('database-blocked', (sample) => sample.blocked.length),
    ...waitNames(read).map((wait) => {
      const { points, ...rest } = line(waitSeries(wait), ({ waits }) => waits[wait] ?? 0);
      return { ...rest, points: points.filter(([, count]) => count > 0) };
    }),
  ];
}

/** Without the sessions that ran on the CPU: they waited for nothing. */
function waitsOf({ waits }: Observed): [string, number][] {
  return Object.entries(waits).filter(([wait]) => wait !== 'CPU');
}

function waitNames(samples: readonly Observed[]): string[] {
  return [...new Set(samples.flatMap((sample) => waitsOf(sample).map(([wait]) => wait)))];
}
