import { dependsOnTime, type MetricDefinition } from '../results/metric.ts';
import { changePoints, clearestSplit, fewestForStep } from '../statistics/change-points.ts';
import { shortest } from '../statistics/split-chance.ts';
import { median } from '../statistics/statistics.ts';
import type { Trend, TrendGroup, TrendPoint, TrendStep } from './history.ts';
import { betweenRunSpread } from './machines.ts';

/**
 * A history without any change shows a step by chance in at most one of a hundred cases, over all of its
 * series together; a step below 5 % of the level is not marked. Machines within 5 % count as equally fast.
 */
export const stepOptions = { alpha: 0.01, minEffect: 0.05 };

/** Points in order of time in which steps are searched. */
type Segment = readonly TrendPoint[];

/**
 * The points of a trend in which steps are searched. Counts: all points without a doubt. Times: the points of
 * each kind of machine and each band of the reference workload. Points without a band are searched as well,
 * but a step among them must also exceed the spread between runs.
 */
export function searchedIn({ metric, points }: Pick<Trend, 'metric' | 'points'>): Segment[] {
  const sure = points.filter(({ doubt }) => doubt === null);
  if (!dependsOnTime(metric)) return [sure];
  // For a run on several kinds of machine, it is not known here which of them measured a cell.
  const ofOne = sure.filter(({ hardware }) => hardware !== null);
  return [...Map.groupBy(ofOne, ({ band, hardware }) => JSON.stringify([band, hardware])).values()];
}

/**
 * The level of one search, which keeps the error rate over all searches of a history, and the fewest runs
 * that a search needs.
 */
export function stepLevel(groups: readonly TrendGroup[]): { alpha: number; fewest: number } {
  const searches = trendsIn(groups)
    .flatMap(searchedIn)
    // A series that is too short or never varies cannot show a step, so it needs no share of the level.
    .filter((segment) => clearestSplit(segment.map(({ median: middle }) => middle)) !== undefined);
  const alpha = stepOptions.alpha / Math.max(1, searches.length);
  return { alpha, fewest: fewestForStep(alpha) };
}

function trendsIn(groups: readonly TrendGroup[]): Trend[] {
  return groups.flatMap(({ cells }) => cells.flatMap(({ trends }) => trends));
}

/** The same groups with the steps of their series. */
export function withSteps(groups: readonly TrendGroup[]): TrendGroup[] {
  const { alpha } = stepLevel(groups);
  return groups.map((group) => ({
    ...group,
    cells: group.cells.map((cell) => ({
      ...cell,
      trends: cell.trends.map((trend) => ({ ...trend, steps: stepsOf(trend, alpha) })),
    })),
  }));
}

function stepsOf(trend: Trend, alpha: number): TrendStep[] {
  return searchedIn(trend)
    .flatMap((segment) => stepsIn(segment, trend.metric, alpha))
    .toSorted((a, b) => a.at - b.at);
}

function stepsIn(segment: Segment, metric: MetricDefinition, alpha: number): TrendStep[] {
  const leastEffect = leastEffectIn(segment, metric);
  const medians = segment.map(({ median: middle }) => middle);
  const found = changePoints(medians, { alpha, leastEffect });
  return found.flatMap((step, position): TrendStep[] => {
    const at = segment[step.index]?.at;
    const from = found[position - 1]?.index ?? 0;
    const to = found[position + 1]?.index ?? segment.length;
    const byMachine = machineChange(segment.slice(from, step.index), segment.slice(step.index, to), metric);
    const size = Math.abs(step.after - step.before);
    if (at === undefined || size <= leastEffect(step.before) + byMachine * Math.abs(step.before)) return [];
    const change = step.after > step.before === (metric.better === 'higher') ? 'better' : 'worse';
    return [{ ...step, at, change }];
  });
}

function leastEffectIn(segment: Segment, metric: MetricDefinition): (level: number) => number {
  const unknown = dependsOnTime(metric) && segment.some(({ band }) => band === null);
  const share = stepOptions.minEffect + (unknown ? betweenRunSpread : 0);
  return (level) => Math.max(Math.abs(level) * share, metric.resolution ?? 0);
}

/** How far the machines of two levels differ within their band, as a share; 0 for counts. */
function machineChange(before: Segment, after: Segment, metric: MetricDefinition): number {
  const [a, b] = [before, after].map((points) => points.flatMap(({ referenceMs }) => referenceMs ?? []));
  if (!dependsOnTime(metric) || a === undefined || b === undefined || a.length * b.length === 0) return 0;
  return Math.abs(median(b) / median(a) - 1);
}

/** The fewest runs of one level. */
export const persistentRuns = shortest;
