/** The verdicts of comparisons, as lines of a document. */

import type { Comparison } from '../../src/core/results/comparison.ts';
import type { ComparisonStatus } from '../../src/core/results/metric-comparison.ts';
import type { Results } from '../../src/core/results/results.ts';
import { proportionInterval } from '../../src/core/statistics/proportion.ts';

const statuses: readonly ComparisonStatus[] = ['worse', 'better', 'same', 'cannot-tell', 'invalid'];

/** Counts of cells by verdict, and of each primary or guard metric by status. */
export function statusTable(comparisons: readonly Comparison[]): string[] {
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
    `| judged | ${statuses.join(' | ')} | shift of the median, least to most |`,
    `|---|${statuses.map(() => '--:').join('|')}|--:|`,
    ...rows.map(
      ([name, found, shifts]) =>
        `| ${name} | ${statuses.map((status) => found.filter((each) => each === status).length).join(' | ')} | ${shifts} |`,
    ),
  ];
}

/** In percent of the baseline's median. */
function relativeShift({ shift, baseline }: Comparison['metrics'][number]): number | undefined {
  if (shift === null || baseline.median === null || baseline.median === 0) return undefined;
  return (100 * shift) / baseline.median;
}

function range(shifts: readonly (number | undefined)[]): string {
  const known = shifts.filter((each) => each !== undefined);
  if (known.length === 0) return '–';
  return `${Math.min(...known).toFixed(1)} to ${Math.max(...known).toFixed(1)} %`;
}

/** Each distinct commit, browser and machine of the runs of a study. */
export function machinesOf(environments: readonly Results['environment'][]): string {
  const lines = environments.map(
    ({ commit, browser, cpu, cores }) =>
      `${cpu}, ${cores} cores, ${browser.name} ${browser.version}, commit ${commit ?? 'unknown'}`,
  );
  return [...new Set(lines)].join('; ');
}

/** `3 of 20, 3.2 % to 37.9 %`: a rate with its exact 95 % interval. */
export function rate(hits: number, of: number): string {
  const { low, high } = proportionInterval(hits, of);
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return `${hits} of ${of}, ${percent(low)} to ${percent(high)}`;
}
