/** The work of a recorded page by its kind, read from a DevTools trace. */
import { type RecordedWork, type WorkKind, workKinds } from '../core/results/recorded-work.ts';
import type { TraceEvent } from '../metrics/frames.ts';
import type { FindOriginal } from './source-maps.ts';
import { functionOf, pageSlices, type Slice, type SliceData } from './trace-slices.ts';

/** The kinds of the page's work, and the recorder's own work in the page. */
type Kind = WorkKind | 'recorder';

/** As in the Long Tasks API. */
const longMs = 50;
const mostNames = 3;

/** By the names of Chromium's trace events; other events count for the event that contains them. */
const kindOfName: Readonly<Record<string, Kind>> = {
  RunTask: 'other',
  FunctionCall: 'script',
  EvaluateScript: 'script',
  RunMicrotasks: 'script',
  'v8.compile': 'script',
  'v8.compileModule': 'script',
  'v8.evaluateModule': 'script',
  UpdateLayoutTree: 'style',
  Layout: 'layout',
  PrePaint: 'paint',
  Paint: 'paint',
  Layerize: 'paint',
  Commit: 'paint',
  ParseHTML: 'parse',
  ParseAuthorStyleSheet: 'parse',
  MinorGC: 'gc',
  MajorGC: 'gc',
  // Commands of the DevTools protocol that interrupt a script.
  'V8.InvokeApiInterruptCallbacks': 'recorder',
};

/** A slice whose kind is known. */
interface Work {
  slice: Slice;
  kind: Kind;
  /** CPU time of the thread without that of inner slices, µs. */
  ownUs: number;
}

/**
 * The work of all main threads of the page, including frames in other processes.
 *
 * @param events of a trace of `recordedCategories` that the page's own session recorded
 * @param startUs of the recording; earlier slices do not count
 * @param find finds the original of a function, see `readSourceMaps`
 */
export function traceWork(
  events: readonly TraceEvent[],
  startUs: number,
  find: FindOriginal = () => undefined,
): RecordedWork {
  const slices = pageSlices(events, startUs);
  const threads = mainThreads(events);
  const own = slices.filter(({ pid, tid }) => threads.has(`${pid} ${tid}`));
  const tasks = [...Map.groupBy(own, ({ pid, tid }) => `${pid} ${tid}`).values()].flatMap(tasksOf);
  const work = tasks.flat();
  const forced = work
    .filter(({ kind }) => kind === 'layout')
    .map(({ slice }) => forcing(slice))
    .filter((call) => call !== undefined);
  const timed = own.some(({ tdur }) => tdur !== undefined);
  return {
    cpuMs: timed ? cpuMsOf(work) : null,
    forcedLayouts: forced.length,
    forcedBy: mostOften(forced.map((call) => functionOf(call, find))),
    tiles: slices.filter(({ name }) => name === 'RasterTask').length,
    longTasks: timed ? longTasksOf(tasks) : {},
  };
}

/** `<process> <thread>` of every main thread of a renderer. */
function mainThreads(events: readonly TraceEvent[]): Set<string> {
  const named = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  return new Set(named.map(({ pid, tid }) => `${pid} ${tid}`));
}

/** The work of one thread, an array for each of its tasks. */
function tasksOf(slices: readonly Slice[]): Work[][] {
  // Outer ones first where two begin together.
  const inOrder = slices.toSorted((a, b) => a.ts - b.ts || b.dur - a.dur);
  const tasks: Work[][] = [];
  const open: Work[] = [];
  for (const slice of inOrder) {
    while (open.length > 0 && endOf(open.at(-1)) <= slice.ts) open.pop();
    const named = kindOf(slice);
    if (named === undefined) continue;
    const around = open.at(-1);
    const kind = around?.kind === 'recorder' ? 'recorder' : named;
    const ownUs = slice.tdur ?? 0;
    if (around !== undefined) around.ownUs -= ownUs;
    const work = { slice, kind, ownUs };
    if (around === undefined) tasks.push([]);
    tasks.at(-1)?.push(work);
    open.push(work);
  }
  return tasks;
}

/** The innermost call of the page that waited for a layout; undefined for a layout of the browser itself. */
function forcing({ args }: Slice): SliceData {
  return args?.beginData?.stackTrace?.find(({ url }) => url !== undefined && url !== '');
}

function endOf(work: Work | undefined): number {
  return work === undefined ? 0 : work.slice.ts + work.slice.dur;
}

/** Scripts without an address belong to the recorder: snapshots, and scripts of the harness. */
function kindOf(slice: Slice): Kind | undefined {
  const known = kindOfName[slice.name] ?? (slice.name.startsWith('V8.GC') ? 'gc' : undefined);
  return isCall(slice) && !slice.args?.data?.url ? 'recorder' : known;
}

function isCall({ name }: Slice): boolean {
  return name === 'FunctionCall' || name === 'EvaluateScript';
}

function cpuMsOf(work: readonly Work[]): Record<WorkKind, number> {
  const sums = ownUsByKind(work);
  const ms = (kind: WorkKind): number => Math.max(0, sums.get(kind) ?? 0) / 1_000;
  return {
    ...{ script: ms('script'), style: ms('style'), layout: ms('layout'), paint: ms('paint') },
    ...{ parse: ms('parse'), gc: ms('gc'), other: ms('other') },
  };
}

function ownUsByKind(work: readonly Work[]): Map<Kind, number> {
  const sums = new Map<Kind, number>();
  for (const { kind, ownUs } of work) sums.set(kind, (sums.get(kind) ?? 0) + ownUs);
  return sums;
}

function longTasksOf(tasks: readonly (readonly Work[])[]): RecordedWork['longTasks'] {
  const long = tasks.filter(([task]) => task?.slice.name === 'RunTask' && task.slice.dur >= longMs * 1_000);
  const causes = long.flatMap((task) => {
    const [most] = [...ownUsByKind(task)].toSorted(([, a], [, b]) => b - a);
    return most === undefined ? [] : [most[0]];
  });
  return Object.fromEntries(
    workKinds.flatMap((kind) => {
      const times = causes.filter((cause) => cause === kind).length;
      return times === 0 ? [] : [[kind, times]];
    }),
  );
}

function mostOften(names: readonly string[]): RecordedWork['forcedBy'] {
  return [...Map.groupBy(names, (name) => name)]
    .map(([what, all]) => ({ what, times: all.length }))
    .toSorted((a, b) => b.times - a.times)
    .slice(0, mostNames);
}
