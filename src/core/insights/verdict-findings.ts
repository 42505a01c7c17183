/** Findings about missed and inconclusive budgets of a cell: how bad it is, why, and what to do. */

import { formatFigure, formatValue, perStep } from '../format.ts';
import { failureRate } from '../judging/failures.ts';
import type { Cell, Finding } from '../results/cell.ts';
import type { MetricAdvice, MetricDefinition } from '../results/metric.ts';
import type { Verdict } from '../results/verdict.ts';
import { culpritsOf } from './culprits.ts';

/**
 * A miss is critical when the observed value is at least this many times the limit or, where higher is
 * better, at most the limit divided by it.
 */
const badly = 2;

/** One finding for each budget that was missed or is inconclusive, in the order of the verdicts. */
export function verdictFindings(
  cell: Pick<Cell, 'verdicts' | 'iterations'>,
  metrics: Record<string, MetricDefinition>,
): Finding[] {
  return cell.verdicts.flatMap((verdict): Finding[] => {
    const metric = metrics[verdict.metric];
    if (metric === undefined || verdict.observed === null) return [];
    const common = {
      about: { metric: metric.id, kind: verdict.kind },
      title: titleOf(verdict, verdict.observed, metric),
      evidence: verdict.reason,
    };
    if (verdict.status === 'missed') {
      const severity = isBad(verdict, verdict.observed, metric) ? 'critical' : 'warning';
      return [{ severity, ...common, ...adviceOn(metric, cell) }];
    }
    if (verdict.status !== 'inconclusive') return [];
    const doubt =
      metric.id === failureRate.id
        ? { ...undecided, cause: metric.advice?.cause ?? undecided.cause }
        : undecided;
    return [{ severity: 'info', ...common, ...doubt }];
  });
}

const undecided = {
  cause: 'The readings vary too much for so few.',
  remedy: 'Measure more iterations, on a machine that does nothing else.',
};

function titleOf(
  { kind, limit, parameter, per }: Verdict,
  observed: number,
  { title, unit }: MetricDefinition,
): string {
  const step = parameter === null ? '' : ` ${perStep(parameter, per)}`;
  const than = kind === 'relative' ? ' beyond the baseline' : '';
  return `${title}: ${formatFigure(observed, unit)}${step}${than}, where ${formatValue(limit, unit)} is the limit`;
}

function isBad({ limit }: Verdict, observed: number, { better }: MetricDefinition): boolean {
  return better === 'lower' ? limit > 0 && observed >= badly * limit : observed <= limit / badly;
}

/** Advice for the metric or its family; when long frames name slow code, that code is the cause. */
export function adviceOn(
  { advice = general }: Pick<MetricDefinition, 'advice'>,
  cell: Pick<Cell, 'iterations'>,
): Pick<Finding, 'cause' | 'remedy'> {
  const { cause, remedy, byLongFrames } = advice;
  const [culprit] = byLongFrames === true ? culpritsOf(cell) : [];
  if (culprit === undefined) return { cause, remedy };
  const { name, invoker, totalMs, layoutMs } = culprit;
  const by = name === invoker ? '' : `, invoked by ${invoker},`;
  const layout = layoutMs >= totalMs / 4 ? `, ${formatValue(layoutMs, 'ms')} of it forced layout` : '';
  return {
    cause: `In long frames ${name}${by} ran for ${formatValue(totalMs, 'ms')} in all${layout}.`,
    remedy,
  };
}

const general: MetricAdvice = {
  cause: 'Not known: no other figure speaks of it.',
  remedy: 'Open the recorded trace of this cell, and compare it with that of a run that met the limit.',
};
