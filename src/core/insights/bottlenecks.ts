/**
 * Bottlenecks of a run, by the page's long frames and longest tasks, and the database's waits and statements.
 */

import { formatCount, formatValue, plural } from '../format.ts';
import type { Bottleneck, BottleneckSources } from '../results/advice.ts';
import { type Cell, cellName } from '../results/cell.ts';
import { waitOf } from '../results/database-activity.ts';
import { culpritsOf } from './culprits.ts';
import { workText } from './worst-moments.ts';

type Seen = Pick<Cell, 'scenario' | 'params' | 'profile' | 'arm' | 'iterations' | 'series' | 'database'>;

/** Bottlenecks listed per source: all others took little time. */
const mostOfEach = 3;
/**
 * A wait or statement in a smaller share of observations is ignored: any healthy database has short waits.
 */
const leastShare = 0.02;
/** Characters shown of a statement: its beginning identifies it. */
const mostCharacters = 120;

/** The bottlenecks in all cells of a run, the heaviest of each source first. */
export function bottlenecksIn(cells: readonly Seen[]): Bottleneck[] {
  return [...longFrames(cells), ...longestTasks(cells), ...waits(cells), ...statements(cells)];
}

export function bottleneckSourcesOf(cells: readonly Seen[]): BottleneckSources {
  const iterations = cells.flatMap((cell) => cell.iterations);
  return {
    longFrames: iterations.some((each) => each.longFrames !== undefined),
    worstMoments: iterations.some((each) => each.worstMoments !== undefined),
    database: cells.some(({ series }) => observationsIn(series) > 0),
  };
}

/** One entry of a bottleneck in one cell; bottlenecks rank by the sum of their weights. */
interface Entry {
  what: string;
  cell: Seen;
  weight: number;
}

function heaviest<Kind extends Entry>(
  entries: readonly Kind[],
  where: Bottleneck['where'],
  evidence: (group: readonly Kind[]) => string,
): Bottleneck[] {
  return [...Map.groupBy(entries, ({ what }) => what)]
    .map(([what, group]) => ({ what, group, weight: sum(group.map((each) => each.weight)) }))
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, mostOfEach)
    .map(({ what, group }) => ({
      where,
      what: what.length > mostCharacters ? `${what.slice(0, mostCharacters)}…` : what,
      evidence: evidence(group),
      cells: [...new Set(group.map(({ cell }) => cellName(cell)))],
    }));
}

function longFrames(cells: readonly Seen[]): Bottleneck[] {
  const entries = cells.flatMap((cell) =>
    culpritsOf(cell).map((culprit) => ({ ...culprit, cell, weight: culprit.totalMs, what: nameOf(culprit) })),
  );
  return heaviest(entries, 'page', (group) => {
    const layoutMs = sum(group.map((each) => each.layoutMs));
    const layout = layoutMs > 0 ? `, ${formatValue(layoutMs, 'ms')} of it forced layout` : '';
    const frames = plural(sum(group.map((each) => each.frames)), 'long frame');
    return `${formatValue(sum(group.map((each) => each.totalMs)), 'ms')} in ${frames}${layout}, ${formatValue(Math.max(...group.map((each) => each.longestMs)), 'ms')} at once`;
  });
}

function nameOf({ name, invoker }: { name: string; invoker: string }): string {
  return name === invoker ? name : `${name}, invoked by ${invoker}`;
}

function longestTasks(cells: readonly Seen[]): Bottleneck[] {
  const entries = cells.flatMap((cell) =>
    cell.iterations
      .flatMap(({ worstMoments = [] }) => worstMoments)
      .flatMap(({ ran }) => ran.map((work) => ({ what: workText(work), cell, weight: work.ms }))),
  );
  return heaviest(
    entries,
    'page',
    (group) =>
      `${formatValue(sum(group.map(({ weight }) => weight)), 'ms')} of its own in ${formatCount(group.length)} of the longest tasks of the recorded passes`,
  );
}

function waits(cells: readonly Seen[]): Bottleneck[] {
  const entries = cells.flatMap((cell) =>
    cell.series.flatMap(({ name, points }) => {
      const wait = waitOf(name);
      const all = observationsIn(cell.series);
      if (wait === undefined || points.length < leastShare * all) return [];
      const most = Math.max(...points.map(([, sessions]) => sessions));
      return [{ what: wait, cell, weight: points.length, all, most }];
    }),
  );
  return heaviest(
    entries,
    'database',
    (group) =>
      `${seenText(group)} waited for it, at most ${plural(Math.max(...group.map(({ most }) => most)), 'session')} at once`,
  );
}

function statements(cells: readonly Seen[]): Bottleneck[] {
  const entries = cells.flatMap((cell) => {
    if (cell.database === undefined) return [];
    const { observations: all, statements: ran } = cell.database;
    return ran
      .filter(({ observations }) => observations >= leastShare * all)
      .map(({ text, observations, longestMs }) => ({
        what: text,
        cell,
        weight: observations,
        all,
        longestMs,
      }));
  });
  return heaviest(
    entries,
    'database',
    (group) =>
      `${seenText(group)} ran it, ${formatValue(Math.max(...group.map(({ longestMs }) => longestMs)), 'ms')} at longest by then`,
  );
}

/** The start of a sentence: `in 12 of 280 observations sessions`. */
function seenText(group: readonly { weight: number; all: number }[]): string {
  const [seen, all] = [sum(group.map(({ weight }) => weight)), sum(group.map((each) => each.all))];
  return `in ${formatCount(seen)} of ${formatCount(all)} observations sessions`;
}

function observationsIn(series: Seen['series']): number {
  return sum(series.filter(({ name }) => name === 'database-active').map(({ points }) => points.length));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
