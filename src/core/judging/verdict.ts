import { formatValue, plural } from '../format.ts';
import type { Budget } from '../results/budget.ts';
import type { MetricDefinition } from '../results/metric.ts';
import type { Verdict, VerdictStatus } from '../results/verdict.ts';
import { beforeRounding, type Interval, median, medianInterval, shift } from '../statistics/statistics.ts';

/** The measured values of one metric in one cell, with the cell's place on the growth axis. */
export interface Evidence {
  values: readonly number[];
  /** Valid iterations that gave no value. */
  lost: number;
  /** Why values are missing, when they are; the first reason given by an iteration. */
  missing: string | undefined;
  parameterValue?: number | undefined;
  /** The coverage that an interval of these values needs, when 95 % is not enough: see looks.ts. */
  coverage?: number | undefined;
}

const order: readonly VerdictStatus[] = ['invalid', 'missed', 'inconclusive', 'met'];

/** The verdict over several, the worst first: invalid, missed, inconclusive, met. */
export function worst(statuses: readonly VerdictStatus[]): VerdictStatus | undefined {
  return order.find((status) => statuses.includes(status));
}

/**
 * Compares an interval with a limit: `met` when all of it lies within, `missed` when all of it lies beyond,
 * else `inconclusive`.
 */
export function statusOf(interval: Interval, limit: number, better: 'lower' | 'higher'): VerdictStatus {
  const [within, beyond] =
    better === 'lower'
      ? [interval.high <= limit, interval.low > limit]
      : [interval.low >= limit, interval.high < limit];
  if (within) return 'met';
  return beyond ? 'missed' : 'inconclusive';
}

function decided(
  budget: Budget,
  metric: MetricDefinition,
  observed: number,
  interval: Interval | undefined,
  tooFew: string,
): Verdict {
  const status = interval === undefined ? 'inconclusive' : statusOf(interval, budget.limit, metric.better);
  const reasons: Record<VerdictStatus, string> = {
    met: 'The whole 95 % interval lies within the limit.',
    missed: 'The whole 95 % interval lies beyond the limit.',
    inconclusive:
      interval === undefined ? tooFew : 'The limit lies inside the 95 % interval; more iterations narrow it.',
    invalid: '',
  };
  return {
    metric: metric.id,
    status,
    kind: budget.kind,
    ...stepOf(budget),
    observed,
    interval: interval ?? null,
    limit: budget.limit,
    reason: reasons[status],
  };
}

function stepOf(budget: Budget): Pick<Verdict, 'parameter' | 'per'> {
  if (budget.kind !== 'growth') return { parameter: null };
  const { parameter, per } = budget;
  return per === undefined ? { parameter } : { parameter, per };
}

/** Whether each single value must keep to the limit. */
export function isInvariant(budget: Budget): boolean {
  return budget.kind === 'absolute' && budget.always === true;
}

/** A verdict without any observation: `invalid` when the cell is, else `inconclusive`. */
export function unobserved(budget: Budget, status: 'inconclusive' | 'invalid', reason: string): Verdict {
  return {
    metric: budget.metric,
    status,
    kind: budget.kind,
    ...stepOf(budget),
    observed: null,
    interval: null,
    limit: budget.limit,
    ...(isInvariant(budget) ? { always: true } : {}),
    reason,
  };
}

/**
 * Judges one budget of one cell.
 *
 * @param base evidence of the cell with the smallest parameter, for growth budgets
 */
export function judge(
  budget: Budget,
  metric: MetricDefinition,
  evidence: Evidence,
  base: Evidence | undefined,
): Verdict {
  if (evidence.values.length === 0) {
    return unobserved(budget, 'inconclusive', evidence.missing ?? 'No valid iteration measured it.');
  }
  if (budget.kind === 'absolute') {
    const judged =
      budget.always === true ? judgeEach(budget, metric, evidence) : judgeMedian(budget, metric, evidence);
    return withLosses(judged, evidence);
  }
  if (budget.kind === 'relative') return judgeRelative(budget, metric, evidence);
  if (base === undefined || base.values.length === 0) {
    return unobserved(budget, 'inconclusive', `The smallest cell of ${budget.parameter} was not measured.`);
  }
  const steps = stepsBetween(base, evidence, budget.parameter) / (budget.per ?? 1);
  const grown = shift(base.values, evidence.values, evidence.coverage);
  const perStep = grown.interval && {
    low: grown.interval.low / steps,
    high: grown.interval.high / steps,
    coverage: grown.interval.coverage,
  };
  const tooFew = `${base.values.length} and ${evidence.values.length} values are too few for a 95 % interval of the growth; 4 and 4 are needed.`;
  const judged = withLosses(decided(budget, metric, grown.estimate / steps, perStep, tooFew), evidence);
  return withBaseLosses(judged, base);
}

/**
 * Judges by the median's interval before rounding: an interval cannot be finer than the metric's resolution.
 */
function judgeMedian(budget: Budget, metric: MetricDefinition, { values, coverage }: Evidence): Verdict {
  const read = medianInterval(values, coverage);
  const { resolution } = metric;
  const judged = decided(
    budget,
    metric,
    median(values),
    read === undefined ? undefined : beforeRounding(read, metric),
    `${values.length} values are too few for a 95 % interval of the median; 6 are needed.`,
  );
  if (read === undefined || resolution === undefined || judged.status !== 'inconclusive') return judged;
  if (statusOf(read, budget.limit, metric.better) === 'inconclusive') return judged;
  const steps = formatValue(resolution, metric.unit);
  const reason = `The browser rounds this metric to steps of ${steps}, and the limit lies within the step that was read: choose another limit.`;
  return { ...judged, reason };
}

/**
 * Judges an invariant by its worst value: one violation is a fault of the page, however often it held besides. It
 * says what was seen, not how often a rare violation would have been missed.
 */
function judgeEach(budget: Budget, metric: MetricDefinition, { values }: Evidence): Verdict {
  const observed = metric.better === 'lower' ? Math.max(...values) : Math.min(...values);
  const isBroken = (value: number) =>
    metric.better === 'lower' ? value > budget.limit : value < budget.limit;
  const broken = values.filter(isBroken).length;
  return {
    metric: metric.id,
    status: broken > 0 ? 'missed' : 'met',
    kind: budget.kind,
    parameter: null,
    observed,
    interval: null,
    limit: budget.limit,
    always: true,
    reason:
      broken > 0
        ? `Broken in ${broken} of ${plural(values.length, 'iteration')}.`
        : `Held in ${values.length} of ${plural(values.length, 'iteration')}.`,
  };
}

/** Judges by the Hodges–Lehmann shift against the values of the baseline. */
function judgeRelative(
  budget: Extract<Budget, { kind: 'relative' }>,
  metric: MetricDefinition,
  evidence: Evidence,
): Verdict {
  const { baseline, missing, forced } = budget;
  if (baseline.length === 0) {
    return unobserved(budget, 'inconclusive', `No baseline: ${missing ?? 'it has no values'}`);
  }
  const moved = shift(baseline, evidence.values, evidence.coverage);
  const tooFew = `${baseline.length} and ${evidence.values.length} values are too few for a 95 % interval of the difference; 4 and 4 are needed.`;
  const judged = withLosses(decided(budget, metric, moved.estimate, moved.interval, tooFew), evidence);
  if (forced.length === 0) return judged;
  return { ...judged, reason: `${judged.reason} Overruled, so it is not sure: ${forced.join('; ')}.` };
}

/** An iteration without a value may have been the slowest one, so the verdict cannot be `met`. */
function withLosses(judged: Verdict, { lost, missing, values }: Evidence): Verdict {
  if (lost === 0 || judged.status !== 'met') return judged;
  const reason = `${lost} of ${lost + values.length} iterations gave no value: ${missing ?? 'no reason was given'}.`;
  return { ...judged, status: 'inconclusive', reason };
}

/**
 * The base's missing values may be higher or lower than its others, so neither `met` nor `missed` is certain.
 */
function withBaseLosses(judged: Verdict, { lost, missing, values }: Evidence): Verdict {
  if (lost === 0 || (judged.status !== 'met' && judged.status !== 'missed')) return judged;
  const reason = `${lost} of ${lost + values.length} iterations of the smallest cell gave no value: ${missing ?? 'no reason was given'}.`;
  return { ...judged, status: 'inconclusive', reason };
}

function stepsBetween(base: Evidence, evidence: Evidence, parameter: string): number {
  const steps = (evidence.parameterValue ?? Number.NaN) - (base.parameterValue ?? Number.NaN);
  if (!(steps > 0)) throw new RangeError(`growth over ${parameter} needs two cells of different size`);
  return steps;
}
