import type { ClientBase } from 'pg';
import { HarnessError } from '../../core/errors.ts';
import { type Cell, cellName } from '../../core/results/cell.ts';
import type { Results } from '../../core/results/results.ts';
import { inTransaction } from '../client.ts';

/** The result of keeping a run: `replaced` when it was kept while incomplete and is complete now. */
export type Kept = 'new' | 'known' | 'replaced';

/**
 * Keeps a run in one transaction; a known run stays unchanged. Series, traffic and artifacts are not kept:
 * the run's files have them.
 *
 * @throws HarnessError HISTORY_ID_TAKEN when another run has the same id
 */
export function keepRun(client: ClientBase, results: Results): Promise<Kept> {
  return inTransaction(client, async () => {
    const known = await knownRun(client, results);
    if (known !== undefined && (known.complete || !results.complete)) return 'known';
    if (known !== undefined)
      await client.query('delete from backscroll_history.runs where id = $1', [results.id]);
    if (!(await insertRun(client, results))) return 'known';
    await insertCells(client, results);
    await insertFigures(client, results);
    await insertVerdicts(client, results);
    return known === undefined ? 'new' : 'replaced';
  });
}

async function knownRun(client: ClientBase, run: Results): Promise<{ complete: boolean } | undefined> {
  const { rows } = await client.query<{ complete: boolean; started: Date; fingerprint: string }>(
    'select complete, started_at as started, fingerprint from backscroll_history.runs where id = $1 for update',
    [run.id],
  );
  const [known] = rows;
  if (known === undefined) return undefined;
  const started = known.started.toISOString();
  if (
    started === new Date(run.startedAt).toISOString() &&
    known.fingerprint === run.environment.fingerprint
  ) {
    return known;
  }
  throw new HarnessError(
    'HISTORY_ID_TAKEN',
    `The history has another run ${run.id}: it started at ${started} in environment ${known.fingerprint}.`,
    'Give one of the two another "id" in its results.json, and import again.',
  );
}

/** @returns false when another process has kept it meanwhile */
async function insertRun(client: ClientBase, run: Results): Promise<boolean> {
  const { environment } = run;
  const result = await client.query(
    `insert into backscroll_history.runs (id, started_at, finished_at, complete, forced, verdict, commit,
       fingerprint, environment, options, metrics, errors, reference)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (id) do nothing`,
    [
      run.id,
      run.startedAt,
      run.finishedAt,
      run.complete,
      forcedIn(run),
      run.verdict,
      environment.commit,
      environment.fingerprint,
      asJson(environment),
      asJson(run.options),
      asJson(run.metrics),
      run.errors.map(storable),
      run.reference === undefined ? null : asJson(run.reference),
    ],
  );
  return result.rowCount === 1;
}

/** Differences that the user overruled in comparisons. */
function forcedIn({ comparisons }: Results): string[] {
  return [...new Set(comparisons.flatMap(({ forced }) => forced))].map(storable);
}

async function insertCells(client: ClientBase, { id, cells }: Results): Promise<void> {
  const rows = cells.map((cell, position) => ({ ...cell, run: id, position, name: cellName(cell) }));
  await client.query(
    `insert into backscroll_history.cells
     select run, position, name, scenario, params, profile, arm, title, defects, dataset, verdict,
       classification, invalid, error, iterations
     from json_to_recordset($1) as given(run text, position int, name text, scenario text, params json,
       profile text, arm text, title text, defects text[], dataset text, verdict text, classification text,
       invalid text, error text, iterations json)`,
    [asJson(rows.map(({ samples, summaries, verdicts, traffic, series, artifacts, ...kept }) => kept))],
  );
}

async function insertFigures(client: ClientBase, { id, cells, metrics }: Results): Promise<void> {
  const rows = cells.flatMap((cell, position) =>
    cell.summaries.map((summary, order) => ({
      run: id,
      cell: position,
      position: order,
      ...summary,
      version: metrics[summary.metric]?.version ?? 0,
      ...summary.interval,
      ...readingsOf(cell, summary.metric),
    })),
  );
  await client.query(
    `insert into backscroll_history.figures
     select run, cell, position, metric, version, n, median, p95, spread, low, high, coverage, unavailable,
       "unavailableReason", iterations, "values", reasons
     from json_to_recordset($1) as given(run text, cell int, position int, metric text, version int, n int,
       median float8, p95 float8, spread float8, low float8, high float8, coverage float8, unavailable int,
       "unavailableReason" text, iterations int[], "values" float8[], reasons text[])`,
    [asJson(rows)],
  );
}

function readingsOf(
  { samples }: Cell,
  metric: string,
): { iterations: number[]; values: (number | null)[]; reasons: (string | null)[] } {
  const own = samples.filter((sample) => sample.metric === metric);
  return {
    iterations: own.map(({ iteration }) => iteration),
    values: own.map(({ reading }) => (reading.status === 'measured' ? reading.value : null)),
    reasons: own.map(({ reading }) => (reading.status === 'unavailable' ? reading.reason : null)),
  };
}

async function insertVerdicts(client: ClientBase, { id, cells }: Results): Promise<void> {
  const rows = cells.flatMap((cell, position) =>
    cell.verdicts.map((verdict, order) => ({
      ...verdict,
      run: id,
      cell: position,
      position: order,
      ...verdict.interval,
    })),
  );
  await client.query(
    `insert into backscroll_history.verdicts
     select run, cell, position, metric, status, kind, parameter, observed, low, high, coverage, "limit", reason, per
     from json_to_recordset($1) as given(run text, cell int, position int, metric text, status text, kind text,
       parameter text, observed float8, low float8, high float8, coverage float8, "limit" float8, reason text,
       per float8)`,
    [asJson(rows)],
  );
}

function asJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? storable(part) : part));
}

/** PostgreSQL cannot store NUL and unpaired surrogates, and error messages may quote both. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
