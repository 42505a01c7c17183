/** Verdicts in the order and the words that all reports use. */

import { formatFigure, formatRange, formatValue, noFigure, perStep } from '../core/format.ts';
import { failureRate, failuresShort } from '../core/judging/failures.ts';
import { pressure } from '../core/judging/pressure.ts';
import type { Cell } from '../core/results/cell.ts';
import type { MetricDefinition } from '../core/results/metric.ts';
import type { Results } from '../core/results/results.ts';
import type { Verdict, VerdictStatus } from '../core/results/verdict.ts';

/** A verdict with the cell that it is about. */
export interface Judged {
  cell: Cell;
  verdict: Verdict;
  /** Undefined when the run does not know the metric. */
  metric: MetricDefinition | undefined;
}

/** The worst first, as in `core/judging/verdict.ts`. */
export const statuses: readonly VerdictStatus[] = ['invalid', 'missed', 'inconclusive', 'met'];

export const statusWord: Record<VerdictStatus, string> = {
  invalid: 'Invalid',
  missed: 'Missed',
  inconclusive: 'Inconclusive',
  met: 'Met',
};

/** Signs that differ without colour. */
export const statusSign: Record<VerdictStatus, string> = {
  invalid: '!',
  missed: '✗',
  inconclusive: '?',
  met: '✓',
};

type Metrics = Results['metrics'];

/** All verdicts of a cell, the worst first; among equals, the one that is furthest beyond its limit. */
export function judgedOf(cell: Cell, metrics: Metrics): Judged[] {
  return ranked(cell.verdicts.map((verdict) => ({ cell, verdict, metric: metrics[verdict.metric] })));
}

/** All verdicts of a run, the worst first. */
export function judgedIn({ cells, metrics }: Results): Judged[] {
  return ranked(cells.flatMap((cell) => judgedOf(cell, metrics)));
}

function ranked(all: readonly Judged[]): Judged[] {
  return all.toSorted(
    (a, b) => statuses.indexOf(a.verdict.status) - statuses.indexOf(b.verdict.status) || byPressure(a, b),
  );
}

/** Equal pressures, also infinite ones, keep their order. */
function byPressure(a: Judged, b: Judged): number {
  const [first, second] = [pressureOf(a), pressureOf(b)];
  return first === second ? 0 : second - first;
}

/** How much of its limit a verdict uses, see {@link pressure}. */
export function pressureOf({ verdict, metric }: Judged): number {
  return pressure(verdict, metric);
}

function unitOf(metric: MetricDefinition | undefined): MetricDefinition['unit'] {
  return metric?.unit ?? 'count';
}

/** The step of a verdict's figures: ` per message` for growth, empty for other kinds. */
function stepOf({ parameter, per }: Verdict): string {
  return parameter === null ? '' : ` ${perStep(parameter, per)}`;
}

/** The `+` of a positive difference from a baseline; empty otherwise. */
function signOf({ kind }: Verdict, value: number): string {
  return kind === 'relative' && value > 0 ? '+' : '';
}

/** `9.8 per message`, `+12 ms` against a baseline, `3 of 9` failures with the deciding bound, or a dash. */
export function observedText({ cell, verdict, metric }: Judged): string {
  if (verdict.metric === failureRate.id && cell.failures !== undefined) return failuresShort(cell.failures);
  return verdict.observed === null
    ? noFigure
    : `${signOf(verdict, verdict.observed)}${formatFigure(verdict.observed, unitOf(metric))}${stepOf(verdict)}`;
}

/** `9.7 to 9.9`, or a dash. */
export function intervalText(interval: Verdict['interval'], metric: MetricDefinition | undefined): string {
  return interval === null ? noFigure : formatRange(interval.low, interval.high, unitOf(metric));
}

/** `0.05 per message`. */
export function limitFigure({ verdict, metric }: Judged): string {
  return `${signOf(verdict, verdict.limit)}${formatValue(verdict.limit, unitOf(metric))}${stepOf(verdict)}`;
}

/** `≤ 0.05 per message`. */
export function limitText(judged: Judged): string {
  return `${judged.metric?.better === 'higher' ? '≥' : '≤'} ${limitFigure(judged)}`;
}

const aspect: Record<Verdict['kind'], string> = {
  absolute: '',
  growth: ', growth',
  relative: ', against the baseline',
};

/** The title of the metric and the kind of its verdict, for people. */
export function titleOf({ verdict, metric }: Pick<Judged, 'verdict' | 'metric'>): string {
  const title = metric?.title ?? verdict.metric;
  return `${title}${aspect[verdict.kind]}`;
}
