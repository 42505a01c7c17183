/** A strip below a series: the machine of each run, by its reference workload. */
import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { formatValue } from '../../core/format.ts';
import type { TrendPoint } from '../../core/judging/history.ts';
import { median } from '../../core/statistics/statistics.ts';
import { type Markup, markup } from '../html/markup.ts';
import { line, path, stroke, text } from './svg.ts';

/** Height that the strip adds to a chart. */
export const stripHeightPx = 44;

/** The strip's axis spans at least this share of its middle value, like the axis of the figures above. */
const leastSpan = 0.3;

/**
 * A dot for each run that has a figure, and a shade for the band with the most runs: only the times of those
 * runs are comparable with most others. Empty when no run has a figure.
 */
export function referenceStrip(
  points: readonly TrendPoint[],
  x: ScaleLinear<number, number>,
  { leftPx, rightPx, topPx }: { leftPx: number; rightPx: number; topPx: number },
): Markup[] {
  const known = points.flatMap(({ at, band, referenceMs }) =>
    referenceMs === null ? [] : [{ at, band, referenceMs }],
  );
  if (known.length === 0) return [];
  const largest = [...Map.groupBy(known, ({ band }) => band).values()].reduce((most, own) =>
    own.length > most.length ? own : most,
  );
  const y = figureScale(
    known.map(({ referenceMs }) => referenceMs),
    topPx,
  );
  const dots = (some: typeof known): string =>
    some.map(({ at, referenceMs }) => `M${px(x(at))} ${px(y(referenceMs))}h0`).join('');
  const round = markup` stroke-linecap="round"`;
  const figures = largest.map(({ referenceMs }) => referenceMs);
  const [fast, slow] = [y(Math.min(...figures)) + 3, y(Math.max(...figures)) - 3];
  const middle = formatValue(median(figures), 'ms');
  const shade = `M${leftPx} ${px((fast + slow) / 2)}H${rightPx}`;
  return [
    path(shade, markup`${stroke('muted', fast - slow)} stroke-opacity="0.2"`),
    line([leftPx, topPx + stripHeightPx - 4], [rightPx, topPx + stripHeightPx - 4], 'muted'),
    path(dots(known.filter((each) => !largest.includes(each))), markup`${stroke('muted', 4)}${round}`),
    path(dots(largest), markup`${stroke('ink', 4)}${round}`),
    text(leftPx - 6, y(median(figures)) + 4, middle, { color: 'muted', sizePx: 12, anchor: 'end' }),
  ];
}

function figureScale(figures: readonly number[], topPx: number): ScaleLinear<number, number> {
  const [low, high] = [Math.min(...figures), Math.max(...figures)];
  const center = (low + high) / 2;
  const half = Math.max((high - low) / 2, center * (leastSpan / 2));
  return scaleLinear([center - half, center + half], [topPx + stripHeightPx - 10, topPx + 4]);
}

function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}
