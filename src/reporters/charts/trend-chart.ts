import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { formatValue } from '../../core/format.ts';
import type { KeptRun, Trend, TrendPoint, TrendStep } from '../../core/judging/history.ts';
import { median } from '../../core/statistics/statistics.ts';
import { type Markup, markup } from '../html/markup.ts';
import { dayText, levelsText, shareText } from '../trend-words.ts';
import { referenceStrip, stripHeightPx } from './reference-strip.ts';
import { type ColorName, leftAxis, line, path, stroke, svg, text } from './svg.ts';

/** Without the strip of the reference workload, which lies below. */
const size = { widthPx: 384, heightPx: 188 };
/** The area of runs and figures. */
const plot = { leftPx: 66, rightPx: 376, topPx: 22, bottomPx: 156 };

/**
 * The axis of figures spans at least this share of its middle value: noise of 1 % must not look like a cliff.
 */
const leastSpan = 0.3;

/** With more points than this, dots are smaller and whiskers thinner. */
const many = 100;

interface Scales {
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
}

/** Horizontal positions of runs: all charts of a group share them. */
export function runScale(runs: number): ScaleLinear<number, number> {
  const { leftPx, rightPx } = plot;
  const inset = 8;
  return runs === 1
    ? scaleLinear([0, 1], [(leftPx + rightPx) / 2, rightPx])
    : scaleLinear([0, runs - 1], [leftPx + inset, rightPx - inset]);
}

/**
 * A metric of a cell over its runs: medians as dots with their 95 % intervals, the level of each interval
 * between steps as a line, steps dashed; below them the machine, by its reference workload. It has few nodes
 * for any number of runs, since a page contains hundreds of charts.
 */
export function trendChart(trend: Trend, runs: readonly KeptRun[]): string {
  const { metric, points, steps } = trend;
  const scales: Scales = { x: runScale(runs.length), y: figureScale(points) };
  const strip = referenceStrip(points, scales.x, { ...plot, topPx: size.heightPx });
  const heightPx = size.heightPx + (strip.length === 0 ? 0 : stripHeightPx);
  return svg({ ...size, heightPx }, inWords(trend, runs), [
    leftAxis(scales.y, { ...plot, format: (value) => formatValue(value, metric.unit), ticks: 3 }),
    line([plot.leftPx, plot.bottomPx], [plot.rightPx, plot.bottomPx], 'muted'),
    days(runs),
    whiskers(points, scales),
    levels(trend, runs.length, scales),
    ...dots(points, scales),
    ...steps.map((step) => stepMark(step, scales.x)),
    ...strip,
  ]);
}

function figureScale(points: readonly TrendPoint[]): ScaleLinear<number, number> {
  const all = points.flatMap(({ median: middle, interval }) => [
    middle,
    ...(interval ? [interval.low, interval.high] : []),
  ]);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const center = (low + high) / 2;
  const half = Math.max((high - low) / 2, Math.abs(center) * (leastSpan / 2)) || 1;
  // Figures that are not negative get no negative axis.
  const from = low >= 0 ? Math.max(0, center - half) : center - half;
  return scaleLinear([from, Math.max(center + half, from + half)], [plot.bottomPx - 6, plot.topPx]);
}

function days(runs: readonly KeptRun[]): Markup {
  const [first, last] = [runs[0], runs.at(-1)];
  if (first === undefined || last === undefined) return markup``;
  const style = { color: 'muted', sizePx: 12 } as const;
  const y = plot.bottomPx + 18;
  const [from, to] = [dayText(first.startedAt), dayText(last.startedAt)];
  if (from === to) return text((plot.leftPx + plot.rightPx) / 2, y, from, { ...style, anchor: 'middle' });
  return markup`${text(plot.leftPx, y, from, style)}${text(plot.rightPx, y, to, { ...style, anchor: 'end' })}`;
}

function whiskers(points: readonly TrendPoint[], { x, y }: Scales): Markup {
  const d = points.flatMap(({ at, interval }) =>
    interval === null || interval.low === interval.high
      ? []
      : [`M${px(x(at))} ${px(y(interval.low))}V${px(y(interval.high))}`],
  );
  const widthPx = points.length > many ? 1.5 : 3;
  return path(d.join(''), markup`${stroke('good', widthPx)} stroke-opacity="0.45"`);
}

/** Dots of sure runs are filled, doubtful ones hollow. A dot is a line without length and with round ends. */
function dots(points: readonly TrendPoint[], { x, y }: Scales): Markup[] {
  const place = (some: readonly TrendPoint[]): string =>
    some.map(({ at, median: middle }) => `M${px(x(at))} ${px(y(middle))}h0`).join('');
  const [sure, doubtful] = [
    points.filter(({ doubt }) => doubt === null),
    points.filter(({ doubt }) => doubt !== null),
  ];
  const round = (color: ColorName, widthPx: number): Markup =>
    markup`${stroke(color, widthPx)} stroke-linecap="round"`;
  const widthPx = points.length > many ? 3 : 6;
  return [
    path(place(doubtful), round('muted', widthPx)),
    path(place(doubtful), round('paper', widthPx * 0.6)),
    path(place(sure), round('line', widthPx)),
  ];
}

/** The median of every interval between steps, drawn over the runs of that interval. */
function levels({ points, steps }: Trend, runs: number, { x, y }: Scales): Markup {
  const sure = points.filter(({ doubt }) => doubt === null);
  const bounds = [0, ...steps.map(({ at }) => at), runs];
  const d = bounds.slice(0, -1).flatMap((from, index) => {
    const to = bounds[index + 1] ?? runs;
    const own = sure.filter(({ at }) => at >= from && at < to);
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined || first === last) return [];
    const level = px(y(median(own.map(({ median: middle }) => middle))));
    return [`M${px(x(first.at))} ${level}H${px(x(last.at))}`];
  });
  return path(d.join(''), stroke('ink', 1.5));
}

function stepMark(step: TrendStep, x: Scales['x']): Markup {
  const color: ColorName = step.change === 'worse' ? 'bad' : 'second';
  const at = x(step.at - 0.5);
  const anchor = at > (plot.leftPx + plot.rightPx) / 2 ? 'end' : 'start';
  const words = `${step.after > step.before ? '▲' : '▼'} ${shareText(step) || step.change}`;
  return markup`${line([at, plot.topPx - 4], [at, plot.bottomPx], color, { widthPx: 1.5, dash: '4 3' })}${text(at + (anchor === 'end' ? 4 : -4), plot.topPx - 9, words, { anchor, color, bold: true, sizePx: 13 })}`;
}

function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A description for people who cannot see the chart. */
function inWords(trend: Trend, runs: readonly KeptRun[]): string {
  const { metric, points, steps } = trend;
  const last = points.at(-1);
  const now = last === undefined ? '' : `, ${formatValue(last.median, metric.unit)} in the last`;
  const changes = steps.map((step) => {
    const day = runs[step.at]?.startedAt;
    return `; ${step.change} since ${day === undefined ? 'unknown' : dayText(day)}, ${levelsText(step, trend)}`;
  });
  return `${metric.title} over ${points.length} runs${now}${changes.join('')}`;
}
