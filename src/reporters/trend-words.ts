/** The trends of the history in words: the same on the page and on the terminal. */
import { formatValue, plural } from '../core/format.ts';
import type { CellTrends, Trend, TrendGroup, TrendStep } from '../core/judging/history.ts';
import { persistentRuns, stepLevel, stepOptions } from '../core/judging/trend-steps.ts';
import { kindsOf } from '../core/judging/trends.ts';

/** `Chromium 156.0.1, software, Example CPU, 2 cores, linux x64`. */
export function environmentName({ browser, renderer, cpu, cores, os }: TrendGroup['environment']): string {
  const system = os.split(' ').slice(0, 2).join(' ');
  return `${browser.name} ${browser.version}, ${renderer}, ${cpu}, ${plural(cores, 'core')}, ${system}`;
}

/** `2 kinds of machine: A; B`; empty for a single kind, which is part of the environment's name. */
export function machinesText({ runs }: Pick<TrendGroup, 'runs'>): string[] {
  const kinds = [...new Set(runs.flatMap(kindsOf))].toSorted();
  return kinds.length < 2 ? [] : [`${kinds.length} kinds of machine: ${kinds.join('; ')}`];
}

/** `data set standard/1, traffic light`. */
export function conditionsName({ dataset, settings }: TrendGroup): string {
  return [dataset === null ? 'no data set' : `data set ${dataset}`, ...settings].join(', ');
}

/** A step with its trend, cell and group. */
export interface FoundStep {
  group: TrendGroup;
  cell: CellTrends;
  trend: Trend;
  step: TrendStep;
}

/** Every step of a history, the newest first. */
export function stepsIn(groups: readonly TrendGroup[]): FoundStep[] {
  return groups
    .flatMap((group) =>
      group.cells.flatMap((cell) =>
        cell.trends.flatMap((trend) => trend.steps.map((step) => ({ group, cell, trend, step }))),
      ),
    )
    .toSorted((a, b) => startOf(b).localeCompare(startOf(a)));
}

function startOf({ group, step }: FoundStep): string {
  return group.runs[step.at]?.startedAt ?? '';
}

/** `+10 %`; empty when it rose from 0. */
export function shareText({ before, after }: TrendStep): string {
  if (before === 0) return '';
  const percent = (after / before - 1) * 100;
  return `${percent < 0 ? '−' : '+'}${formatValue(Math.abs(percent), 'percent')}`;
}

/** `1,000 ms → 1,100 ms`. */
export function levelsText({ before, after }: TrendStep, { metric }: Trend): string {
  return `${formatValue(before, metric.unit)} → ${formatValue(after, metric.unit)}`;
}

/** The day of a run, `12 Jan 2026`, UTC. */
export function dayText(startedAt: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(startedAt),
  );
}

/** `3 steps in 24 series of 20 runs`. */
export function trendHeadline(groups: readonly TrendGroup[]): string {
  const [steps, series] = [stepsIn(groups).length, seriesIn(groups).length];
  const found = steps === 0 ? 'No step' : plural(steps, 'step');
  return `${found} in ${seriesText(series)} of ${plural(runsIn(groups), 'run')}`;
}

/** How reliable the headline is. */
export function trendCaution(groups: readonly TrendGroup[]): string {
  const all = seriesIn(groups);
  const { fewest } = stepLevel(groups);
  const short = all.filter(
    ({ points }) => points.filter(({ doubt }) => doubt === null).length < fewest,
  ).length;
  const few =
    short === 0
      ? ''
      : ` ${seriesText(short)} ${short === 1 ? 'has' : 'have'} fewer than the ${fewest} sure runs that a step needs.`;
  return `A step is a change of level by more than ${stepOptions.minEffect * 100} % that persists for ${persistentRuns} runs at least; without any change one history in ${Math.round(1 / stepOptions.alpha)} shows one by chance, over all its series together. Times are compared among runs whose reference workload lies within ${stepOptions.minEffect * 100} %.${few}`;
}

function seriesText(count: number): string {
  return `${count} series`;
}

function seriesIn(groups: readonly TrendGroup[]): Trend[] {
  return groups.flatMap(({ cells }) => cells.flatMap(({ trends }) => trends));
}

function runsIn(groups: readonly TrendGroup[]): number {
  return new Set(groups.flatMap(({ runs }) => runs.map(({ id }) => id))).size;
}

/** The headline and a sentence for each step, for the terminal. */
export function trendsInWords(groups: readonly TrendGroup[]): string[] {
  return [
    `${trendHeadline(groups)}.`,
    ...stepsIn(groups).map((found) => {
      const { group, cell, trend, step } = found;
      const run = group.runs[step.at];
      const share = shareText(step);
      return `  ${step.change}: ${trend.metric.title}, ${levelsText(step, trend)}${share === '' ? '' : ` (${share})`} since ${run?.id ?? 'unknown'}: ${cell.name}`;
    }),
    trendCaution(groups),
  ];
}
