import { z } from 'zod';
import { databaseActivity } from './database-activity.ts';
import { failures } from './failures.ts';
import { iteration, sample, series } from './iteration.ts';
import { interval, verdict, verdictKind, verdictStatus } from './verdict.ts';

export const summary = z.object({
  metric: z.string(),
  n: z.int(),
  median: z.number().nullable(),
  p95: z.number().nullable(),
  /** Interquartile range. */
  spread: z.number().nullable(),
  /** 95 % interval of the median; null below 6 values. */
  interval: interval.nullable(),
  /** Iterations that count and gave no value, failed ones included, and the first reason. */
  unavailable: z.int(),
  unavailableReason: z.string().nullable(),
});
export type Summary = z.infer<typeof summary>;

export const finding = z.object({
  severity: z.enum(['info', 'warning', 'critical']),
  /** The budget of the finding, by metric and kind, or the metric of a leak; missing for other findings. */
  about: z.object({ metric: z.string(), kind: z.enum([...verdictKind.options, 'leak']) }).optional(),
  title: z.string(),
  evidence: z.string(),
  cause: z.string(),
  remedy: z.string(),
});
export type Finding = z.infer<typeof finding>;

export const artifact = z.object({
  name: z.string(),
  contentType: z.string(),
  /** Relative to the run's folder. */
  path: z.string(),
});

export const parameters = z.record(z.string(), z.union([z.string(), z.number()]));
export type Parameters = z.infer<typeof parameters>;

/** The key of a cell: the unit of the results, and one Playwright test. */
export const cellKey = z.object({
  scenario: z.string(),
  params: parameters,
  profile: z.string(),
  arm: z.string(),
});
export type CellKey = z.infer<typeof cellKey>;

/** Background traffic that the target cannot be given. */
export const trafficUnavailable = z.object({
  /** The traffic that was asked for; null where none was. */
  plan: z.string().nullable(),
  reason: z.string(),
});
export type TrafficUnavailable = z.infer<typeof trafficUnavailable>;

export const cell = cellKey.extend({
  /** The question that the scenario answers, for people. */
  title: z.string(),
  defects: z.array(z.string()),
  dataset: z.string().nullable(),
  iterations: z.array(iteration),
  samples: z.array(sample),
  summaries: z.array(summary),
  verdicts: z.array(verdict),
  verdict: verdictStatus.nullable(),
  /** How often the page failed; missing when no iteration counts. */
  failures: failures.optional(),
  /** The load generator's report of its own run; its schema is in `src/traffic`. */
  traffic: z.unknown().nullable(),
  /** Why no traffic can run beside the cell; missing where it can, and in older results. */
  trafficUnavailable: trafficUnavailable.optional(),
  /** Missing when the database was not sampled. */
  database: databaseActivity.optional(),
  series: z.array(series),
  findings: z.array(finding),
  classification: z.string().nullable(),
  artifacts: z.array(artifact),
  /** Why no timing figure of the cell counts, although single iterations were valid. */
  invalid: z.string().nullable(),
  /** Why the cell ended early, when it did. */
  error: z.string().nullable(),
});
export type Cell = z.infer<typeof cell>;

/** A cell that was not measured because its target does not support it: neither an error nor a figure. */
export const unavailableCell = cellKey.extend({ title: z.string(), reason: z.string() });

/**
 * A stable name for a cell: `scroll-history messages=2000 fast-3g/cpu-4`, with the arm unless it is
 * `default`.
 */
export function cellName(key: CellKey): string {
  const params = Object.entries(key.params).map(([name, value]) => `${name}=${value}`);
  return [key.scenario, ...params, key.profile, ...(key.arm === 'default' ? [] : [key.arm])].join(' ');
}
