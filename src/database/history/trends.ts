import type { ClientBase } from 'pg';
import type { History, KeptFigure, KeptRun } from '../../core/judging/history.ts';
import { referenceOfRunMs } from '../../core/judging/reference.ts';
import { type MetricDefinition, metricDefinition } from '../../core/results/metric.ts';
import type { Reference } from '../../core/results/reference.ts';

/** All runs, the oldest first. */
export async function listRuns(client: ClientBase): Promise<KeptRun[]> {
  const { rows } = await client.query<RunRow>(
    `select id, started_at as "startedAt", complete, forced, verdict, environment, options, reference
     from backscroll_history.runs order by started_at, id`,
  );
  return rows.map(({ reference, ...row }) => ({
    ...row,
    startedAt: row.startedAt.toISOString(),
    machine: machineOf(reference),
  }));
}

type RunRow = Omit<KeptRun, 'startedAt' | 'machine'> & { startedAt: Date; reference: Reference | null };

function machineOf(reference: Reference | null): KeptRun['machine'] {
  const figureMs = referenceOfRunMs(reference ?? undefined);
  return figureMs === null ? null : { version: reference?.version ?? 0, figureMs };
}

/** The data of the trends: every figure of every run, without its single readings. */
export async function loadHistory(client: ClientBase): Promise<History> {
  const figures = await client.query<KeptFigure>(
    `select cell.run, cell.name as cell, cell.title, cell.defects, cell.dataset, cell.invalid, cell.error,
       metric, version, n, median, low, high
     from backscroll_history.figures figure
     join backscroll_history.cells cell on cell.run = figure.run and cell.position = figure.cell
     join backscroll_history.runs run on run.id = figure.run
     where median is not null
     order by run.started_at, run.id, figure.cell, figure.position`,
  );
  return { runs: await listRuns(client), figures: figures.rows, metrics: await loadMetrics(client) };
}

/**
 * Every version of every metric, as defined by the newest run that has it, in the order of the newest run.
 */
async function loadMetrics(client: ClientBase): Promise<MetricDefinition[]> {
  const { rows } = await client.query<{ definition: unknown }>(
    `select definition from (
       select distinct on (key, value->>'version') value as definition, started_at, place
       from backscroll_history.runs, json_each(metrics) with ordinality as each(key, value, place)
       order by key, value->>'version', started_at desc) newest
     order by started_at desc, place`,
  );
  return rows.map(({ definition }) => metricDefinition.parse(definition));
}
