/**
 * How often the page failed: a message that was not seen, a crash, a time-out, too little scrolled, an error
 * status.
 */
import { formatValue } from '../format.ts';
import { countedPasses } from '../results/evidence.ts';
import type { Failures } from '../results/failures.ts';
import type { Iteration } from '../results/iteration.ts';
import type { MetricDefinition } from '../results/metric.ts';
import type { Verdict } from '../results/verdict.ts';
import { proportionInterval } from '../statistics/proportion.ts';

/** The share of failed iterations as a metric. It has no samples: an iteration either failed or did not. */
export const failureRate: MetricDefinition = {
  id: 'failure-rate',
  version: 1,
  title: 'Failures of the page',
  unit: 'percent',
  better: 'lower',
  pass: 'timing',
  dependsOnTime: false,
  advice: {
    cause: 'The page or its backend did not do what the visit needs; the first reason is the evidence.',
    remedy:
      'Play the visit by hand under the same profile, and look at the log of the server and at the recorded pass.',
  },
  source: 'Failed of all iterations that count, every pass but the recorded one; Clopper and Pearson 1934',
};

/** Limit of the failure rate, percent. No sample of a usual size can prove that the rate lies below it. */
const limitPercent = 1;

/** Coverage of the two-sided interval, so that each bound holds at one-sided 95 %. */
const coverage = 0.9;

/** Undefined when no iteration counts. */
export function failuresOf(iterations: readonly Iteration[]): Failures | undefined {
  const passes: readonly string[] = countedPasses;
  const counted = iterations.filter(({ pass, status }) => passes.includes(pass) && status !== 'invalid');
  const failed = counted.filter(({ status }) => status === 'failed');
  if (counted.length === 0) return undefined;
  const share = proportionInterval(failed.length, counted.length, coverage);
  return {
    failed: failed.length,
    of: counted.length,
    interval: { low: 100 * share.low, high: 100 * share.high, coverage },
    reason: failed[0] === undefined ? null : (failed[0].reason ?? 'no reason was recorded'),
  };
}

/**
 * `met` without any failure, `missed` when the lower bound exceeds 1 %, else `inconclusive`. The reason
 * states the bound for this number of iterations.
 */
export function judgeFailures(counted: Failures): Verdict {
  const { failed, of, interval } = counted;
  const status = failed === 0 ? 'met' : interval.low > limitPercent ? 'missed' : 'inconclusive';
  return {
    metric: failureRate.id,
    status,
    kind: 'absolute',
    parameter: null,
    observed: (100 * failed) / of,
    interval,
    limit: limitPercent,
    reason: failuresText(counted),
  };
}

/** The metrics of the verdicts except the failure rate, by which every cell with budgets is judged. */
export function budgetedMetrics(verdicts: readonly Pick<Verdict, 'metric'>[]): string[] {
  return [...new Set(verdicts.map(({ metric }) => metric))].filter((metric) => metric !== failureRate.id);
}

/** `0 of 9 (≤ 28.3 %)`, `3 of 9 (≥ 9.77 %)`. */
export function failuresShort({ failed, of, interval }: Failures): string {
  const bound = failed === 0 ? `≤ ${percent(interval.high)}` : `≥ ${percent(interval.low)}`;
  return `${failed} of ${of} (${bound})`;
}

function percent(value: number): string {
  return formatValue(value, 'percent');
}

/** `The page failed in 0 of 9 iterations: at most 28.3 % at one-sided 95 %.` */
export function failuresText({ failed, of, interval, reason }: Failures): string {
  const [word, bound] = failed === 0 ? ['most', interval.high] : ['least', interval.low];
  const why = reason === null ? '' : ` First: ${reason.split('\n')[0]}`;
  return `The page failed in ${failed} of ${of} iterations: at ${word} ${percent(bound)} at one-sided 95 %.${why}`;
}
