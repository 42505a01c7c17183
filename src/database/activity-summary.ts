import { type DatabaseActivity, mostStatements } from '../core/results/database-activity.ts';
import type { ActivitySample } from './activity.ts';

/** The samples' summary that a cell keeps besides their series: limit of connections, and statements. */
export function summarizeActivity(samples: readonly ActivitySample[]): DatabaseActivity {
  const observed = samples.filter((sample) => sample.kind === 'observed');
  const queries = observed.flatMap(({ atUs, queries: running }) =>
    running.map((query) => ({ ...query, atUs })),
  );
  return {
    observations: observed.length,
    gaps: samples.length - observed.length,
    maxConnections: Math.max(0, ...observed.map(({ maxConnections }) => maxConnections)),
    statements: [...Map.groupBy(queries, ({ text }) => text)]
      .map(([text, seen]) => ({
        text,
        // The server may give one text several query ids, depending on how it was planned.
        observations: new Set(seen.map(({ atUs }) => atUs)).size,
        longestMs: Math.max(...seen.map(({ longestMs }) => longestMs)),
      }))
      .toSorted((a, b) => b.observations - a.observations || b.longestMs - a.longestMs)
      .slice(0, mostStatements),
  };
}
