/** The actions and waits of a user in a timing iteration, by the metric that times them. */

import type { Cell } from '../results/cell.ts';

const prefix = 'interaction ';

/** The name of the series of a journey's intervals: begin (ms since the run's start) and duration (ms). */
export function interactionSeries(metric: string): string {
  return `${prefix}${metric}`;
}

/** All durations of a metric in a cell's valid iterations, ms: a sample is only its iteration's median. */
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
