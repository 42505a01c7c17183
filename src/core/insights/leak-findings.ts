/** Judges the repetitions of a cell's memory iterations: findings for people, and one class for the cell. */
import { formatRange, formatValue } from '../format.ts';
import { judgeLeak, type LeakStatus, type LeakVerdict, leastGrowth } from '../judging/leak.ts';
import type { Cell, Finding } from '../results/cell.ts';
import type { Series } from '../results/iteration.ts';
import type { MetricDefinition } from '../results/metric.ts';
import type { TrendRun } from '../statistics/trend.ts';

const suffix = '-by-repetition';

/** The name of the series of a metric's readings after the warm-up and after each repetition. */
export function repetitionSeries(metric: string): string {
  return `${metric}${suffix}`;
}

interface Judged {
  metric: MetricDefinition & { unit: 'bytes' | 'count' };
  runs: TrendRun[];
  verdict: LeakVerdict;
}

/** Worst first: one leak makes the cell leak, and one inconclusive metric keeps it from being clean. */
const worstFirst: readonly LeakStatus[] = ['leaks', 'cannot-tell', 'clean'];

/** The classification is null for a cell without repetitions. A clean metric has no finding. */
export function leakJudgement(
  cell: Pick<Cell, 'iterations' | 'series'>,
  metrics: Record<string, MetricDefinition>,
): { findings: Finding[]; classification: LeakStatus | null } {
  const judged = [...Map.groupBy(validSeries(cell), (series) => series.name)].flatMap(([name, series]) =>
    judge(metrics[name.slice(0, -suffix.length)], series),
  );
  return {
    findings: judged.flatMap(findingOf),
    classification:
      worstFirst.find((status) => judged.some(({ verdict }) => verdict.status === status)) ?? null,
  };
}

function validSeries({ iterations, series }: Pick<Cell, 'iterations' | 'series'>): Series[] {
  const valid = new Set(iterations.filter((each) => each.status === 'valid').map((each) => each.index));
  return series.filter(
    ({ name, iteration, points }) =>
      name.endsWith(suffix) && iteration !== null && valid.has(iteration) && points.length > 1,
  );
}

function judge(metric: MetricDefinition | undefined, series: readonly Series[]): Judged[] {
  if (metric === undefined || (metric.unit !== 'bytes' && metric.unit !== 'count')) return [];
  const runs = series.map(({ points }) => points.map(([, value]) => value));
  return [{ metric: { ...metric, unit: metric.unit }, runs, verdict: judgeLeak(runs, metric.unit) }];
}

function findingOf(judged: Judged): Finding[] {
  const { metric, verdict } = judged;
  switch (verdict.status) {
    case 'clean':
      return [];
    case 'leaks':
      return [
        {
          severity: 'warning',
          about: { metric: metric.id, kind: 'leak' },
          title: `${metric.title}: ${formatValue(verdict.perRepetition, metric.unit)} more with every repetition`,
          evidence: evidenceOf(judged),
          ...advice(metric.id),
        },
      ];
    case 'cannot-tell':
      return [
        {
          severity: 'info',
          about: { metric: metric.id, kind: 'leak' },
          title: `${metric.title}: inconclusive whether it grows with every repetition`,
          evidence: evidenceOf(judged),
          cause: 'The readings vary too much for so few, or a growth was still dying away.',
          remedy: 'Measure more iterations or more repetitions.',
        },
      ];
    default:
      return verdict.status satisfies never;
  }
}

function evidenceOf({ metric: { unit }, runs, verdict }: Judged): string {
  const { interval, everyTime, perRepetition } = verdict;
  const repetitions = Math.min(...runs.map((run) => run.length - 1));
  const times = `${repetitions} repetitions in ${runs.length === 1 ? 'one page' : `each of ${runs.length} pages`}`;
  const sure =
    interval === undefined
      ? 'too few for an interval'
      : `95 % interval ${formatRange(interval.low, interval.high, unit)}`;
  return [
    `${formatValue(perRepetition, unit)} per repetition over ${times} (${sure}; ${formatValue(leastGrowth(unit), unit)} matters).`,
    ...(everyTime === undefined ? [] : [`It grew by exactly ${repetitions} times ${everyTime}.`]),
  ].join(' ');
}

function advice(metric: string): Pick<Finding, 'cause' | 'remedy'> {
  switch (metric) {
    case 'dom-elements':
      return {
        cause: 'Elements are added to the document and not taken away.',
        remedy: 'Compare the document before and after a repetition: look for portals, styles and rows left.',
      };
    case 'dom-nodes':
    case 'detached-nodes':
      return {
        cause: 'A script still holds nodes that were taken out of the document.',
        remedy:
          'Take a heap snapshot after some repetitions, filter by "Detached", and follow the retainers to a listener, cache or closure.',
      };
    case 'event-listeners':
      return {
        cause: 'Listeners are added with every repetition and never removed.',
        remedy: 'Remove them where the component goes away, or add them with an AbortSignal.',
      };
    default:
      return {
        cause: 'Something is kept with every repetition: a cache without bound, a subscription, a store.',
        remedy: 'Compare two heap snapshots some repetitions apart, sorted by retained size.',
      };
  }
}
