import { expect, test } from '@playwright/test';
import { measured } from '../../../src/core/results/reading.ts';
import type { TraceEvent } from '../../../src/metrics/frames.ts';
import { repaintedFrames } from '../../../src/metrics/repainted-frames.ts';
import { scrollFramesOf } from '../../../src/metrics/scroll-frames.ts';
import { scrollJank } from '../../../src/metrics/scroll-jank.ts';
import { scrolled, strip } from './hand-made.ts';

function judged(ts: number, result: Record<string, unknown>, pid = 1): TraceEvent {
  return { name: 'ScrollJankV4', ph: 'b', pid, ts, args: { scroll_jank_v4: result } };
}

test('frames of a scroll are read with the reasons for which they were late', () => {
  const late = [{ jank_reason: 'MISSED_VSYNC_DUE_TO_DECELERATING_INPUT_FRAME_DELIVERY', missed_vsyncs: 2 }];
  const events = [
    judged(300, { is_janky: true, missed_vsyncs_per_jank_reason: late }),
    judged(100, { is_janky: false }),
    judged(200, { is_janky: true }),
    judged(150, { is_janky: true }, 2),
    judged(160, { nothing: 'that is known' }),
    { name: 'ScrollJankV4', ph: 'e', pid: 1, ts: 400 },
  ];
  expect(scrollFramesOf(events, 1)).toEqual([
    { startUs: 100, jankReasons: [] },
    { startUs: 200, jankReasons: ['unknown'] },
    { startUs: 300, jankReasons: ['MISSED_VSYNC_DUE_TO_DECELERATING_INPUT_FRAME_DELIVERY'] },
  ]);
});

test('the share of late frames is of those within the scroll', () => {
  const frame = (startUs: number, ...jankReasons: string[]) => ({ startUs, jankReasons });
  const recording = scrolled('PPPP');
  const scrollFrames = [
    frame(0),
    frame(16_000, 'late'),
    frame(32_000),
    frame(48_000),
    frame(900_000, 'late'),
  ];
  expect(scrollJank.derive({ ...recording, scrollFrames })).toEqual(measured(25));
  expect(scrollJank.derive({ ...recording, scrollFrames: [] })).toMatchObject({
    status: 'unavailable',
    reason: expect.stringContaining('the main thread scrolls the list'),
  });
});

test('frames that draw the list anew are a share of those that wanted a frame', () => {
  const recording = scrolled('PpD.');
  const frames = strip('PpD.').map((frame, index) => ({ ...frame, repainted: index < 2 }));
  expect(repaintedFrames.derive({ ...recording, frames })).toEqual(measured((100 * 2) / 3));
});
