/** What a comparison still proves when its sides are two runs, and so two machines. */

import { formatValue } from '../format.ts';
import type { MachineComparison } from '../results/machine-comparison.ts';
import { dependsOnTime, type MetricDefinition } from '../results/metric.ts';
import type { MetricComparison } from '../results/metric-comparison.ts';
import { widened } from './machines.ts';

/**
 * Adjusts metrics that depend on time for what the machine may have changed between two runs. Where the
 * machine changed, the status becomes `cannot-tell`. Otherwise the intervals are widened by the allowance:
 * `same` must hold for the wider interval, and `better` and `worse` need the whole interval beyond the
 * smallest effect of interest, since machines that differ by less count as equal. Counts stay as they are.
 */
export function betweenRuns(
  compared: readonly MetricComparison[],
  metrics: Readonly<Record<string, MetricDefinition>>,
  machine: MachineComparison,
): MetricComparison[] {
  return compared.map((each) => {
    const metric = metrics[each.metric];
    const timed = metric !== undefined && dependsOnTime(metric);
    return timed && each.p !== null ? onTwoMachines(each, machine) : each;
  });
}

function onTwoMachines(compared: MetricComparison, machine: MachineComparison): MetricComparison {
  if (machine.status === 'changed') return { ...compared, status: 'cannot-tell', reason: machine.message };
  const { baseline, leastEffect, detectable } = compared;
  // Nothing was tested, so there is nothing to widen.
  if (baseline.median === null || leastEffect === null) return compared;
  const added = machine.allowance * Math.abs(baseline.median);
  const interval = compared.interval === null ? null : widened(compared.interval, added);
  const more = leastEffect + added;
  const wide = {
    ...compared,
    interval,
    ...(detectable === undefined ? {} : { detectable: detectable + more }),
  };
  return holds(wide) ? wide : { ...wide, status: 'cannot-tell', reason: lostReason(machine) };
}

/** Whether the status is true of the wider interval as well. */
function holds({ status, interval, leastEffect }: MetricComparison): boolean {
  if (status !== 'same' && status !== 'better' && status !== 'worse') return true;
  if (interval === null || leastEffect === null) return false;
  const [low, high] = [interval.low, interval.high];
  return status === 'same'
    ? low >= -leastEffect && high <= leastEffect
    : low > leastEffect || high < -leastEffect;
}

function lostReason({ status, allowance }: MachineComparison): string {
  const added = `${formatValue(100 * allowance, 'percent')} of the baseline, ${status === 'unknown' ? 'the spread between runs' : 'what the machine may have changed'},`;
  return `With ${added} added to its interval this is neither within nor beyond the smallest effect of interest; measure both in one run with ab.`;
}
