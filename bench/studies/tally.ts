/** The verdicts of comparisons, as lines of a document. */
import { formatCount, plural } from '../../src/core/format.ts';
import type { ComparisonStatus } from '../../src/core/results/metric-comparison.ts';
import { proportionInterval } from '../../src/core/statistics/proportion.ts';
import { median } from '../../src/core/statistics/statistics.ts';
import type { StudiedComparison, StudyEntry } from './journal.ts';

const statuses: readonly ComparisonStatus[] = ['worse', 'better', 'same', 'cannot-tell', 'invalid'];

/** Counts of cells by verdict, and of each primary or guard metric by status. */
export function statusTable(comparisons: readonly StudiedComparison[]): string[] {
  const judged = comparisons.flatMap(({ metrics }) =>
    metrics.filter(({ role }) => role === 'primary' || role === 'guard'),
  );
  const byMetric = [
    ...Map.groupBy(judged, ({ metric, role }) => `${metric}${role === 'guard' ? ', guard' : ''}`),
  ];
  const rows = [
    ['**cell**', comparisons.map(({ verdict }) => verdict), ''] as const,
    ...byMetric.map(
      ([name, all]) => [name, all.map(({ status }) => status), range(all.map(relativeShift))] as const,
    ),
  ];
  return [
    `| judged | ${statuses.join(' | ')} | shift, least to most |`,
    `|---|${statuses.map(() => '--:').join('|')}|--:|`,
    ...rows.map(
      ([name, found, shifts]) =>
        `| ${name} | ${statuses.map((status) => found.filter((each) => each === status).length).join(' | ')} | ${shifts} |`,
    ),
  ];
}

/** In percent of the baseline's median. */
function relativeShift({ shift, baseline }: StudiedComparison['metrics'][number]): number | undefined {
  if (shift === null || baseline.median === null || baseline.median === 0) return undefined;
  return (100 * shift) / baseline.median;
}

function range(shifts: readonly (number | undefined)[]): string {
  const known = shifts.filter((each) => each !== undefined);
  if (known.length === 0) return '–';
  return `${Math.min(...known).toFixed(1)} to ${Math.max(...known).toFixed(1)} %`;
}

/** How far equal builds lay apart, by metric: what is not a time does not depend on the machine. */
export function spreadTable(comparisons: readonly StudiedComparison[]): string[] {
  const shifts = Map.groupBy(
    comparisons.flatMap(({ metrics }) => metrics),
    ({ metric }) => metric,
  );
  const rows = [...shifts].flatMap(([metric, all]) => {
    const known = all.flatMap((each) => relativeShift(each) ?? []);
    if (known.length === 0) return [];
    const middle = median(known.map(Math.abs));
    return [`| ${metric} | ${known.length} | ${middle.toFixed(1)} % | ${range(known)} |`];
  });
  return [
    'Shift between equal builds, in percent of the baseline’s median:',
    '',
    '| metric | runs | middle of the absolute values | least to most |',
    '|---|--:|--:|--:|',
    ...rows,
  ];
}

/** Days, machines and commits of a study: what its evidence is. */
export function machinesOf(entries: readonly StudyEntry[]): string {
  const runs = entries.flatMap((each) => each.runs);
  const days = [...new Set(runs.map(({ startedAt }) => startedAt.slice(0, 10)))].toSorted();
  const machines = Map.groupBy(
    runs.map(({ machine }) => machine),
    ({ cpu, cores, browser }) => `${cpu}, ${cores} cores, ${browser.name} ${browser.version}`,
  );
  const described = [...machines].map(([name, all]) => {
    const indices = all.flatMap(({ hostIndex }) => hostIndex ?? []);
    const index =
      indices.length === 0
        ? ''
        : `, BenchmarkIndex ${formatCount(Math.min(...indices))} to ${formatCount(Math.max(...indices))}`;
    const commits = [
      ...new Set(all.map(({ commit }) => commit?.replace(/^(.{7})[0-9a-f]*/, '$1') ?? 'unknown')),
    ].join(', ');
    return `${name}${index}, commit ${commits}`;
  });
  return `${plural(runs.length, 'run')}, measured ${days.join(', ')} on ${described.join('; ')}`;
}

/** With all set-up. */
export function minutesOf(entries: readonly StudyEntry[]): number {
  return entries.reduce((sum, { runs }) => sum + runs.reduce((all, { minutes }) => all + minutes, 0), 0);
}

/** `3 of 20, 3.2 % to 37.9 %`: a rate with its exact 95 % interval. */
export function rate(hits: number, of: number): string {
  const { low, high } = proportionInterval(hits, of);
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return `${hits} of ${of}, ${percent(low)} to ${percent(high)}`;
}
