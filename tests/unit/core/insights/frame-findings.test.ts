import { expect, test } from '@playwright/test';
import { frameFindings, jankReasons } from '../../../../src/core/insights/frame-findings.ts';
import type { Summary } from '../../../../src/core/results/cell.ts';
import type { Iteration, Series } from '../../../../src/core/results/iteration.ts';

const summary = (metric: string, median: number | null): Summary => ({
  ...{
    metric,
    n: 1,
    median,
    p95: median,
    spread: 0,
    interval: null,
    unavailable: 0,
    unavailableReason: null,
  },
});

/** Three iterations of which the last does not count. */
function scrolledCell(
  summaries: Summary[],
  reasons: readonly Series[] = [],
): Parameters<typeof frameFindings>[0] {
  const iterations = (['valid', 'valid', 'invalid'] as const).map((status, index): Iteration => {
    const times = { startedAtMs: 0, finishedAtMs: 1 };
    return { index, pass: 'timing', status, reason: null, verification: {}, ...times };
  });
  return { summaries, iterations, series: [...reasons] };
}

test('a list that is drawn anew in each frame of a scroll is found, with its cure', () => {
  const [found] = frameFindings(scrolledCell([summary('repainted-frames', 99.2)]));
  expect(found?.evidence).toBe('99.2 % of the frames of the scroll drew the list anew (SCROLL_RASTER).');
  expect(found?.remedy).toContain('opaque background');
});

test('a list with a layer of its own, and one that was not scrolled, give no finding', () => {
  expect(frameFindings(scrolledCell([summary('repainted-frames', 3)]))).toEqual([]);
  expect(frameFindings(scrolledCell([summary('repainted-frames', null)]))).toEqual([]);
  expect(frameFindings(scrolledCell([]))).toEqual([]);
});

test('late frames of a scroll are told with their reasons, of the iterations that count', () => {
  const [fast, slow] = ['MISSED_VSYNC_DURING_FAST_SCROLL', 'MISSED_VSYNC_OF_A_NEW_KIND'];
  const reasons = [
    {
      name: jankReasons,
      unit: `${fast}|${slow}`,
      iteration: 0,
      points: [
        [1, 0],
        [2, 1],
      ],
    },
    { name: jankReasons, unit: `${fast}`, iteration: 1, points: [[3, 0]] },
    { name: jankReasons, unit: `${slow}`, iteration: 2, points: [[4, 0]] },
  ] satisfies Series[];
  const [found] = frameFindings(scrolledCell([summary('scroll-jank', 12)], reasons));
  expect(found?.evidence).toBe(
    '12 % of them (median of the iterations), by Chromium’s own judgement; in all iterations: a frame was left out while the finger moved fast (2 times); MISSED_VSYNC_OF_A_NEW_KIND (1 time).',
  );
  expect(frameFindings(scrolledCell([summary('scroll-jank', 0.4)], reasons))).toEqual([]);
});
