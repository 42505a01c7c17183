import { formatFigure } from './format.ts';
import type { Cell, Finding } from './results.ts';

/** Single frames are drawn anew by whatever else changes; a list without a layer is in all of them. */
const mostPercent = 50;

/** What the frames of a scroll say of the page that no budget asks. */
export function frameFindings({ summaries }: Pick<Cell, 'summaries'>): Finding[] {
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
