/** Scrolls of tests/calibration/pages, recorded from Chromium 156 and cut down to what is read. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { parseTrace, type TraceEvent } from '../../../src/metrics/frames.ts';

const span = z.object({ startUs: z.number(), endUs: z.number() });
const recorded = z.looseObject({
  scroll: span.extend({ askedPx: z.number(), scrolledPx: z.number() }),
  /** When the page says that its main thread was blocked. */
  blocks: z.array(span),
});

export interface RecordedTrace extends z.infer<typeof recorded> {
  events: TraceEvent[];
  /** The renderer of the page. */
  pid: number;
}

export function loadRecording(name: string): RecordedTrace {
  const text = gunzipSync(readFileSync(new URL(`recorded/${name}.json.gz`, import.meta.url))).toString();
  const events = parseTrace(text);
  const pid = events.findLast((event) => event.name === 'backscroll:clock')?.pid;
  if (pid === undefined) throw new Error(`${name} lacks the clock mark`);
  return { ...recorded.parse(JSON.parse(text)), events, pid };
}

const reporter = z.object({ frame_sequence: z.number(), state: z.string(), affects_smoothness: z.boolean() });

/** What each reporter says of itself, read without the code under test. */
export function rawReporters(events: readonly TraceEvent[], pid: number): z.infer<typeof reporter>[] {
  return events
    .filter((event) => event.name === 'PipelineReporter' && event.ph === 'b' && event.pid === pid)
    .map((event) => reporter.parse(event.args?.frame_reporter));
}
