/**
 * The journal: everything that a run records, one JSON record per line, appended at once, so that a killed
 * run keeps what it measured. results.json is a pure function of it ({@link assemble}).
 */
import { z } from 'zod';
import { budget } from './budget.ts';
import { artifact, cellKey, finding, trafficUnavailable, unavailableCell } from './cell.ts';
import { comparedArms } from './comparison.ts';
import { databaseActivity } from './database-activity.ts';
import { environment } from './environment.ts';
import { iteration, sample, series } from './iteration.ts';
import { metricDefinition } from './metric.ts';
import { reference, referenceReading } from './reference.ts';

export const journalRecord = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run'),
    id: z.string(),
    startedAtMs: z.number(),
    /** The same moment on the host's monotonic clock, from which all series count. */
    startedUs: z.number(),
    environment,
    options: z.record(z.string(), z.unknown()),
    metrics: z.record(z.string(), metricDefinition),
  }),
  z.object({
    type: z.literal('cell'),
    key: cellKey,
    title: z.string(),
    defects: z.array(z.string()),
    dataset: z.string().nullable(),
    budgets: z.array(budget),
    trafficUnavailable: trafficUnavailable.optional(),
    /** Whether open verdicts are judged again after more than the planned iterations: see looks.ts. */
    sequential: z.boolean().optional(),
  }),
  z.object({
    type: z.literal('iteration'),
    key: cellKey,
    iteration,
    samples: z.array(sample),
    series: z.array(series),
  }),
  z.object({ type: z.literal('artifact'), key: cellKey, artifact }),
  z.object({ type: z.literal('finding'), key: cellKey, finding }),
  z.object({
    type: z.literal('traffic'),
    key: cellKey,
    traffic: z.unknown(),
    /** Missing when the database was not sampled. */
    database: databaseActivity.optional(),
    series: z.array(series),
  }),
  z.object({
    type: z.literal('cell-end'),
    key: cellKey,
    atMs: z.number(),
    invalid: z.string().nullable(),
    error: z.string().nullable(),
  }),
  /** One reading of the reference workload: it belongs to the machine, not to a cell. */
  z.object({
    type: z.literal('reference'),
    version: reference.shape.version,
    reading: referenceReading,
  }),
  z.object({ type: z.literal('unavailable'), cell: unavailableCell }),
  z.object({ type: z.literal('comparison'), comparison: comparedArms }),
  z.object({ type: z.literal('error'), atMs: z.number(), message: z.string() }),
  z.object({ type: z.literal('end'), atMs: z.number() }),
]);
export type JournalRecord = z.infer<typeof journalRecord>;

/**
 * Reads a journal. A kill or a full disk may cut a line short. At the end of the file such a line is dropped;
 * in the middle, where a later worker went on after it, an `error` record replaces it.
 *
 * @throws Error when the first line is not a record, or another line is valid JSON but not a record
 */
export function parseJournal(text: string): JournalRecord[] {
  const lines = text.split('\n').map((line, index) => ({ line, number: index + 1 }));
  const cut = lines.pop();
  const records = lines.filter(({ line }) => line.trim() !== '').map(parseLine);
  const last = journalRecord.safeParse(jsonOf(cut?.line ?? ''));
  return last.success ? [...records, last.data] : records;
}

function parseLine({ line, number }: { line: string; number: number }): JournalRecord {
  const json = jsonOf(line);
  if (json === undefined && number > 1) {
    return { type: 'error', atMs: 0, message: `line ${number} of the journal was cut short and is left out` };
  }
  const parsed = journalRecord.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new Error(`line ${number} of the journal is not a record: ${z.prettifyError(parsed.error)}`);
}

/** Undefined when the line is not JSON. */
function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
