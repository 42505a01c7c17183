/** What somebody did or waited for in a timing iteration, by the metric that times it. */

import type { Cell } from '../results/cell.ts';

const prefix = 'interaction ';

/** The name of the series of a journey's stretches: begin (ms since the run's start) and duration (ms). */
export function interactionSeries(metric: string): string {
  return `${prefix}${metric}`;
}

/** The durations of all of them in a cell's valid iterations, ms: a sample is only the median of its iteration. */
export function interactionsOf(
  metric: string,
  { iterations, series }: Pick<Cell, 'iterations' | 'series'>,
): number[] {
  const valid = new Set(iterations.filter(({ status }) => status === 'valid').map(({ index }) => index));
  return series
    .filter(
      ({ name, iteration }) =>
        name === interactionSeries(metric) && iteration !== null && valid.has(iteration),
    )
    .flatMap(({ points }) => points.map(([, durationMs]) => durationMs));
}

/** The metric of such a series; undefined for a series of another kind. */
export function interactionOf(series: string): string | undefined {
  return series.startsWith(prefix) ? series.slice(prefix.length) : undefined;
}
