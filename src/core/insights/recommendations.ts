/** What to do about a run: the most urgent first, and within one urgency the largest effect first. */

import { formatFigure, formatValue, perStep } from '../format.ts';
import { pressure } from '../judging/pressure.ts';
import type { Recommendation } from '../results/advice.ts';
import { type Cell, cellName, type Finding } from '../results/cell.ts';
import { lostPass } from '../results/evidence.ts';
import type { MetricDefinition } from '../results/metric.ts';
import type { Results } from '../results/results.ts';
import type { Verdict } from '../results/verdict.ts';
import { adviceOn } from './verdict-findings.ts';

/** Within ten percent of its limit. */
const nearShare = 0.9;

const order: readonly Recommendation['urgency'][] = ['invalid', 'critical', 'warning', 'near', 'info'];

interface Reason extends Omit<Recommendation, 'cells'> {
  cell: Cell;
  /** Size of the effect: what is furthest beyond its limit comes first. */
  effect: number;
}

/** One recommendation for each action, whatever the number of cells that need it. */
export function recommendationsFor({ cells, metrics }: Pick<Results, 'cells' | 'metrics'>): Recommendation[] {
  const reasons = cells
    .flatMap((cell) => [...disturbed(cell), ...fromFindings(cell, metrics), ...nearMisses(cell, metrics)])
    .toSorted((a, b) => order.indexOf(a.urgency) - order.indexOf(b.urgency) || byEffect(a, b));
  const groups = Map.groupBy(reasons, ({ urgency, action }) => `${urgency} ${action}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { urgency, action, because } = first;
    return [{ urgency, action, because, cells: [...new Set(group.map(({ cell }) => cellName(cell)))] }];
  });
}

/** Two infinite effects keep their order. */
function byEffect(a: Reason, b: Reason): number {
  return a.effect === b.effect ? 0 : b.effect - a.effect;
}

function disturbed(cell: Cell): Reason[] {
  if (cell.error !== null) {
    const action = 'Fix what ended the cell early, and measure it again: it counts as invalid.';
    return [{ urgency: 'invalid', action, because: cell.error, cell, effect: Number.POSITIVE_INFINITY }];
  }
  const because = lostPass(cell);
  if (because === undefined) return [];
  const action = 'End what disturbs the measurement, and measure again: these figures do not count.';
  return [{ urgency: 'invalid', action, because, cell, effect: 1 }];
}

function fromFindings(cell: Cell, metrics: Results['metrics']): Reason[] {
  return cell.findings.map((finding) => ({
    urgency: finding.severity,
    action: finding.remedy,
    because: finding.title,
    cell,
    effect: effectOf(finding, cell, metrics),
  }));
}

/** A finding without a budget counts as much as one at its limit. */
function effectOf({ about }: Finding, { verdicts }: Cell, metrics: Results['metrics']): number {
  const verdict = verdicts.find(({ metric, kind }) => metric === about?.metric && kind === about.kind);
  return verdict === undefined ? 1 : pressure(verdict, metrics[verdict.metric]);
}

function nearMisses(cell: Cell, metrics: Results['metrics']): Reason[] {
  return cell.verdicts.flatMap((verdict) => {
    const metric = metrics[verdict.metric];
    const effect = pressure(verdict, metric);
    if (metric === undefined || verdict.status !== 'met' || effect < nearShare) return [];
    const action = `Before it is missed: ${adviceOn(metric, cell).remedy}`;
    return [{ urgency: 'near' as const, action, because: nearText(verdict, metric, effect), cell, effect }];
  });
}

function nearText(
  { observed, limit, parameter, per, kind }: Verdict,
  metric: MetricDefinition,
  share: number,
): string {
  const step = parameter === null ? '' : ` ${perStep(parameter, per)}`;
  const than = kind === 'relative' ? ' beyond the baseline' : '';
  return `${metric.title}: ${formatFigure(observed, metric.unit)}${step}${than} is ${formatValue(100 * share, 'percent')} of the limit of ${formatValue(limit, metric.unit)}${step}`;
}
