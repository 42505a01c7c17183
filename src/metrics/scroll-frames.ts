/**
 * How Chromium itself judges the frames of a scroll, from its `ScrollJankV4` trace events: one for each
 * presented frame with a scroll update, with the number of vsyncs by which it was late, and why.
 *
 * Since Chromium 145. A list that the main thread scrolls has none.
 * Source: cc/metrics/scroll_jank_v4_tracing_recorder.cc and scroll_jank_v4_result.h in Chromium.
 */
import { z } from 'zod';
import type { TraceEvent } from './frames.ts';

/** A presented frame with a scroll update. */
export interface ScrollFrame {
  /** When it began, µs on the host's monotonic clock. */
  startUs: number;
  /** Why it was late, by Chromium's names; empty when it was on time. */
  jankReasons: readonly string[];
}

const judged = z.object({
  is_janky: z.boolean(),
  missed_vsyncs_per_jank_reason: z.array(z.looseObject({ jank_reason: z.string().optional() })).default([]),
});

/** The scroll frames of one renderer, in order of time. */
export function scrollFramesOf(events: readonly TraceEvent[], rendererPid: number): ScrollFrame[] {
  return events
    .filter(({ name, ph, pid }) => name === 'ScrollJankV4' && ph === 'b' && pid === rendererPid)
    .flatMap(({ ts, args }): ScrollFrame[] => {
      const result = judged.safeParse(args?.scroll_jank_v4);
      if (!result.success) return [];
      const { is_janky: janky, missed_vsyncs_per_jank_reason: missed } = result.data;
      const reasons = missed.map(({ jank_reason: reason }) => reason ?? 'unknown');
      return [{ startUs: ts, jankReasons: janky && reasons.length === 0 ? ['unknown'] : reasons }];
    })
    .sort((a, b) => a.startUs - b.startUs);
}
