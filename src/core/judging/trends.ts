/** Runs that were kept, as series over time: which night made it slower. */

import { decisive, drawingOf } from '../results/comparable.ts';
import { hardwareOf } from '../results/machine-figures.ts';
import type { MetricDefinition } from '../results/metric.ts';
import type { Results } from '../results/results.ts';
import type { ChangePoint } from '../statistics/change-points.ts';
import { type MachineFigure, referenceBands } from './reference-bands.ts';
import { stepOptions, withSteps } from './trend-steps.ts';

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

/** All series of a history, the group that was measured last first. */
export function trendGroups({ runs, figures, metrics }: History): TrendGroup[] {
  const byId = new Map(runs.map((run) => [run.id, run]));
  const rows = figures.flatMap((figure) => {
    const run = byId.get(figure.run);
    return run === undefined ? [] : [{ figure, run }];
  });
  const groups = Map.groupBy(rows, ({ figure, run }) => groupKey(run, figure.dataset));
  const drawn = [...groups.values()]
    .flatMap((own) => groupOf(own, metrics) ?? [])
    .toSorted((a, b) => newestOf(b).localeCompare(newestOf(a)));
  return withSteps(drawn);
}

interface Row {
  figure: KeptFigure;
  run: KeptRun;
}

function groupKey(run: KeptRun, dataset: string | null): string {
  const { environment } = run;
  return JSON.stringify([
    drawingOf(environment),
    environment.target.id,
    dataset,
    pagesOf(run),
    settingsOf(run),
  ]);
}

/** What `ab` and `stability` measured: their cells do not name it. */
function pagesOf({ options: { command, a, b, url } }: KeptRun): string[] {
  if (command === 'ab') return [`a: ${String(a)}`, `b: ${String(b)}`];
  return command === 'stability' ? [`page: ${String(url ?? 'our own')}`] : [];
}

function settingsOf({ options }: KeptRun): string[] {
  return decisive.flatMap((name) => {
    const value = options[name];
    if (value === undefined || value === null) return [];
    return [`${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`];
  });
}

/** The kinds of machine that a run was measured on, several where it was merged from shards. */
export function kindsOf({ environment }: KeptRun): string[] {
  const kinds = environment.machines?.map(({ hardware }) => hardware) ?? [hardwareOf(environment)];
  return [...new Set(kinds)].toSorted();
}

function newestOf({ runs }: TrendGroup): string {
  return runs.at(-1)?.startedAt ?? '';
}

function groupOf(rows: readonly Row[], metrics: readonly MetricDefinition[]): TrendGroup | undefined {
  const runs = [...new Set(rows.map(({ run }) => run))].toSorted((a, b) =>
    a.startedAt.localeCompare(b.startedAt),
  );
  const newest = runs.at(-1);
  if (newest === undefined) return undefined;
  const bands = referenceBands(
    runs.map(({ machine }) => machine),
    stepOptions.minEffect,
  );
  const places: Places = new Map(runs.map((run, at) => [run, { at, band: bands[at] ?? null }]));
  const cells = Map.groupBy(rows, ({ figure }) => JSON.stringify([figure.cell, figure.defects]));
  return {
    environment: newest.environment,
    dataset: rows[0]?.figure.dataset ?? null,
    settings: [...pagesOf(newest), ...settingsOf(newest)],
    runs,
    cells: [...cells.values()].flatMap((own) => cellTrends(own, places, metrics) ?? []),
  };
}

/** Of each run its place in the group and its band. */
type Places = ReadonlyMap<KeptRun, Pick<TrendPoint, 'at' | 'band'>>;

function cellTrends(
  rows: readonly Row[],
  places: Places,
  metrics: readonly MetricDefinition[],
): CellTrends | undefined {
  const figure = rows.at(-1)?.figure;
  if (figure === undefined) return undefined;
  const planted = figure.defects.length === 0 ? '' : `, planted: ${figure.defects.join(', ')}`;
  const trends = metrics.flatMap((metric) => {
    const own = rows.filter(
      (row) => row.figure.metric === metric.id && row.figure.version === metric.version,
    );
    return own.length === 0 ? [] : [trendOf(metric, own, places)];
  });
  return { name: `${figure.cell}${planted}`, title: figure.title, trends };
}

function trendOf(metric: MetricDefinition, rows: readonly Row[], places: Places): Trend {
  const points = rows
    .flatMap(({ figure, run }): TrendPoint[] => {
      const place = places.get(run);
      if (place === undefined) return [];
      const { median, low, high } = figure;
      const interval = low === null || high === null ? null : { low, high };
      const referenceMs = run.machine?.figureMs ?? null;
      const [hardware = null, ...others] = kindsOf(run);
      const doubt = doubtOf(run, figure, metric);
      return [
        { ...place, median, interval, doubt, referenceMs, hardware: others.length > 0 ? null : hardware },
      ];
    })
    .toSorted((a, b) => a.at - b.at);
  return { metric, points, steps: [] };
}

function doubtOf(run: KeptRun, { invalid, error }: KeptFigure, { pass }: MetricDefinition): string | null {
  if (error !== null) return `ended early: ${error}`;
  if (!run.complete) return 'the run was cut short';
  if (run.forced.length > 0) return `forced: ${run.forced.join('; ')}`;
  return invalid !== null && pass === 'timing' ? `invalid: ${invalid}` : null;
}
