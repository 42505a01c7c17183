import type { ClientBase } from 'pg';
import { z } from 'zod';
import { HarnessError } from '../../core/errors.ts';
import { failuresOf } from '../../core/judging/failures.ts';
import { iteration } from '../../core/results/iteration.ts';
import { type Results, results, schemaVersion } from '../../core/results/results.ts';

interface RunRow {
  id: string;
  startedAt: Date;
  finishedAt: Date;
  complete: boolean;
  verdict: Results['verdict'];
  environment: Results['environment'];
  options: Results['options'];
  metrics: Results['metrics'];
  errors: string[];
  reference: Results['reference'] | null;
}

/**
 * A kept run in the form of its results.json, without series, traffic, findings, artifacts and comparisons.
 * It has every reading, summary and verdict.
 *
 * @throws HarnessError HISTORY_RUN_MISSING
 */
export async function loadRun(client: ClientBase, id: string): Promise<Results> {
  const { rows } = await client.query<RunRow>(
    `select id, started_at as "startedAt", finished_at as "finishedAt", complete, verdict, environment, options,
       metrics, errors, reference
     from backscroll_history.runs where id = $1`,
    [id],
  );
  const [run] = rows;
  if (run === undefined) throw missing(`The history has no run ${id}.`);
  return results.parse({
    ...run,
    reference: run.reference ?? undefined,
    schemaVersion,
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt.toISOString(),
    cells: await loadCells(client, id),
    comparisons: [],
  });
}

/** Maximum number of runs that are tried to find a comparable one. */
const mostTried = 50;

/**
 * The newest run of an environment that is complete, judged, not invalid and without overruled differences,
 * and that `accepts` accepts.
 *
 * @throws HarnessError HISTORY_RUN_MISSING
 */
export async function loadLatest(
  client: ClientBase,
  fingerprint: string,
  accepts: (run: Results) => boolean,
): Promise<Results> {
  const { rows } = await client.query<{ id: string }>(
    `select id from backscroll_history.runs
     where fingerprint = $1 and complete and forced = '{}' and verdict is not null and verdict <> 'invalid'
     order by started_at desc limit ${mostTried}`,
    [fingerprint],
  );
  for (const { id } of rows) {
    const run = await loadRun(client, id);
    if (accepts(run)) return run;
  }
  throw missing(
    `The history has no complete and valid run in the environment ${fingerprint} that compares (of ${rows.length}).`,
  );
}

/** The parts of a cell that the history does not keep; the run's files have them. */
const notKept = { traffic: null, series: [], findings: [], artifacts: [] };

async function loadCells(client: ClientBase, run: string): Promise<unknown[]> {
  const cells = await client.query<{ position: number; iterations: unknown }>(
    'select * from backscroll_history.cells where run = $1 order by position',
    [run],
  );
  const figures = await client.query<FigureRow>(
    'select * from backscroll_history.figures where run = $1 order by cell, position',
    [run],
  );
  const verdicts = await client.query<{ cell: number; per: number | null } & IntervalRow>(
    'select * from backscroll_history.verdicts where run = $1 order by cell, position',
    [run],
  );
  return cells.rows.map((row) => {
    const own = figures.rows.filter(({ cell }) => cell === row.position);
    return {
      ...row,
      ...notKept,
      // Not kept either: calculated from the iterations.
      failures: failuresOf(z.array(iteration).parse(row.iterations)),
      samples: own.flatMap(samplesOf),
      summaries: own.map((figure) => ({
        ...figure,
        unavailableReason: figure.unavailable_reason,
        interval: intervalOf(figure),
      })),
      verdicts: verdicts.rows
        .filter(({ cell }) => cell === row.position)
        .map((verdict) => ({ ...verdict, per: verdict.per ?? undefined, interval: intervalOf(verdict) })),
    };
  });
}

interface IntervalRow {
  low: number | null;
  high: number | null;
  coverage: number | null;
}

interface FigureRow extends IntervalRow {
  cell: number;
  metric: string;
  unavailable_reason: string | null;
  iterations: number[];
  values: (number | null)[];
  reasons: (string | null)[];
}

function samplesOf({ metric, iterations, values, reasons }: FigureRow): unknown[] {
  return iterations.map((iteration, index) => ({
    metric,
    iteration,
    reading:
      values[index] === null
        ? { status: 'unavailable', reason: reasons[index] }
        : { status: 'measured', value: values[index] },
  }));
}

function intervalOf({ low, high, coverage }: IntervalRow): IntervalRow | null {
  return low === null ? null : { low, high, coverage };
}

function missing(message: string): HarnessError {
  return new HarnessError(
    'HISTORY_RUN_MISSING',
    message,
    'See "backscroll history list", and keep runs with "backscroll history import reports".',
  );
}
