/** The long tasks of the page in a DevTools trace: the work in each, and the screen before and after. */
import { z } from 'zod';
import type { Work, WorkKind } from '../core/results/worst-moment.ts';
import type { TraceEvent } from '../metrics/frames.ts';
import type { FilmFrame } from './filmstrip.ts';
import type { FindOriginal } from './source-maps.ts';
import { functionOf, pageSlices, placeOf, type Slice, type SliceData } from './trace-slices.ts';

export interface RecordedTask {
  /** Host's monotonic clock, µs. */
  startUs: number;
  /** Since the start of the recording. */
  atMs: number;
  durationMs: number;
  /** Work by its own time, without that of the calls in it, in the order of its begin. */
  ran: Work[];
  /** Number of requests in flight when it began. */
  requests: number;
  /** The screen when it began, and the first screenshot after its end. */
  before: FilmFrame | undefined;
  after: FilmFrame | undefined;
}

/** As in the Long Tasks API. */
const longMs = 50;

/** The entries that DevTools shows of a task; all else counts for its parent. */
const kinds: Readonly<Record<string, WorkKind>> = {
  FunctionCall: 'function',
  EvaluateScript: 'script',
  'v8.compile': 'compile',
  Layout: 'layout',
  UpdateLayoutTree: 'style',
  ParseHTML: 'parse-html',
  Paint: 'paint',
  'Decode Image': 'decode-image',
  MinorGC: 'garbage-collection',
  MajorGC: 'garbage-collection',
  'V8.GCScavenger': 'garbage-collection',
};

function whatOf(kind: WorkKind, data: SliceData, find: FindOriginal): string {
  if (kind === 'function') return functionOf(data, find);
  return (kind === 'script' || kind === 'compile' ? placeOf(data) : undefined) ?? kind;
}

/**
 * All tasks above 50 ms, in the order of the trace.
 *
 * @param events of a trace of {@link recordedCategories} that the page's own session recorded
 * @param startUs of the recording; earlier slices do not count
 * @param find finds the original of a function, see `readSourceMaps`
 */
export function recordedTasks(
  events: readonly TraceEvent[],
  startUs: number,
  film: readonly FilmFrame[],
  find: FindOriginal = () => undefined,
): RecordedTask[] {
  const inOrder = events.toSorted((a, b) => a.ts - b.ts);
  const slices = pageSlices(events, startUs);
  return slices
    .filter(({ name, dur }) => name === 'RunTask' && dur >= longMs * 1000)
    .map((task): RecordedTask => {
      const [atMs, endMs] = [(task.ts - startUs) / 1000, (task.ts + task.dur - startUs) / 1000];
      return {
        startUs: task.ts,
        atMs,
        durationMs: task.dur / 1000,
        ran: ranIn(task, slices, find),
        requests: requestsUnderWay(inOrder, task.ts),
        before: film.findLast((frame) => frame.atMs <= atMs),
        after: film.find((frame) => frame.atMs >= endMs),
      };
    });
}

interface Ran {
  kind: WorkKind;
  what: string;
  us: number;
}

/** The work within a task, by its own time, summed by name. */
function ranIn(task: Slice, slices: readonly Slice[], find: FindOriginal): Work[] {
  const end = task.ts + task.dur;
  const inside = slices
    .filter(
      ({ pid, tid, ts, name }) => pid === task.pid && tid === task.tid && name in kinds && ts >= task.ts,
    )
    .filter(({ ts, dur }) => ts + dur <= end)
    // Outer ones first where two begin together.
    .toSorted((a, b) => a.ts - b.ts || b.dur - a.dur);
  const found = new Map<string, Ran>();
  const open: { ran: Ran; endUs: number }[] = [];
  for (const { name, ts, dur, args } of inside) {
    const kind = kinds[name];
    if (kind === undefined) continue;
    while ((open.at(-1)?.endUs ?? Number.POSITIVE_INFINITY) <= ts) open.pop();
    const what = whatOf(kind, args?.data, find);
    const ran = found.get(`${kind} ${what}`) ?? { kind, what, us: 0 };
    found.set(`${kind} ${what}`, ran);
    ran.us += dur;
    const around = open.at(-1);
    if (around !== undefined) around.ran.us -= dur;
    open.push({ ran, endUs: ts + dur });
  }
  return [...found.values()].map(({ us, ...ran }) => ({ ...ran, ms: us / 1000 }));
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
