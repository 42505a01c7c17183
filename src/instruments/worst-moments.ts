/** The longest tasks of the page in a DevTools trace: the code in each, and the screen before and after. */
import { z } from 'zod';
import type { TraceEvent } from '../metrics/frames.ts';
import type { FilmFrame } from './filmstrip.ts';
import type { FindOriginal } from './source-maps.ts';
import { functionOf, pageSlices, placeOf, type Slice, type SliceData } from './trace-slices.ts';

export interface WorstMoment {
  /** Host's monotonic clock, µs. */
  startUs: number;
  /** Since the start of the recording. */
  atMs: number;
  durationMs: number;
  /** Code by its own time, without that of the calls in it; the longest first. */
  ran: { what: string; ms: number }[];
  /** Number of requests in flight when it began. */
  requests: number;
  /** The screen when it began, and the first screenshot after its end. */
  before: FilmFrame | undefined;
  after: FilmFrame | undefined;
}

/** As in the Long Tasks API. */
const longMs = 50;
/**
 * Scripts without an address are not the page's own: the recorder evaluates them to find places in the page.
 */
const ownScript = 'evaluating a script';
const mostMoments = 3;
const mostNames = 4;

/** The entries that DevTools shows of a task, in the words of a report; all else counts for its parent. */
const descriptions: Record<string, (data: SliceData, find: FindOriginal) => string> = {
  FunctionCall: functionOf,
  EvaluateScript: (data) => `${ownScript}${placeOf(data)}`,
  'v8.compile': (data) => `compiling${placeOf(data)}`,
  Layout: () => 'layout',
  UpdateLayoutTree: () => 'style',
  ParseHTML: () => 'parsing HTML',
  Paint: () => 'paint',
  'Decode Image': () => 'decoding an image',
  MinorGC: () => 'garbage collection',
  MajorGC: () => 'garbage collection',
  'V8.GCScavenger': () => 'garbage collection',
};

/**
 * The longest tasks above 50 ms, in order of time.
 *
 * @param events of a trace of {@link recordedCategories} that the page's own session recorded
 * @param startUs of the recording; earlier slices do not count
 * @param find finds the original of a function, see `readSourceMaps`
 */
export function worstMoments(
  events: readonly TraceEvent[],
  startUs: number,
  film: readonly FilmFrame[],
  find: FindOriginal = () => undefined,
): WorstMoment[] {
  const inOrder = events.toSorted((a, b) => a.ts - b.ts);
  const slices = pageSlices(events, startUs);
  return slices
    .filter(({ name, dur }) => name === 'RunTask' && dur >= longMs * 1000)
    .map((task) => ({ task, ran: ranIn(task, slices, find) }))
    .filter(({ ran }) => ran[0]?.what !== ownScript)
    .toSorted((a, b) => b.task.dur - a.task.dur)
    .slice(0, mostMoments)
    .toSorted((a, b) => a.task.ts - b.task.ts)
    .map(({ task, ran }): WorstMoment => {
      const [atMs, endMs] = [(task.ts - startUs) / 1000, (task.ts + task.dur - startUs) / 1000];
      return {
        startUs: task.ts,
        atMs,
        durationMs: task.dur / 1000,
        ran,
        requests: requestsUnderWay(inOrder, task.ts),
        before: film.findLast((frame) => frame.atMs <= atMs),
        after: film.find((frame) => frame.atMs >= endMs),
      };
    });
}

/** The code that ran within a task, by its own time, summed by name. */
function ranIn(task: Slice, slices: readonly Slice[], find: FindOriginal): { what: string; ms: number }[] {
  const end = task.ts + task.dur;
  const inside = slices
    .filter(
      ({ pid, tid, ts, name }) =>
        pid === task.pid && tid === task.tid && name in descriptions && ts >= task.ts,
    )
    .filter(({ ts, dur }) => ts + dur <= end)
    // Outer ones first where two begin together.
    .toSorted((a, b) => a.ts - b.ts || b.dur - a.dur);
  const ownUs = new Map<string, number>();
  const add = (what: string, us: number): void => void ownUs.set(what, (ownUs.get(what) ?? 0) + us);
  const open: { what: string; endUs: number }[] = [];
  for (const { name, ts, dur, args } of inside) {
    while ((open.at(-1)?.endUs ?? Number.POSITIVE_INFINITY) <= ts) open.pop();
    const what = descriptions[name]?.(args?.data, find) ?? name;
    add(what, dur);
    const around = open.at(-1);
    if (around !== undefined) add(around.what, -dur);
    open.push({ what, endUs: ts + dur });
  }
  return [...ownUs]
    .map(([what, us]) => ({ what, ms: us / 1000 }))
    .filter(({ ms }) => ms >= 1)
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, mostNames);
}

/** @param events in order of time */
function requestsUnderWay(events: readonly TraceEvent[], atUs: number): number {
  const request = z.looseObject({ data: z.looseObject({ requestId: z.string() }) });
  const open = new Set<string>();
  for (const { name, ts, args } of events) {
    if (ts > atUs) break;
    if (name !== 'ResourceSendRequest' && name !== 'ResourceFinish') continue;
    const parsed = request.safeParse(args);
    if (!parsed.success) continue;
    if (name === 'ResourceSendRequest') open.add(parsed.data.data.requestId);
    else open.delete(parsed.data.data.requestId);
  }
  return open.size;
}
