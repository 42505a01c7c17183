import type { MetricDefinition } from '../results/metric.ts';
import type { Results } from '../results/results.ts';
import type { ChangePoint } from '../statistics/change-points.ts';
import type { MachineFigure } from './reference-bands.ts';

/** A run of the history. Lists of runs start with the oldest. */
export interface KeptRun {
  id: string;
  /** ISO 8601, UTC. */
  startedAt: string;
  complete: boolean;
  /** Differences that the user overruled; empty when there were none. */
  forced: string[];
  verdict: Results['verdict'];
  environment: Results['environment'];
  options: Results['options'];
  /** Figure of its reference workload; null for runs without one. */
  machine: MachineFigure | null;
}

/** The summary of a metric in one cell of one run. */
export interface KeptFigure {
  run: string;
  /** Name of the cell, and the question that it answers. */
  cell: string;
  title: string;
  defects: string[];
  dataset: string | null;
  /** Why no timing figure of the cell counts; null when they do. */
  invalid: string | null;
  /** Why the cell ended early; null when it did not. */
  error: string | null;
  metric: string;
  version: number;
  n: number;
  median: number;
  /** Ends of the 95 % interval; null where there is none. */
  low: number | null;
  high: number | null;
}

export interface History {
  runs: KeptRun[];
  figures: KeptFigure[];
  /** Definitions of all versions of every metric. */
  metrics: MetricDefinition[];
}

export interface TrendPoint {
  /** Index of its run among the runs of the group. */
  at: number;
  median: number;
  interval: { low: number; high: number } | null;
  /** Why it does not count for steps; null when it does. */
  doubt: string | null;
  /** Figure of its run's reference workload, ms; null without one. */
  referenceMs: number | null;
  /** Runs of one band had machines of the same speed, see `referenceBands`; null without a figure. */
  band: string | null;
  /** Processor, cores and memory of its run, in words; null when the run used several kinds of machine. */
  hardware: string | null;
}

export interface TrendStep extends ChangePoint {
  /** Index of the new level's first run, as in {@link TrendPoint.at}; `index` counts only searched points. */
  at: number;
  change: 'better' | 'worse';
}

export interface Trend {
  metric: MetricDefinition;
  points: TrendPoint[];
  steps: TrendStep[];
}

export interface CellTrends {
  name: string;
  title: string;
  trends: Trend[];
}

/**
 * Runs with comparable counts: rendered the same way, with the same data set and the same decisive options.
 * Times are comparable only within one band of one kind of machine.
 */
export interface TrendGroup {
  environment: Results['environment'];
  dataset: string | null;
  /** Such as `traffic light`. */
  settings: string[];
  runs: KeptRun[];
  cells: CellTrends[];
}
