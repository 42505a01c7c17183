import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { area, curveStepAfter, line as linePath } from 'd3-shape';
import { type Cell, cellName } from '../../core/results/cell.ts';
import { type Markup, markup } from '../html/markup.ts';
import { type Bar, type Curve, type Panel, type Point, panelsOf, timingStretches } from './load-panels.ts';
import {
  bottomAxis,
  type ColorName,
  fill,
  leftAxis,
  legendEntry,
  line,
  path,
  rect,
  stroke,
  svg,
  text,
  textWidthPx,
} from './svg.ts';

const plot = { leftPx: 104, rightPx: 1180, topPx: 92, panelPx: 92, gapPx: 44 };

/**
 * Everything that happened while a cell was measured under load, on one clock: operations offered and
 * completed, their response time, the database's sessions, and the dropped and partial frames of the browser.
 * The judged intervals of the timing iterations are shaded.
 *
 * @returns undefined when the cell kept no series of load or database
 */
export function loadTimeline(cell: Cell): string | undefined {
  const panels = panelsOf(cell);
  if (panels.length === 0) return undefined;
  const times = panels.flatMap(({ curves }) => curves.flatMap(({ points }) => points.map(([atMs]) => atMs)));
  const stretches = timingStretches(cell);
  const [fromMs, toMs] = [Math.min(...times), Math.max(...times, ...stretches.map(({ toMs: end }) => end))];
  if (toMs <= fromMs) return undefined;
  const seconds = scaleLinear([0, (toMs - fromMs) / 1000], [plot.leftPx, plot.rightPx]);
  const x = (ms: number) => seconds(Math.max(0, (ms - fromMs) / 1000));
  const bottomPx = plot.topPx + panels.length * (plot.panelPx + plot.gapPx) - plot.gapPx;
  return svg({ widthPx: 1200, heightPx: bottomPx + 52 }, `Load, database and frames of ${cellName(cell)}`, [
    text(16, 26, 'Load, database and frames on one clock', { bold: true, sizePx: 16 }),
    ...stretches.map(({ index, fromMs: start, toMs: end }) => stretchMark(index, x(start), x(end), bottomPx)),
    bottomAxis(seconds, { topPx: plot.topPx, yPx: bottomPx, label: 's since the load began', ticks: 12 }),
    ...panels.map((panel, index) => drawPanel(panel, plot.topPx + index * (plot.panelPx + plot.gapPx), x)),
  ]);
}

function stretchMark(index: number, left: number, right: number, bottomPx: number): Markup {
  const middle = (left + right) / 2;
  return markup`${rect(left, plot.topPx - 28, right - left, bottomPx - plot.topPx + 28, 'band')}${text(middle, plot.topPx - 33, `#${index + 1}`, { anchor: 'middle', color: 'muted', sizePx: 12 })}`;
}

function drawPanel(
  { title, format, whole = false, curves, bars }: Panel,
  topPx: number,
  x: (ms: number) => number,
): Markup {
  const values = [
    ...curves.flatMap(({ points }) => points.map(([, value]) => value)),
    ...(bars?.points.map(({ partial, dropped }) => partial + dropped) ?? []),
  ];
  const y = scaleLinear([0, Math.max(1, ...values)], [topPx + plot.panelPx, topPx]).nice(3);
  return markup`${text(plot.leftPx, topPx - 10, title, { bold: true, sizePx: 13 })}${legend(curves, title, topPx)}${leftAxis(y, { ...plot, format, ticks: 3, whole })}${
    bars?.points.map((bar) => drawBar(bar, bars.widthMs, { x, y })) ?? markup``
  }${curves.map((curve) => drawCurve(curve, { x, y }))}`;
}

function legend(curves: readonly Curve[], title: string, topPx: number): Markup {
  let at = plot.leftPx + textWidthPx(title, 13) + 40;
  return markup`${curves.map(({ words, color, dash = '' }) => {
    const entry = legendEntry(at, topPx - 14, words, line([0, 0], [16, 0], color, { widthPx: 3, dash }));
    at += textWidthPx(words, 13) + 54;
    return entry;
  })}`;
}

interface Scales {
  x: (ms: number) => number;
  y: ScaleLinear<number, number>;
}

function drawBar({ atMs, partial, dropped }: Bar, widthMs: number, { x, y }: Scales): Markup {
  const [left, width] = [x(atMs), Math.max(1, x(atMs + widthMs) - x(atMs) - 1)];
  const bar = (from: number, to: number, color: ColorName) =>
    to === from ? markup`` : rect(left, y(to), width, y(from) - y(to), color);
  return markup`${bar(0, dropped, 'bad')}${bar(dropped, dropped + partial, 'warn')}`;
}

function drawCurve({ points, color, filled, dash = '', steps }: Curve, { x, y }: Scales): Markup {
  if (filled === true) {
    const draw = area<Point>(
      ([atMs]) => x(atMs),
      y(0),
      ([, value]) => y(value),
    ).digits(1);
    return path(draw(points), markup`${fill(color)} fill-opacity="0.55"`);
  }
  const draw = linePath<Point>(
    ([atMs]) => x(atMs),
    ([, value]) => y(value),
  ).digits(1);
  if (steps === true) draw.curve(curveStepAfter);
  const dashed = dash === '' ? markup`` : markup` stroke-dasharray="${dash}"`;
  return path(draw(points), markup`${stroke(color, 1.8)}${dashed}`);
}
