/** Comparisons as tables: deciding metrics first, exploratory ones marked as such. */

import { formatFigure, formatRange, formatValue, noFigure, plural } from '../core/format.ts';
import { decides, shareOfBaseline, statusCounts } from '../core/judging/comparison.ts';
import { foundByGuard, foundByGuardAlone, guardOutcome } from '../core/judging/guard.ts';
import { cellName } from '../core/results/cell.ts';
import type { Comparison } from '../core/results/comparison.ts';
import type { MetricDefinition } from '../core/results/metric.ts';
import type { ComparisonStatus, MetricComparison } from '../core/results/metric-comparison.ts';
import { inline, markdownTable } from './markdown/markdown.ts';
import { left, right, type Table } from './table.ts';

type Metrics = Readonly<Record<string, MetricDefinition>>;

/** Signs that differ without colour. */
export const comparisonSign: Record<ComparisonStatus, string> = {
  worse: '✗',
  'cannot-tell': '?',
  invalid: '!',
  better: '✓',
  same: '=',
};

const words: Record<ComparisonStatus, string> = {
  worse: 'worse',
  'cannot-tell': 'cannot tell',
  invalid: 'invalid',
  better: 'better',
  same: 'same',
};

/** The primary metrics first, then what the guard found and the rest, each in the order of the comparison. */
export function inOrderOfWeight({ metrics }: Comparison): MetricComparison[] {
  const others = metrics.filter(({ primary }) => !primary);
  return [
    ...metrics.filter(({ primary }) => primary),
    ...others.filter(decides),
    ...others.filter((each) => !decides(each)),
  ];
}

/** One row per metric. */
export function comparisonTable(comparison: Comparison, metrics: Metrics): Table {
  return {
    columns: [
      left(' '),
      left('Metric'),
      right('Baseline'),
      right('Candidate'),
      right('Shift'),
      right('Interval'),
      right('n'),
      left('Verdict'),
    ],
    rows: inOrderOfWeight(comparison).map((each) => row(each, metrics[each.metric])),
  };
}

function row(compared: MetricComparison, metric: MetricDefinition | undefined): string[] {
  const { baseline, candidate, interval, status } = compared;
  const unit = metric?.unit ?? 'count';
  return [
    decides(compared) ? comparisonSign[status] : '',
    metric?.title ?? compared.metric,
    formatFigure(baseline.median, unit),
    formatFigure(candidate.median, unit),
    shiftText(compared, unit),
    interval === null ? noFigure : formatRange(interval.low, interval.high, unit),
    countText(compared),
    compared.primary ? words[status] : `${words[status]} (${compared.role ?? 'exploratory'})`,
  ];
}

/** `12`, `12, 11`, or with blocks `12 in 6 blocks`. */
function countText({ baseline, candidate, blocks }: MetricComparison): string {
  const values = baseline.n === candidate.n ? String(baseline.n) : `${baseline.n}, ${candidate.n}`;
  return blocks === undefined ? values : `${values} in ${plural(blocks, 'block')}`;
}

/** `+34 ms (+3.2 %)`; without the share where the baseline is 0. */
export function shiftText(compared: MetricComparison, unit: MetricDefinition['unit']): string {
  const { shift } = compared;
  if (shift === null) return noFigure;
  const share = shareOfBaseline(compared, shift);
  return `${signed(shift, unit)}${share === undefined ? '' : ` (${signed(100 * share, 'percent')})`}`;
}

function signed(value: number, unit: MetricDefinition['unit']): string {
  return `${value > 0 ? '+' : ''}${formatValue(value, unit)}`;
}

/**
 * All comparisons of a run in one line: the only one, or the number of cells of each status, the worst first:
 * `Worse: 1 of 4 cells worse, 3 same; working tree (1a2b3c4+dirty) against main (5d6e7f8)`.
 */
export function comparisonsHeadline(comparisons: readonly Comparison[]): string {
  const [first] = comparisons;
  if (first === undefined) return 'Nothing was compared';
  if (comparisons.length === 1) return comparisonHeadline(first);
  const counts = statusCounts(comparisons);
  const [worst] = counts;
  if (worst === undefined) return `Explored: ${comparisons.length} cells, without a primary metric`;
  const byStatus = counts.map(({ status, count }, index) =>
    index === 0 ? `${count} of ${comparisons.length} cells ${words[status]}` : `${count} ${words[status]}`,
  );
  return `${capital(words[worst.status])}: ${byStatus.join(', ')}; ${first.candidate.label} against ${first.baseline.label}`;
}

function capital(text: string): string {
  return text.replace(/^./, (start) => start.toUpperCase());
}

/**
 * `Worse: b.json against a.json, scroll-history messages=500 fast-3g/cpu-4`; names the guard when no primary
 * metric is worse.
 */
export function comparisonHeadline(comparison: Comparison): string {
  const { baseline, candidate, verdict } = comparison;
  const status = verdict === null ? 'Explored' : capital(words[verdict]);
  const found = foundByGuardAlone(comparison);
  const word = found.length > 0 ? `${status} by the guard (${found.join(', ')})` : status;
  const name = cellName({ ...comparison, arm: 'default' });
  return `${word}: ${candidate.label} against ${baseline.label}, ${name}`;
}

/** How the comparison was decided, one sentence per note. */
export function comparisonNotes(comparison: Comparison, metrics: Metrics): string[] {
  const { plan, look, forced, verdict } = comparison;
  const title = (id: string) => metrics[id]?.title ?? id;
  const open = comparison.metrics.filter((each) => decides(each) && each.status !== 'same');
  return [
    ...failureNotes(comparison),
    ...open.map(({ metric, reason }) => `${title(metric)}: ${reason}`),
    verdict === null
      ? 'No primary metric was measured, so nothing is decided.'
      : `Decided by ${plan.primary.map(title).join(', ')}: a false alarm in at most ${percent(plan.alpha)} of such comparisons; differences below ${percent(plan.minEffect)} do not matter.`,
    ...guardNotes(comparison, metrics),
    ...sensitivityNote(comparison, metrics),
    ...(plan.looks === null || look === null
      ? []
      : [
          `Judged at look ${look} of ${plan.looks.length} planned (${plan.looks.join(', ')} ${unitWords(comparison)}).`,
        ]),
    ...(plan.unit === 'block'
      ? [
          'Baseline and candidate are medians of all values; the shift is the mean of the blocks’ differences.',
        ]
      : []),
    ...commitNotes(comparison),
    ...forced.map((difference) => `Overruled, so nothing here is sure: ${difference}.`),
  ];
}

function unitWords({ plan }: Comparison): string {
  return plan.unit === 'block' ? 'blocks' : 'values an arm';
}

/** `Baseline: commit 1a2b…; candidate: commit 5d6e…+dirty.`; empty unless both are builds. */
function commitNotes({ baseline, candidate }: Comparison): string[] {
  if (baseline.commit === undefined || candidate.commit === undefined) return [];
  return [`Baseline: commit ${baseline.commit}; candidate: commit ${candidate.commit}.`];
}

function guardNotes(comparison: Comparison, metrics: Metrics): string[] {
  const { guard } = comparison;
  if (guard === undefined) return [];
  const titles = (ids: readonly string[]) => ids.map((id) => metrics[id]?.title ?? id).join(', ');
  const guarded = (what: string) => [
    `Guarded by ${titles(guard.metrics)}: ${what}; a false alarm in at most ${percent(guard.alpha)} more.`,
  ];
  const outcome = guardOutcome(guard, comparison);
  switch (outcome) {
    case 'too-few':
      return [
        comparison.plan.unit === 'block'
          ? `The guard over the other metrics had too few blocks; ${guard.fewest} are the fewest.`
          : `The guard over the other metrics had too few values; ${guard.fewest} against ${guard.fewest} are the fewest.`,
      ];
    case 'found':
      return guarded(`grossly worse: ${titles(foundByGuard(comparison))}`);
    case 'unproved':
      return guarded('none is proved grossly worse');
    case 'none':
      return guarded('none is grossly worse');
    default:
      return outcome satisfies never;
  }
}

/** The smallest change that the values can detect, for each metric. */
function sensitivityNote(comparison: Comparison, metrics: Metrics): string[] {
  const smallest = comparison.metrics.flatMap((compared) => {
    const { metric, detectable } = compared;
    if (detectable === undefined) return [];
    const { title = metric, unit = 'count' } = metrics[metric] ?? {};
    const share = shareOfBaseline(compared, detectable);
    return [`${title} ${formatValue(detectable, unit)}${share === undefined ? '' : ` (${percent(share)})`}`];
  });
  return smallest.length === 0
    ? []
    : [`Smallest change that so many values find in four of five comparisons: ${smallest.join(', ')}.`];
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}

/** `The page failed in 5 of 18 iterations of b and 0 of 18 of a: …`; empty when it never failed. */
export function failureNotes({ failures, plan, ...sides }: Comparison): string[] {
  if (failures === undefined) return [];
  const { baseline, candidate, p } = failures;
  const reason = candidate.reason ?? baseline.reason ?? 'no reason was recorded';
  const chance =
    candidate.failed === 0
      ? ''
      : ` (p = ${Number(p.toPrecision(2))} for more often; a false alarm in at most ${percent(plan.alpha / 2)} more)`;
  return [
    `The page failed in ${candidate.failed} of ${candidate.of} iterations of ${sides.candidate.label} and ${baseline.failed} of ${baseline.of} of ${sides.baseline.label}${chance}: ${reason.split('\n')[0]}`,
  ];
}

/** The comparisons of a run in blocks of Markdown; none when nothing was compared. */
export function comparisonMarkdown(comparisons: readonly Comparison[], metrics: Metrics): string[] {
  return comparisons.flatMap((comparison) => [
    `### ${inline(comparisonHeadline(comparison))}`,
    markdownTable(comparisonTable(comparison, metrics)),
    comparisonNotes(comparison, metrics)
      .map((note) => `- ${inline(note)}`)
      .join('\n'),
  ]);
}
