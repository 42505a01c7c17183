import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { line as linePath } from 'd3-shape';
import { formatValue, perStep } from '../../core/format.ts';
import { type Family, sizeOf } from '../../core/judging/growth.ts';
import type { Cell } from '../../core/results/cell.ts';
import { valuesOf } from '../../core/results/evidence.ts';
import type { MetricDefinition } from '../../core/results/metric.ts';
import { median } from '../../core/statistics/statistics.ts';
import { type Markup, markup } from '../html/markup.ts';
import { bottomAxis, fill, leftAxis, line, path, stroke, svg, text } from './svg.ts';

const size = { widthPx: 720, heightPx: 400 };
const plot = { leftPx: 84, rightPx: 690, topPx: 74, bottomPx: 340 };

interface Point {
  at: number;
  values: number[];
  median: number;
  interval: { low: number; high: number } | null;
}

interface Limit {
  kind: 'absolute' | 'growth';
  limit: number;
  /** Number of parameter steps that a growth limit is for. */
  per: number;
}

interface Scales {
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
}

/**
 * A metric over the sizes of a family: every measured value as a dot, the median with its 95 % interval if it
 * has one, and the limit. Both axes are linear and the figures' axis begins at 0, so the chart shows the true
 * shape of the growth.
 *
 * @returns undefined when fewer than two sizes were measured
 */
export function growthChart(
  { cells, parameter, name }: Family,
  metric: MetricDefinition,
): string | undefined {
  const points = cells.flatMap((cell) => pointOf(cell, parameter, metric.id) ?? []);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || first === last) return undefined;
  const limit = limitOf(cells, metric.id);
  const ends = limit === undefined ? [] : limitLine(limit, first, last);
  const tops = [...points.flatMap(({ values }) => values), ...ends.map(([, value]) => value)];
  const scales: Scales = {
    x: scaleLinear([0, last.at], [plot.leftPx, plot.rightPx]),
    y: scaleLinear([0, Math.max(...tops)], [plot.bottomPx, plot.topPx]).nice(4),
  };
  return svg(size, `${metric.title} over ${parameter}: ${name}`, [
    text(16, 26, `${metric.title} over ${parameter}`, { bold: true, sizePx: 16 }),
    text(16, 48, name, { color: 'muted', sizePx: 13 }),
    leftAxis(scales.y, { ...plot, format: (value) => formatValue(value, metric.unit) }),
    bottomAxis(scales.x, { topPx: plot.bottomPx, yPx: plot.bottomPx, label: parameter, ticks: 8 }),
    ...(limit === undefined ? [] : [limitMarks(limit, ends, scales, { metric, parameter })]),
    medianPath(points, scales),
    ...points.map((point) => pointMarks(point, scales)),
  ]);
}

function pointOf(cell: Cell, parameter: string, metric: string): Point | undefined {
  const [at, values] = [sizeOf(cell, parameter), valuesOf(metric, cell)];
  if (at === undefined || values.length === 0) return undefined;
  const interval = cell.summaries.find((summary) => summary.metric === metric)?.interval ?? null;
  return { at, values, median: median(values), interval };
}

function limitOf(cells: readonly Cell[], metric: string): Limit | undefined {
  const own = cells.flatMap(({ verdicts }) => verdicts).filter((verdict) => verdict.metric === metric);
  // A limit against a baseline applies to a single cell: it has no line over the sizes.
  const drawn = own.flatMap(({ kind, limit, per = 1 }) =>
    kind === 'relative' ? [] : [{ kind, limit, per }],
  );
  return drawn.find(({ kind }) => kind === 'growth') ?? drawn[0];
}

/** An absolute limit is a horizontal line; a growth limit rises from the median of the smallest size. */
function limitLine({ kind, limit, per }: Limit, first: Point, last: Point): [number, number][] {
  switch (kind) {
    case 'absolute':
      return [
        [0, limit],
        [last.at, limit],
      ];
    case 'growth':
      return [
        [first.at, first.median],
        [last.at, first.median + (limit / per) * (last.at - first.at)],
      ];
    default:
      return kind satisfies never;
  }
}

function limitMarks(
  { kind, limit, per }: Limit,
  ends: readonly (readonly [number, number])[],
  { x, y }: Scales,
  { metric, parameter }: { metric: MetricDefinition; parameter: string },
): Markup {
  const [from, to] = ends.map(([at, value]): [number, number] => [x(at), y(value)]);
  if (from === undefined || to === undefined) return markup``;
  const step = kind === 'growth' ? ` ${perStep(parameter, per)}` : '';
  const words = `limit ${formatValue(limit, metric.unit)}${step}`;
  return markup`${line(from, to, 'limit', { widthPx: 1.5, dash: '6 4' })}${text(to[0], to[1] - 7, words, { anchor: 'end', color: 'limit', sizePx: 13 })}`;
}

function medianPath(points: readonly Point[], { x, y }: Scales): Markup {
  const draw = linePath<Point>(
    (point) => x(point.at),
    (point) => y(point.median),
  ).digits(1);
  return path(draw(points), stroke('line', 2));
}

function pointMarks({ at, values, median: middle, interval }: Point, { x, y }: Scales): Markup {
  const dot = (value: number) =>
    markup`<circle ${fill('good')} fill-opacity="0.6" cx="${x(at)}" cy="${y(value)}" r="3"/>\n`;
  const whisker =
    interval === null
      ? markup``
      : markup`${line([x(at), y(interval.low)], [x(at), y(interval.high)], 'line', { widthPx: 2 })}${[
          interval.low,
          interval.high,
        ].map((end) => line([x(at) - 5, y(end)], [x(at) + 5, y(end)], 'line', { widthPx: 2 }))}`;
  return markup`${values.map(dot)}${whisker}<circle ${fill('line')} cx="${x(at)}" cy="${y(middle)}" r="4.5"/>\n`;
}
