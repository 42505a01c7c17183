import type { MetricDefinition } from '../results/metric.ts';
import type { Results } from '../results/results.ts';
import type { ChangePoint } from '../statistics/change-points.ts';
import type { MachineFigure } from './reference-bands.ts';

/** A run of the history, the oldest first wherever there are several. */
export interface KeptRun {
  id: string;
  /** ISO 8601, UTC. */
  startedAt: string;
  complete: boolean;
  /** What was overruled; empty when nothing was. */
  forced: string[];
  verdict: Results['verdict'];
  environment: Results['environment'];
  options: Results['options'];
  /** Of its reference workload; null for runs without one. */
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
  /** Place of its run among those of the group. */
  at: number;
  median: number;
  interval: { low: number; high: number } | null;
  /** Why it does not count for steps; null when it does. */
  doubt: string | null;
  /** Figure of its run's reference workload, ms; null without one. */
  referenceMs: number | null;
  /** Runs of one band had machines of one speed, see `referenceBands`; null without a figure. */
  band: string | null;
  /** Processor, cores and memory of its run, in words; null where it was measured on several kinds. */
  hardware: string | null;
}

export interface TrendStep extends ChangePoint {
  /** Place of the first run of the new level, as in {@link TrendPoint.at}; `index` counts what was searched only. */
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
 * Runs whose counts compare: drawn alike, one data set, one set of decisive options. Times compare within one band of one
 * kind of machine.
 */
export interface TrendGroup {
  environment: Results['environment'];
  dataset: string | null;
  /** Such as `traffic light`. */
  settings: string[];
  runs: KeptRun[];
  cells: CellTrends[];
}
