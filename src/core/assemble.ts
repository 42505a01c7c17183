import { adviceOfRun } from './insights/advice.ts';
import { frameFindings } from './insights/frame-findings.ts';
import { leakJudgement } from './insights/leak-findings.ts';
import { verdictFindings } from './insights/verdict-findings.ts';
import { type JudgedCell, verdictsOf } from './judging/cell-verdicts.ts';
import { compareArms } from './judging/compare-cells.ts';
import { failureRate, failuresOf, judgeFailures } from './judging/failures.ts';
import { listAudits } from './judging/list-audits.ts';
import { machineOf } from './judging/machines.ts';
import { worst } from './judging/verdict.ts';
import { type Cell, type CellKey, cellName, type Summary } from './results/cell.ts';
import { pooledActivity } from './results/database-activity.ts';
import { lostPass, observedOf } from './results/evidence.ts';
import type { Sample } from './results/iteration.ts';
import type { JournalRecord } from './results/journal.ts';
import type { MetricDefinition } from './results/metric.ts';
import { referenceIn } from './results/reference-records.ts';
import { type Results, schemaVersion } from './results/results.ts';
import { type Verdict, verdictStatus } from './results/verdict.ts';
import {
  beforeRounding,
  interquartileRange,
  median,
  medianInterval,
  quantile,
} from './statistics/statistics.ts';

/** A cell that is being assembled from the journal, with the budgets that it is judged by. */
interface OpenCell extends JudgedCell {
  finishedAtMs: number | undefined;
  /** Added to the index of each iteration: indexes start at 0 each time the cell is begun. */
  firstIndex: number;
}

/**
 * A metric over a cell's valid iterations.
 *
 * @param rounded how the browser rounds the metric, if it does
 */
export function summarize(
  metric: string,
  cell: Pick<Cell, 'iterations' | 'samples'>,
  rounded: Pick<MetricDefinition, 'resolution' | 'rounding'> = {},
): Summary {
  const { values, lost, missing } = observedOf(metric, cell);
  const some = values.length > 0;
  const interval = medianInterval(values);
  return {
    metric,
    n: values.length,
    median: some ? median(values) : null,
    p95: some ? quantile(values, 0.95) : null,
    spread: some ? interquartileRange(values) : null,
    interval: interval === undefined ? null : beforeRounding(interval, rounded),
    unavailable: lost,
    unavailableReason: missing ?? null,
  };
}

function emptyCell(record: Extract<JournalRecord, { type: 'cell' }>): OpenCell {
  return {
    cell: {
      ...record.key,
      title: record.title,
      defects: record.defects,
      dataset: record.dataset,
      iterations: [],
      samples: [],
      summaries: [],
      verdicts: [],
      verdict: null,
      traffic: null,
      ...(record.trafficUnavailable === undefined ? {} : { trafficUnavailable: record.trafficUnavailable }),
      series: [],
      findings: [],
      classification: null,
      artifacts: [],
      invalid: null,
      error: null,
    },
    budgets: record.budgets,
    sequential: record.sequential ?? false,
    finishedAtMs: undefined,
    firstIndex: 0,
  };
}

/** A cell that another worker or shard begins again continues: its earlier measurements are kept. */
function begin(cells: Map<string, OpenCell>, record: Extract<JournalRecord, { type: 'cell' }>): void {
  const open = cells.get(cellName(record.key));
  if (open === undefined) cells.set(cellName(record.key), emptyCell(record));
  else open.firstIndex = 1 + Math.max(-1, ...open.cell.iterations.map(({ index }) => index));
}

function addIteration(
  { cell, firstIndex }: OpenCell,
  { iteration, samples, series }: Extract<JournalRecord, { type: 'iteration' }>,
): void {
  cell.iterations.push({ ...iteration, index: firstIndex + iteration.index });
  cell.samples.push(...samples.map((each) => ({ ...each, iteration: firstIndex + each.iteration })));
  for (const each of series) {
    cell.series.push(each.iteration === null ? each : { ...each, iteration: firstIndex + each.iteration });
  }
}

function collect(records: readonly JournalRecord[]): OpenCell[] {
  const cells = new Map<string, OpenCell>();
  const find = (key: CellKey): OpenCell => {
    const open = cells.get(cellName(key));
    if (open === undefined) throw new Error(`the journal speaks of cell "${cellName(key)}" before it begins`);
    return open;
  };
  for (const record of records) {
    switch (record.type) {
      case 'cell':
        begin(cells, record);
        break;
      case 'iteration':
        addIteration(find(record.key), record);
        break;
      case 'artifact':
        find(record.key).cell.artifacts.push(record.artifact);
        break;
      case 'finding':
        find(record.key).cell.findings.push(record.finding);
        break;
      case 'traffic': {
        const { cell } = find(record.key);
        cell.traffic = record.traffic;
        if (record.database !== undefined) {
          cell.database = pooledActivity([
            ...(cell.database === undefined ? [] : [cell.database]),
            record.database,
          ]);
        }
        cell.series.push(...record.series);
        break;
      }
      case 'cell-end': {
        const open = find(record.key);
        open.cell.error ??= record.error;
        open.cell.invalid ??= record.invalid;
        open.finishedAtMs = record.atMs;
        break;
      }
      case 'run':
      case 'comparison':
      case 'unavailable':
      case 'reference':
      case 'error':
      case 'end':
        break;
      default:
        throw new Error(`unknown record ${JSON.stringify(record satisfies never)}`);
    }
  }
  return [...cells.values()];
}

/** A cell that ended with an error, or lost a whole pass, is invalid: nothing it lacks may count as met. */
function cellVerdict(cell: Cell): Cell['verdict'] {
  const statuses = cell.verdicts.map((verdict) => verdict.status);
  const whole = cell.error === null && lostPass(cell) === undefined;
  return worst(whole ? statuses : [...statuses, 'invalid']) ?? null;
}

/**
 * A cell with budgets is also judged by its failures; a cell without budgets only when the page failed.
 * Without budgets, the arms of a comparison are judged against each other instead.
 */
function failureVerdicts({ cell: { failures }, budgets }: OpenCell, compared: boolean): Verdict[] {
  const judged = failures !== undefined && (budgets.length > 0 || (failures.failed > 0 && !compared));
  return judged ? [judgeFailures(failures)] : [];
}

function metricIds(samples: readonly Sample[]): string[] {
  return [...new Set(samples.map((sample) => sample.metric))];
}

/**
 * results.json from the records of one run: summaries and verdicts are computed here and nowhere
 * else, whether the run ended well or was killed.
 *
 * @throws Error when the journal has no record of the run's start
 */
export function assemble(records: readonly JournalRecord[]): Results {
  const run = records.find((record) => record.type === 'run');
  if (run === undefined) throw new Error('the journal has no record of the start of the run');
  const metrics = { ...run.metrics, [failureRate.id]: failureRate };
  const compared = records.some((record) => record.type === 'comparison');
  const open = collect(records);
  for (const { cell } of open) {
    cell.summaries = metricIds(cell.samples).map((id) => summarize(id, cell, run.metrics[id]));
  }
  for (const { cell } of open) {
    const failures = failuresOf(cell.iterations);
    if (failures !== undefined) cell.failures = failures;
    const leaks = leakJudgement(cell, metrics);
    cell.findings.push(...leaks.findings);
    cell.classification ??= leaks.classification;
  }
  const end = records.find((record) => record.type === 'end');
  const reference = referenceIn(records);
  const machine = machineOf({ reference, environment: run.environment });
  for (const each of open) {
    each.cell.verdicts = [
      ...verdictsOf(each, { all: open, metrics, run: machine, ended: end !== undefined }),
      ...failureVerdicts(each, compared),
    ];
    each.cell.verdict = cellVerdict(each.cell);
    each.cell.findings.push(...verdictFindings(each.cell, metrics), ...frameFindings(each.cell));
  }
  const unavailable = records.flatMap((record) => (record.type === 'unavailable' ? [record.cell] : []));
  const errors = records.flatMap((record) => (record.type === 'error' ? [record.message] : []));
  const cells = open.map(({ cell }) => cell);
  const lists = listAudits(cells, metrics);
  return {
    schemaVersion,
    id: run.id,
    startedAt: new Date(run.startedAtMs).toISOString(),
    finishedAt: new Date(end?.atMs ?? lastInstant(records, run.startedAtMs)).toISOString(),
    complete:
      end !== undefined && errors.length === 0 && open.every((each) => each.finishedAtMs !== undefined),
    verdict:
      worst(verdictStatus.options.filter((status) => cells.some((cell) => cell.verdict === status))) ?? null,
    environment: run.environment,
    options: run.options,
    metrics,
    cells,
    ...(unavailable.length === 0 ? {} : { unavailable }),
    comparisons: records.flatMap((record) =>
      record.type === 'comparison' ? [compareArms(record.comparison, { ...run, cells })] : [],
    ),
    ...(lists.length === 0 ? {} : { lists }),
    ...(reference === undefined ? {} : { reference }),
    errors,
    advice: adviceOfRun({ cells, metrics }),
  };
}

function lastInstant(records: readonly JournalRecord[], startedAtMs: number): number {
  return records.reduce((latest, record) => {
    if (record.type === 'iteration') return Math.max(latest, record.iteration.finishedAtMs);
    return 'atMs' in record ? Math.max(latest, record.atMs) : latest;
  }, startedAtMs);
}
