/** What somebody did or waited for in a timing iteration, by the metric that times it. */

const prefix = 'interaction ';

/** The name of the series of a journey's stretches: begin (ms since the run's start) and duration (ms). */
export function interactionSeries(metric: string): string {
  return `${prefix}${metric}`;
}

/** The metric of such a series; undefined for a series of another kind. */
export function interactionOf(series: string): string | undefined {
  return series.startsWith(prefix) ? series.slice(prefix.length) : undefined;
}
