/** Scrolls of tests/calibration/pages, recorded from Chromium 156 and cut down to what is read. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { type Compositor, parseTrace, type TraceEvent } from '../../../src/metrics/frames.ts';

const span = z.object({ startUs: z.number(), endUs: z.number() });
const recorded = z.looseObject({
  scroll: span.extend({ askedPx: z.number(), scrolledPx: z.number() }),
  /** When the page says that its main thread was blocked. */
  blocks: z.array(span),
});

export interface RecordedTrace extends z.infer<typeof recorded> {
  events: TraceEvent[];
  /** That of the page: the one that scrolled. */
  compositor: Compositor;
}

export function loadRecording(name: string): RecordedTrace {
  const text = gunzipSync(readFileSync(new URL(`recorded/${name}.json.gz`, import.meta.url))).toString();
  const events = parseTrace(text);
  const [scrolling] = allReporters(events).filter(({ scroll_state }) => scroll_state !== 'SCROLL_NONE');
  if (scrolling === undefined) throw new Error(`nothing scrolls in ${name}`);
  const compositor = { pid: scrolling.pid, layerTree: scrolling.layer_tree_host_id };
  return { ...recorded.parse(JSON.parse(text)), events, compositor };
}

const reporter = z.object({
  frame_sequence: z.number(),
  layer_tree_host_id: z.number(),
  state: z.string(),
  scroll_state: z.string(),
  affects_smoothness: z.boolean(),
});
type RawReporter = z.infer<typeof reporter> & { pid: number };

function allReporters(events: readonly TraceEvent[]): RawReporter[] {
  return events
    .filter((event) => event.name === 'PipelineReporter' && event.ph === 'b')
    .map((event) => ({ ...reporter.parse(event.args?.frame_reporter), pid: event.pid }));
}

/** What each reporter of a compositor says of itself, read without the code under test. */
export function rawReporters(events: readonly TraceEvent[], { pid, layerTree }: Compositor): RawReporter[] {
  return allReporters(events).filter((each) => each.pid === pid && each.layer_tree_host_id === layerTree);
}
