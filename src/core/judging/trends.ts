/** Stored runs as series over time: they show which night made a page slower. */
import { decisive, drawingOf } from '../results/comparable.ts';
import { hardwareOf } from '../results/machine-figures.ts';
import type { MetricDefinition } from '../results/metric.ts';
import type { CellTrends, History, KeptFigure, KeptRun, Trend, TrendGroup, TrendPoint } from './history.ts';
import { referenceBands } from './reference-bands.ts';
import { stepOptions, withSteps } from './trend-steps.ts';

/** All series of a history, the most recently measured group first. */
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

/** The pages that `ab` and `stability` measured: their cells do not name them. */
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

/** The kinds of machine that a run was measured on; a run merged from shards may have several. */
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

/** The index in the group and the band of each run. */
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
