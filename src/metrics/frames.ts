/**
 * Chrome's own record of frames, read from `PipelineReporter` trace events.
 *
 * For each vsync (`frame_sequence` of a `frame_source`) a compositor writes one reporter, and a second one
 * when the main thread's update for that vsync was delivered later. Both are merged here into one frame. A
 * renderer has a compositor for each page that it draws, and for each frame whose parent another process
 * draws.
 * Source: cc/metrics/compositor_frame_reporter.cc and frame_info.cc in Chromium.
 */
import { z } from 'zod';

/** A vsync of the page's main frame; times in µs on the host's monotonic clock. */
export interface Frame {
  sequence: number;
  startUs: number;
  state: 'presented' | 'partial' | 'dropped' | 'idle';
  /** When pixels of this vsync reached the screen; undefined for dropped and idle frames. */
  presentedUs: number | undefined;
  /** Whether a scroll was under way. */
  scrolling: boolean;
  /** Whether the main thread moved the list because the compositor could not. */
  mainDriven: boolean;
  /** Whether the scroll repainted the list because it has no layer of its own. */
  repainted: boolean;
  /** A main-thread update of this frame: when it was committed and when its pixels were presented. */
  update: { committedUs: number; presentedUs: number } | undefined;
}

const traceEvent = z.looseObject({
  name: z.string(),
  ph: z.string(),
  ts: z.number(),
  pid: z.number(),
  tid: z.number().optional(),
  cat: z.string().optional(),
  id2: z.looseObject({ local: z.string().optional() }).optional(),
  args: z.looseObject({}).optional(),
});
export type TraceEvent = z.infer<typeof traceEvent>;

const reporterArguments = z.object({
  state: z.string(),
  frame_sequence: z.number(),
  frame_source: z.number().optional(),
  layer_tree_host_id: z.number().optional(),
  affects_smoothness: z.boolean().default(false),
  scroll_state: z.string().default('SCROLL_NONE'),
});

interface Reporter extends z.infer<typeof reporterArguments> {
  startUs: number;
  endUs: number | undefined;
  committedUs: number | undefined;
}

/** Draws a document and its frames of the same process. The next document gets another compositor. */
export interface Compositor {
  /** The renderer. */
  pid: number;
  /** Identifies the compositor within its renderer; undefined when the trace does not contain it. */
  layerTree: number | undefined;
}

const layerTreeArguments = z.object({ layerTreeId: z.number() });

/**
 * The compositor of the document that made the last mark of a name in an animation frame: the main thread
 * records whose frame it begins, and then calls the callbacks of that document.
 * Source: cc/base/devtools_instrumentation.h in Chromium, BeginMainThreadFrame.
 *
 * @returns undefined when there is no such mark
 */
export function compositorOf(events: readonly TraceEvent[], markName: string): Compositor | undefined {
  const mark = events.findLast(({ name }) => name === markName);
  if (mark === undefined) return undefined;
  const begun = events
    .filter(({ name, pid, tid, ts }) => {
      return name === 'BeginMainThreadFrame' && pid === mark.pid && tid === mark.tid && ts <= mark.ts;
    })
    .sort((a, b) => a.ts - b.ts)
    .at(-1);
  return { pid: mark.pid, layerTree: layerTreeArguments.safeParse(begun?.args).data?.layerTreeId };
}

/** The events of a trace file; events of another shape (metadata of odd producers) are skipped. */
export function parseTrace(json: string): TraceEvent[] {
  const { traceEvents } = z.object({ traceEvents: z.array(z.unknown()) }).parse(JSON.parse(json));
  return traceEvents.flatMap((event) => {
    const parsed = traceEvent.safeParse(event);
    return parsed.success ? [parsed.data] : [];
  });
}

/**
 * The reporters of one renderer: the events of one local id from the first that opens to the last that
 * closes.
 *
 * The names of the closing events are not used: a track closes its innermost slice, so when a stage begins
 * before its reporter (the first frame after an idle time) each closing event has the name of the other.
 */
function reportersOf(events: readonly TraceEvent[], rendererPid: number): Reporter[] {
  const own = events.filter((event) => event.pid === rendererPid && event.id2?.local !== undefined);
  const byId = Map.groupBy(
    own.toSorted((a, b) => a.ts - b.ts),
    (event) => event.id2?.local,
  );
  return [...byId.values()].flatMap((track) => nests(track).flatMap(reporterOf));
}

/** Splits a track where all open events are closed. When the trace was cut, the last part stays open. */
function nests(track: readonly TraceEvent[]): TraceEvent[][] {
  const all: TraceEvent[][] = [];
  let depth = 0;
  for (const event of track) {
    if (event.ph === 'b') {
      if (depth === 0) all.push([]);
      depth += 1;
    } else if (event.ph === 'e') {
      // An end without a begin belongs to an event from before the trace.
      if (depth === 0) continue;
      depth -= 1;
    } else continue;
    all.at(-1)?.push(event);
  }
  return all;
}

function reporterOf(nest: readonly TraceEvent[]): Reporter[] {
  const begin = nest.find((event) => event.name === 'PipelineReporter' && event.ph === 'b');
  // `frame_reporter` in newer Chromium, `chrome_frame_reporter` in older.
  const parsed = reporterArguments.safeParse(
    begin?.args?.frame_reporter ?? begin?.args?.chrome_frame_reporter,
  );
  if (begin === undefined || !parsed.success) return [];
  const begun = nest.filter((event) => event.ph === 'b').length;
  const last = nest.at(-1);
  return [
    {
      ...parsed.data,
      startUs: begin.ts,
      endUs: 2 * begun === nest.length ? last?.ts : undefined,
      committedUs: nest.find((event) => event.name === 'Commit' && event.ph === 'b')?.ts,
    },
  ];
}

const presentedStates = ['STATE_PRESENTED_ALL', 'STATE_PRESENTED_PARTIAL'];

function merge(sequence: number, reporters: readonly Reporter[]): Frame {
  const presented = reporters.filter((each) => presentedStates.includes(each.state));
  const presentedUs = presented.flatMap((each) => (each.endUs === undefined ? [] : [each.endUs]));
  const updated = presented.find((each) => each.committedUs !== undefined && each.endUs !== undefined);
  return {
    sequence,
    startUs: Math.min(...reporters.map((each) => each.startUs)),
    state: stateOf(reporters, presented),
    presentedUs: presentedUs.length > 0 ? Math.min(...presentedUs) : undefined,
    scrolling: reporters.some((each) => each.scroll_state !== 'SCROLL_NONE'),
    mainDriven: reporters.some((each) => each.scroll_state === 'SCROLL_MAIN_THREAD'),
    repainted: reporters.some((each) => each.scroll_state === 'SCROLL_RASTER'),
    update:
      updated?.committedUs === undefined || updated.endUs === undefined
        ? undefined
        : { committedUs: updated.committedUs, presentedUs: updated.endUs },
  };
}

/**
 * Idle vsyncs are marked dropped too, so a drop counts only when it affects smoothness. A partial frame needs
 * no such condition: Chromium sets that flag only when the main thread drives the scroll, but a user also
 * sees missing rows when the compositor scrolls while the main thread is blocked
 * (docs/decisions/partial-frames.md).
 */
function stateOf(reporters: readonly Reporter[], presented: readonly Reporter[]): Frame['state'] {
  if (presented.some((each) => each.state === 'STATE_PRESENTED_PARTIAL')) return 'partial';
  if (presented.length > 0) return 'presented';
  return reporters.some((each) => each.state === 'STATE_DROPPED' && each.affects_smoothness)
    ? 'dropped'
    : 'idle';
}

/**
 * The frames of one compositor in the order of their vsyncs. Empty when the trace does not show which of
 * several compositors it is: frames of two must not be mixed.
 */
export function framesOf(events: readonly TraceEvent[], { pid, layerTree }: Compositor): Frame[] {
  const all = reportersOf(events, pid);
  const trees = new Set(all.map(({ layer_tree_host_id }) => layer_tree_host_id));
  if (layerTree === undefined && trees.size > 1) return [];
  // Older Chromium does not name the layer tree of a frame: then all frames of the renderer count.
  const isOwn = (each: Reporter) =>
    layerTree === undefined || (each.layer_tree_host_id ?? layerTree) === layerTree;
  const own = all.filter(isOwn);
  // A new source restarts its sequence numbers.
  const byVsync = Map.groupBy(own, ({ frame_source, frame_sequence }) => `${frame_source} ${frame_sequence}`);
  return [...byVsync.values()]
    .flatMap((reporters) => reporters.slice(0, 1).map((first) => merge(first.frame_sequence, reporters)))
    .sort((a, b) => a.startUs - b.startUs);
}

/** When the first main-thread update that was committed at or after `us` reached the screen. */
export function presentedAfter(frames: readonly Frame[], us: number): number | undefined {
  return frames.find((frame) => frame.update !== undefined && frame.update.committedUs >= us)?.update
    ?.presentedUs;
}
