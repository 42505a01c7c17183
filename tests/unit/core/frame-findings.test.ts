import { expect, test } from '@playwright/test';
import { frameFindings } from '../../../src/core/frame-findings.ts';
import type { Summary } from '../../../src/core/results.ts';

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

test('a list that is drawn anew in each frame of a scroll is found, with its cure', () => {
  const [found] = frameFindings({ summaries: [summary('repainted-frames', 99.2)] });
  expect(found?.evidence).toBe('99.2 % of the frames of the scroll drew the list anew (SCROLL_RASTER).');
  expect(found?.remedy).toContain('opaque background');
});

test('a list with a layer of its own, and one that was not scrolled, give no finding', () => {
  expect(frameFindings({ summaries: [summary('repainted-frames', 3)] })).toEqual([]);
  expect(frameFindings({ summaries: [summary('repainted-frames', null)] })).toEqual([]);
  expect(frameFindings({ summaries: [] })).toEqual([]);
});
