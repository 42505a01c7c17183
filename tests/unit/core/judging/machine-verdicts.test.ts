import { expect, test } from '@playwright/test';
import { assemble } from '../../../../src/core/assemble.ts';
import { compareShards } from '../../../../src/core/judging/machine-verdicts.ts';
import { relativeBudgets } from '../../../../src/core/judging/relative-budget.ts';
import { mergeShards } from '../../../../src/core/merge.ts';
import type { Budget } from '../../../../src/core/results/budget.ts';
import type { JournalRecord } from '../../../../src/core/results/journal.ts';
import type { Verdict } from '../../../../src/core/results/verdict.ts';
import { elements, end, frameRate, keyOf, referenceOf, run, wholeCell } from '../sample-journal.ts';

const key = keyOf(50);
const sixty = [59.8, 60, 60.1, 60, 59.9, 60.2];
const steady = [5, 5.02, 4.98, 5.01, 4.99, 5];
const scaled = (values: readonly number[], factor: number) => values.map((value) => value * factor);

/** The frame rate, or the elements, against a baseline, with the figures of both reference workloads. */
function against(
  before: readonly number[],
  now: readonly number[],
  factor: number,
  metric = frameRate,
  version = 1,
): Verdict {
  const baseline = assemble([run, ...wholeCell(key, metric, sixty), ...referenceOf(before), end]);
  const budgets = relativeBudgets(key, [metric], { baseline, maxRegression: 0.05, forced: [] });
  const cell = wholeCell(key, metric, scaled(sixty, factor), budgets);
  const results = assemble([run, ...cell, ...referenceOf(now, version), end]);
  const [verdict] = results.cells[0]?.verdicts ?? [];
  if (verdict === undefined) throw new Error('nothing was judged');
  return verdict;
}

test('against a baseline on a machine of one speed: met, or missed', () => {
  expect(against(steady, steady, 1).status).toBe('met');
  expect(against(steady, steady, 0.8).status).toBe('missed');
});

test('where the machine changed, times are inconclusive and counts are judged all the same', () => {
  for (const factor of [1, 0.8]) {
    expect(against(steady, scaled(steady, 1.28), factor)).toMatchObject({
      status: 'inconclusive',
      reason: expect.stringContaining('the machine changed by 28 %'),
    });
  }
  expect(against(steady, scaled(steady, 1.28), 1, elements).status).toBe('met');
  expect(against(steady, scaled(steady, 1.28), 1.2, elements).status).toBe('missed');
});

test('a baseline without a reference workload, or of another version, gets the spread between runs', () => {
  expect(against([], steady, 0.85)).toMatchObject({
    status: 'inconclusive',
    reason: expect.stringContaining('The baseline has no reference workload'),
  });
  expect(against([], steady, 0.7).status).toBe('missed');
  expect(against(steady, steady, 0.85, frameRate, 2).reason).toContain('version 1 in the baseline and 2');
  expect(against([], steady, 1.2, elements).status).toBe('missed');
});

test('a journal of before there was a reference workload is judged as it was', () => {
  const old: Budget = {
    ...{ kind: 'relative', metric: frameRate.id, limit: -3, baseline: [...sixty] },
    ...{ missing: null, forced: [] },
  };
  const results = assemble([run, ...wholeCell(key, frameRate, sixty, [old]), end]);
  expect(results.cells[0]?.verdicts[0]?.status).toBe('met');
});

test('growth is not missed by a machine that became slower between the two cells', () => {
  const growth: Budget[] = [
    { kind: 'growth', metric: frameRate.id, parameter: 'messages', per: 100, limit: -6 },
  ];
  const later = (records: readonly JournalRecord[]): JournalRecord[] =>
    records.map((record) => {
      const by = <Times extends { startedAtMs: number; finishedAtMs: number }>(times: Times): Times => ({
        ...times,
        startedAtMs: times.startedAtMs + 30_000,
        finishedAtMs: times.finishedAtMs + 30_000,
      });
      if (record.type === 'iteration') return { ...record, iteration: by(record.iteration) };
      return record.type === 'reference' ? { ...record, reading: by(record.reading) } : record;
    });
  const long = keyOf(150);
  const seven = [...steady, 5];
  const verdictAt = (factor: number) =>
    assemble([
      run,
      ...wholeCell(key, frameRate, sixty, growth),
      ...referenceOf(seven),
      ...later([
        ...wholeCell(long, frameRate, scaled(sixty, 0.8), growth),
        ...referenceOf(scaled(seven, factor)),
      ]),
      end,
    ]).cells[1]?.verdicts[0];
  expect(verdictAt(1)?.status).toBe('missed');
  expect(verdictAt(1.28)).toMatchObject({
    status: 'inconclusive',
    reason: expect.stringContaining('The machine was not the same for'),
  });
});

test.describe('over shards', () => {
  const growth: Budget[] = [
    { kind: 'growth', metric: frameRate.id, parameter: 'messages', per: 100, limit: -6 },
  ];
  const long = keyOf(150);

  /** Sixty frames a second in both sizes, each in a shard of its own. */
  function verdictsOver(first: readonly number[], second: readonly number[]): Verdict[] {
    const shards = [
      [...wholeCell(key, frameRate, sixty, growth), ...referenceOf(first)],
      [...wholeCell(long, frameRate, sixty, growth), ...referenceOf(second)],
    ].map((records, index) => ({ name: `${index}`, records: [run, ...records, end] }));
    return assemble(mergeShards('merged', shards)).cells[1]?.verdicts ?? [];
  }

  test('growth is judged where the machines were equal', () => {
    expect(verdictsOver(steady, steady)[0]).toMatchObject({ kind: 'growth', status: 'met' });
  });

  test('growth across machines that differ is inconclusive', () => {
    expect(verdictsOver(steady, scaled(steady, 1.28))[0]).toMatchObject({
      status: 'inconclusive',
      reason: expect.stringContaining('the machine changed by 28 %'),
    });
    expect(verdictsOver([], [])[0]).toMatchObject({
      status: 'inconclusive',
      reason: expect.stringContaining('Neither run has a reference workload'),
    });
  });

  test('a cell that is pooled from two machines is judged only where they were equal', () => {
    const budget: Budget[] = [{ kind: 'absolute', metric: frameRate.id, limit: 50 }];
    const pooled = (factor: number) => {
      const shards = [1, factor].map((each, index) => ({
        name: `${index}`,
        records: [
          run,
          ...wholeCell(key, frameRate, sixty, budget),
          ...referenceOf(scaled(steady, each)),
          end,
        ],
      }));
      return assemble(mergeShards('merged', shards)).cells[0]?.verdicts[0]?.status;
    };
    expect(pooled(1)).toBe('met');
    expect(pooled(1.28)).toBe('inconclusive');
  });

  test('shards of one speed whose devices were found apart are not one machine', () => {
    const readings = [0, 1].flatMap((machine) =>
      steady.map((script, at) => ({
        startedAtMs: at,
        finishedAtMs: at,
        partsMs: { script },
        reason: null,
        machine,
      })),
    );
    const found = (rate: number) => ({
      ...{
        device: 'low-tier',
        benchmarkIndex: 264,
        hostIndex: 2_500,
        interval: [260, 268] as [number, number],
      },
      ...{ converged: true, fullSpeed: { elapsedMs: 2, threadMs: 14 }, tries: 9, tookMs: 5_000, rate },
    });
    const over = (rate: number) =>
      compareShards(
        [0, 1],
        {
          reference: { version: 1, readings },
          machines: [9, rate].map((each) => ({ hardware: 'one', devices: [found(each)] })),
        },
        'fast-3g/low-tier',
      );
    expect(over(9)?.status).toBe('equal');
    expect(over(10)?.status).toBe('changed');
  });

  test('against a baseline, what is pooled from two kinds of machine is inconclusive', () => {
    const other = (record: JournalRecord): JournalRecord =>
      record.type === 'run'
        ? { ...record, environment: { ...record.environment, cpu: 'Another CPU' } }
        : record;
    const pooled = (budgets: readonly Budget[]) => {
      const own = [...wholeCell(key, frameRate, sixty, [...budgets]), ...referenceOf(steady), end];
      return assemble(
        mergeShards('merged', [
          { name: 'a', records: [run, ...own] },
          { name: 'b', records: [other(run), ...own] },
        ]),
      );
    };
    const budgets = relativeBudgets(key, [frameRate], {
      baseline: pooled([]),
      maxRegression: 0.05,
      forced: [],
    });
    expect(pooled(budgets).cells[0]?.verdicts[0]).toMatchObject({
      status: 'inconclusive',
      reason: expect.stringContaining('several kinds of machine'),
    });
  });

  test('one shard alone is one machine', () => {
    expect(compareShards([0], { reference: undefined })).toBeUndefined();
    expect(compareShards([0, 1], { reference: undefined })?.status).toBe('unknown');
  });
});
