/** Activity of a target's database during a cell; its sessions over time are series of the cell. */
import { z } from 'zod';

/** Statements kept per cell: all others were hardly ever seen. */
export const mostStatements = 10;

export const databaseActivity = z.object({
  /** How often the database was sampled. */
  observations: z.int(),
  /** How often sampling failed because the connection was lost. */
  gaps: z.int(),
  /** Connections that the server allows, for all its clients together; 0 when nothing was seen. */
  maxConnections: z.int(),
  /** Statements that ran, without their constants; those seen most often first. */
  statements: z.array(
    z.object({
      text: z.string(),
      /** In how many observations it ran. */
      observations: z.int(),
      /** Its longest running time so far, when it was seen. */
      longestMs: z.number(),
    }),
  ),
});
export type DatabaseActivity = z.infer<typeof databaseActivity>;

const waitPrefix = 'database-wait ';

/** The name of the series of sessions that wait for one event, such as `Lock:tuple`. */
export function waitSeries(wait: string): string {
  return `${waitPrefix}${wait}`;
}

/** What the sessions of a series wait for; undefined for a series of another kind. */
export function waitOf(series: string): string | undefined {
  return series.startsWith(waitPrefix) ? series.slice(waitPrefix.length) : undefined;
}

/** Joins the intervals of one cell: its background load is paused while another arm is measured. */
export function pooledActivity(stretches: readonly DatabaseActivity[]): DatabaseActivity {
  const sum = (read: (stretch: DatabaseActivity) => number): number =>
    stretches.reduce((total, stretch) => total + read(stretch), 0);
  const groups = Map.groupBy(
    stretches.flatMap(({ statements }) => statements),
    ({ text }) => text,
  );
  return {
    observations: sum(({ observations }) => observations),
    gaps: sum(({ gaps }) => gaps),
    maxConnections: Math.max(0, ...stretches.map(({ maxConnections }) => maxConnections)),
    statements: [...groups]
      .map(([text, group]) => ({
        text,
        observations: group.reduce((total, { observations }) => total + observations, 0),
        longestMs: Math.max(...group.map(({ longestMs }) => longestMs)),
      }))
      .toSorted((a, b) => b.observations - a.observations)
      .slice(0, mostStatements),
  };
}
