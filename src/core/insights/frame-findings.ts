import { formatFigure, plural } from '../format.ts';
import type { Cell, Finding } from '../results/cell.ts';

/** Other changes repaint single frames; a list without its own layer is repainted in all of them. */
const mostPercent = 50;
/** A busy host delays about one frame in a hundred with any list. */
const leastJankPercent = 1;

/** Series of the late frames of an iteration's scrolls; its values are indexes of the reasons in its unit. */
export const jankReasons = 'scroll-jank-reasons';

/** Chromium's names (`JankReason` in cc/metrics/scroll_jank_v4_result.h) in words. */
const reasonInWords: Readonly<Record<string, string>> = {
  MISSED_VSYNC_DUE_TO_DECELERATING_INPUT_FRAME_DELIVERY: 'from input to frame took longer than just before',
  MISSED_VSYNC_DURING_FAST_SCROLL: 'a frame was left out while the finger moved fast',
  MISSED_VSYNC_AT_START_OF_FLING: 'a frame was left out as the fling began',
  MISSED_VSYNC_DURING_FLING: 'a frame was left out within the fling',
};

/** Findings from the frames of a scroll that no budget covers. */
export function frameFindings(cell: Pick<Cell, 'summaries' | 'iterations' | 'series'>): Finding[] {
  return [...repaintedList(cell), ...lateFrames(cell)];
}

function repaintedList({ summaries }: Pick<Cell, 'summaries'>): Finding[] {
  const repainted = summaries.find(({ metric }) => metric === 'repainted-frames')?.median;
  if (repainted === undefined || repainted === null || repainted < mostPercent) return [];
  return [
    {
      severity: 'info',
      title: 'Each frame of the scroll repaints the list',
      evidence: `${formatFigure(repainted, 'percent')} of the frames of the scroll drew the list anew (SCROLL_RASTER).`,
      cause:
        'The list has no layer of its own, so the compositor cannot move it: on a screen of low density Chromium keeps text sharp where a list has no opaque ground.',
      remedy:
        'Give the list an opaque background colour, or a layer of its own by "will-change: scroll-position".',
    },
  ];
}

function lateFrames({
  summaries,
  iterations,
  series,
}: Pick<Cell, 'summaries' | 'iterations' | 'series'>): Finding[] {
  const percent = summaries.find(({ metric }) => metric === 'scroll-jank')?.median ?? null;
  const valid = new Set(iterations.filter(({ status }) => status === 'valid').map(({ index }) => index));
  const reasons = series
    .filter(({ name, iteration }) => name === jankReasons && iteration !== null && valid.has(iteration))
    .flatMap(({ unit, points }) => points.map(([, reason]) => unit.split('|')[reason] ?? 'unknown'));
  if (percent === null || percent < leastJankPercent || reasons.length === 0) return [];
  const counted = [...Map.groupBy(reasons, (reason) => reason)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([reason, all]) => `${reasonInWords[reason] ?? reason} (${plural(all.length, 'time')})`);
  return [
    {
      severity: 'info',
      title: 'Frames of the scroll came later than Chromium promises',
      evidence: `${formatFigure(percent, 'percent')} of them (median of the iterations), by Chromium’s own judgement; in all iterations: ${counted.join('; ')}.`,
      cause:
        'The compositor or the drawing of tiles was busy. The main thread is not the cause, unless it scrolls the list.',
      remedy:
        'Look at what is drawn anew while it scrolls (tiles, large images, shadows, filters), and at the same figure on an idle list of this run.',
    },
  ];
}
