/**
 * Chrome's own account of frames, read from `PipelineReporter` trace events.
 *
 * For each vsync (`frame_sequence`) the compositor writes one reporter, and a second one when the
 * main thread's update for that vsync was delivered later. Both are merged here into one frame.
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
  /** A main-thread update of this frame: when it was committed and when its pixels were presented. */
  update: { committedUs: number; presentedUs: number } | undefined;
}

const traceEvent = z.looseObject({
  name: z.string(),
  ph: z.string(),
  ts: z.number(),
  pid: z.number(),
  cat: z.string().optional(),
  id2: z.looseObject({ local: z.string().optional() }).optional(),
  args: z.looseObject({}).optional(),
});
export type TraceEvent = z.infer<typeof traceEvent>;

const reporterArguments = z.object({
  state: z.string(),
  frame_sequence: z.number(),
  affects_smoothness: z.boolean().default(false),
  scroll_state: z.string().default('SCROLL_NONE'),
});

interface Reporter extends z.infer<typeof reporterArguments> {
  startUs: number;
  endUs: number | undefined;
  committedUs: number | undefined;
}

/** The events of a trace file; events of another shape (metadata of odd producers) are left out. */
export function parseTrace(json: string): TraceEvent[] {
  const { traceEvents } = z.object({ traceEvents: z.array(z.unknown()) }).parse(JSON.parse(json));
  return traceEvents.flatMap((event) => {
    const parsed = traceEvent.safeParse(event);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Pairs begin and end of every reporter of one renderer by its local id. */
function reportersOf(events: readonly TraceEvent[], rendererPid: number): Reporter[] {
  const open = new Map<string, Reporter>();
  const reporters: Reporter[] = [];
  const own = events.filter((event) => event.pid === rendererPid && event.id2?.local !== undefined);
  for (const event of own.toSorted((a, b) => a.ts - b.ts)) {
    const id = event.id2?.local;
    if (id === undefined) continue;
    if (event.name === 'PipelineReporter' && event.ph === 'b') {
      // `frame_reporter` in newer Chromium, `chrome_frame_reporter` in older.
      const given = event.args?.frame_reporter ?? event.args?.chrome_frame_reporter;
      const parsed = reporterArguments.safeParse(given);
      if (!parsed.success) continue;
      const reporter = { ...parsed.data, startUs: event.ts, endUs: undefined, committedUs: undefined };
      open.set(id, reporter);
      reporters.push(reporter);
      continue;
    }
    const reporter = open.get(id);
    if (reporter === undefined) continue;
    if (event.name === 'Commit' && event.ph === 'b') reporter.committedUs = event.ts;
    if (event.name === 'PipelineReporter' && event.ph === 'e') {
      reporter.endUs = event.ts;
      open.delete(id);
    }
  }
  return reporters;
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
    update:
      updated?.committedUs === undefined || updated.endUs === undefined
        ? undefined
        : { committedUs: updated.committedUs, presentedUs: updated.endUs },
  };
}

/**
 * Idle vsyncs are marked dropped too, so a drop counts only when it affects smoothness. A partial
 * frame counts whoever drives the scroll: Chromium sets `affects_smoothness` on it only when the
 * main thread drives, while a compositor scroll over a blocked main thread is just what a reader
 * sees as rows that do not come (docs/decisions/partial-frames.md).
 */
function stateOf(reporters: readonly Reporter[], presented: readonly Reporter[]): Frame['state'] {
  if (presented.some((each) => each.state === 'STATE_PRESENTED_PARTIAL')) return 'partial';
  if (presented.length > 0) return 'presented';
  return reporters.some((each) => each.state === 'STATE_DROPPED' && each.affects_smoothness)
    ? 'dropped'
    : 'idle';
}

/** The frames of one renderer in the order of their vsyncs. */
export function framesOf(events: readonly TraceEvent[], rendererPid: number): Frame[] {
  const bySequence = Map.groupBy(reportersOf(events, rendererPid), (reporter) => reporter.frame_sequence);
  return [...bySequence]
    .map(([sequence, reporters]) => merge(sequence, reporters))
    .sort((a, b) => a.startUs - b.startUs);
}

/** When the first main-thread update that was committed at or after `us` reached the screen. */
export function presentedAfter(frames: readonly Frame[], us: number): number | undefined {
  return frames.find((frame) => frame.update !== undefined && frame.update.committedUs >= us)?.update
    ?.presentedUs;
}
