/** Made-up runs of a history, night after night, through `assemble()`. Nothing in here was measured. */
import { assemble } from '../../../src/core/assemble.ts';
import type { History, KeptFigure, KeptRun } from '../../../src/core/judging/history.ts';
import { referenceOfRunMs } from '../../../src/core/judging/reference.ts';
import type { JournalRecord } from '../../../src/core/results/journal.ts';
import type { Results } from '../../../src/core/results/results.ts';
import { seededRandom } from '../../../src/core/statistics/random.ts';
import {
  type CellPlan,
  cellRecords,
  endRecord,
  type IterationPlan,
  keyOf,
  runRecord,
  startedAtMs,
} from '../reporters/sample-results.ts';

export interface Night {
  /** From 1. */
  night: number;
  /** 1 is usual; every duration and count is multiplied by it. */
  level?: number;
  environment?: Partial<Results['environment']>;
  options?: Record<string, unknown>;
  /** Why no timing figure counts. */
  invalid?: string;
  complete?: boolean;
  /** How much longer the reference workload took than usual; null for a run without one. */
  machine?: number | null;
}

const dayMs = 86_400_000;

/** The id of a night's run. */
export function nightId(night: number): string {
  return new Date(startedAtMs + night * dayMs).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

/** One night: a cell of 500 and one of 2,000 messages, ± 2 % between runs and ± 3 % within. */
export function nightRun({
  night,
  level = 1,
  environment,
  options,
  invalid,
  complete = true,
  machine = 1,
}: Night): Results {
  const random = seededRandom(night);
  const atMs = startedAtMs + night * dayMs;
  const commit = `${night.toString(16)}f`.padEnd(40, 'c0ffee');
  const run = { ...runRecord(options, { commit, ...environment }), id: nightId(night), startedAtMs: atMs };
  const plans = [500, 2_000].map((messages) => planOf(messages, level, random, invalid));
  const end = complete ? [{ ...endRecord, atMs: atMs + 245_000 }] : [];
  const reference = machine === null ? [] : referenceRecords(night, machine, atMs);
  return assemble([run, ...plans.flatMap(cellRecords), ...reference, ...end]);
}

/** ± 1 % between runs, and as much within. */
function referenceRecords(night: number, machine: number, atMs: number): JournalRecord[] {
  const random = seededRandom(10_000 + night);
  const noisy = (): number => 0.99 + 0.02 * random();
  const tonightMs = 5 * machine * noisy();
  return Array.from({ length: 6 }, (_, index) => ({
    type: 'reference',
    version: 1,
    reading: {
      startedAtMs: atMs + index * 30_000,
      finishedAtMs: atMs + index * 30_000 + 600,
      partsMs: { script: tonightMs * noisy() },
      reason: null,
    },
  }));
}

function planOf(
  messages: number,
  level: number,
  random: () => number,
  invalid: string | undefined,
): CellPlan {
  const tonight = level * (0.98 + 0.04 * random());
  const noisy = (value: number): number => value * tonight * (0.97 + 0.06 * random());
  const timing = [0, 1, 2, 3, 4, 5, 6].map(
    (): IterationPlan => ({
      pass: 'timing',
      readings: {
        lcp: noisy(1_240),
        inp: noisy(96),
        'partial-frames': noisy(6.2),
        'transfer-bytes': 812_345,
      },
    }),
  );
  const memory = [0, 1, 2, 3].map(
    (): IterationPlan => ({
      pass: 'memory',
      readings: { 'dom-elements': 412, 'js-heap': 6_100_000 * (0.995 + 0.01 * random()) },
    }),
  );
  return {
    key: keyOf('scroll-history', messages),
    title: `Scrolling through ${messages} loaded messages`,
    budgets: [{ kind: 'absolute', metric: 'lcp', limit: 2_500 }],
    iterations: [...timing, ...memory],
    ...(invalid === undefined ? {} : { invalid }),
  };
}

/** Nights 1 to n. */
export function nightRuns(n: number, of: (night: number) => Omit<Night, 'night'> = () => ({})): Results[] {
  return Array.from({ length: n }, (_, index) => nightRun({ night: index + 1, ...of(index + 1) }));
}

/** What the database would say of these runs. */
export function historyOf(runs: readonly Results[]): History {
  const metrics = Object.values(runs.at(-1)?.metrics ?? {});
  return { runs: runs.map(keptRun), figures: runs.flatMap(keptFigures), metrics };
}

function keptRun({ id, startedAt, complete, verdict, environment, options, reference }: Results): KeptRun {
  const figureMs = referenceOfRunMs(reference);
  const machine = figureMs === null ? null : { version: reference?.version ?? 0, figureMs };
  return { id, startedAt, complete, verdict, environment, options, forced: [], machine };
}

function keptFigures({ id, cells, metrics }: Results): KeptFigure[] {
  return cells.flatMap(({ scenario, params, title, defects, dataset, invalid, error, summaries }) =>
    summaries.flatMap(({ metric, n, median, interval }) =>
      median === null
        ? []
        : {
            ...{
              run: id,
              cell: `${scenario} messages=${params.messages}`,
              title,
              defects,
              dataset,
              invalid,
              error,
            },
            ...{ metric, version: metrics[metric]?.version ?? 0, n, median },
            ...{ low: interval?.low ?? null, high: interval?.high ?? null },
          },
    ),
  );
}
