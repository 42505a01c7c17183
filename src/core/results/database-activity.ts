/** What the database of a target was doing beside a cell; its sessions over time are series of the cell. */
import { z } from 'zod';

/** So many statements are kept of a cell: what comes after them was hardly ever seen. */
export const mostStatements = 10;

export const databaseActivity = z.object({
  /** How often it was looked at. */
  observations: z.int(),
  /** How often nothing could be seen, its connection being lost. */
  gaps: z.int(),
  /** That the server allows, all its clients together; 0 when nothing was seen. */
  maxConnections: z.int(),
  /** Statements that ran, with their constants taken out; those seen most often first. */
  statements: z.array(
    z.object({
      text: z.string(),
      /** In how many observations it ran. */
      observations: z.int(),
      /** Its longest run so far when it was seen. */
      longestMs: z.number(),
    }),
  ),
});
export type DatabaseActivity = z.infer<typeof databaseActivity>;

const waitPrefix = 'database-wait ';

/** The name of the series of sessions that wait for one thing, such as `Lock:tuple`. */
export function waitSeries(wait: string): string {
  return `${waitPrefix}${wait}`;
}

/** What the sessions of a series wait for; undefined for a series of another kind. */
export function waitOf(series: string): string | undefined {
  return series.startsWith(waitPrefix) ? series.slice(waitPrefix.length) : undefined;
}

/** Several stretches of one cell as one: the load beside a cell is paused while another arm is measured. */
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
