import { expect, test } from '@playwright/test';
import { assemble } from '../../../src/core/assemble.ts';
import { compareShards } from '../../../src/core/judging/machine-verdicts.ts';
import { machineOf } from '../../../src/core/judging/machines.ts';
import { mergeShards, type Shard, unpoolable } from '../../../src/core/merge.ts';
import type { JournalRecord } from '../../../src/core/results/journal.ts';
import { hardwareOf } from '../../../src/core/results/machine-figures.ts';
import { perShardOptions } from '../../../src/measure/run-options.ts';
import {
  begin,
  elements,
  end,
  finish,
  iterate,
  keyOf,
  referenceOf,
  run,
  startedAtMs,
} from './sample-journal.ts';

const [short, long] = [keyOf(50), keyOf(150)];
const growth = [{ kind: 'growth' as const, metric: elements.id, parameter: 'messages', limit: 0.5 }];

function measured(key: typeof short, values: readonly number[]): JournalRecord[] {
  return [
    begin(key, growth),
    ...values.map((value, index) => iterate(key, index, { readings: { [elements.id]: value } })),
    finish(key),
  ];
}

function shard(name: string, ...records: JournalRecord[]): Shard {
  return { name, records: [run, ...records, end] };
}

test('two shards give what one run gives, growth across them included', () => {
  const [a, b] = [measured(short, [240, 241, 240, 242]), measured(long, [250, 251, 252, 250])];
  const single = assemble([{ ...run, id: 'm' } as JournalRecord, ...a, ...b, end]);
  const merged = assemble(mergeShards('m', [shard('one', ...a), shard('two', ...b)]));
  // Each keeps which machine it was measured on.
  const cells = single.cells.map((cell, machine) => ({
    ...cell,
    iterations: cell.iterations.map((iteration) => ({ ...iteration, machine })),
  }));
  const machine = { hardware: hardwareOf(single.environment) };
  const environment = { ...single.environment, machines: [machine, machine] };
  expect(merged).toEqual({ ...single, environment, cells, options: { ...single.options, shards: 2 } });
  expect(merged.cells[1]?.verdicts.map(({ kind }) => kind)).toEqual(['growth', 'absolute']);
});

test('samples of one cell are pooled: the median is that of all values', () => {
  const merged = assemble(
    mergeShards('m', [shard('one', ...measured(short, [1, 2, 30])), shard('two', ...measured(short, [40]))]),
  );
  expect(merged.cells).toHaveLength(1);
  expect(merged.cells[0]?.iterations.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
  expect(merged.cells[0]?.summaries).toEqual([expect.objectContaining({ n: 4, median: 16 })]);
});

test('readings keep their shard, also of one that was merged before', () => {
  const inner = mergeShards('inner', [shard('one', ...referenceOf([5])), shard('two', ...referenceOf([6]))]);
  const merged = assemble(
    mergeShards('m', [{ name: 'inner', records: inner }, shard('three', ...referenceOf([7]))]),
  );
  const machines = merged.reference?.readings.map(({ partsMs, machine }) => [partsMs?.script, machine]);
  expect(machines?.toSorted()).toEqual([
    [5, 0],
    [6, 1],
    [7, 2],
  ]);
});

test('a shard that was cut short makes the whole incomplete', () => {
  const cut = { name: 'two', records: [run, ...measured(long, [250])] };
  expect(assemble(mergeShards('m', [shard('one', ...measured(short, [240])), cut])).complete).toBe(false);
});

test('series are moved to the clock of the shard that started first', () => {
  const late = { ...run, startedAtMs: startedAtMs + 60_000 } as JournalRecord;
  const point = { name: 'load', unit: 'per-second', iteration: null, points: [[5, 10] as [number, number]] };
  const traffic: JournalRecord = { type: 'traffic', key: long, traffic: null, series: [point] };
  const two = { name: 'two', records: [late, begin(long), traffic, finish(long), end] };
  const merged = assemble(mergeShards('m', [two, shard('one', ...measured(short, [240]))]));
  expect(merged.startedAt).toBe('2026-01-01T12:00:00.000Z');
  expect(merged.cells.flatMap((cell) => cell.series)).toEqual([{ ...point, points: [[60_005, 10]] }]);
});

test('what was slow is moved with its iteration', () => {
  const late = { ...run, startedAtMs: startedAtMs + 60_000 } as JournalRecord;
  const { iteration, ...record } = iterate(long, 0, { pass: 'recorded' });
  const worstMoments = [{ startMs: 5, durationMs: 90, ran: [], requests: 0 }];
  const recorded: JournalRecord = { ...record, iteration: { ...iteration, worstMoments } };
  const two = { name: 'two', records: [late, begin(long), recorded, finish(long), end] };
  const merged = assemble(mergeShards('m', [shard('one', ...measured(short, [240])), two]));
  expect(merged.cells[1]?.iterations[0]?.worstMoments).toEqual([{ ...worstMoments[0], startMs: 60_005 }]);
});

test('shards of different commits, machines or options are named, and their own shard may differ', () => {
  const of = (name: string, change: object): Shard => ({
    name,
    records: [{ ...run, ...change } as JournalRecord],
  });
  const environment = run.type === 'run' ? run.environment : {};
  expect(
    unpoolable(
      [of('a', { options: { shard: '1/2' } }), of('b', { options: { shard: '2/2' } })],
      perShardOptions,
    ),
  ).toEqual([]);
  expect(
    unpoolable([of('a', {}), of('b', { environment: { ...environment, commit: 'f00' } })], perShardOptions),
  ).toEqual(['the commit is null in a and f00 in b']);
  expect(unpoolable([of('a', {}), of('b', { options: { quick: false } })], perShardOptions)).toEqual([
    'option quick is true in a and false in b',
  ]);
  expect(() => unpoolable([of('a', {}), { name: 'b', records: [end] }], perShardOptions)).toThrow(
    'b has no record',
  );
});

test('shards of several processors are pooled where each has a reference workload, and times over both are inconclusive', () => {
  const environment = run.type === 'run' ? run.environment : undefined;
  if (environment === undefined) throw new Error('no environment');
  const other = { ...environment, cpu: 'Another CPU', fingerprint: 'fedcba9876543210' };
  const of = (name: string, own: object, ...records: JournalRecord[]): Shard => ({
    name,
    records: [{ ...run, environment: own } as JournalRecord, ...records, end],
  });
  const known = [
    of('a', environment, ...measured(short, [240]), ...referenceOf([5, 5, 5, 5])),
    of('b', other, ...measured(long, [250]), ...referenceOf([5, 5, 5, 5])),
  ];
  expect(unpoolable(known, perShardOptions)).toEqual([]);
  const merged = assemble(mergeShards('m', known));
  expect(merged.environment.machines).toEqual([
    { hardware: expect.stringContaining(environment.cpu) },
    { hardware: expect.stringContaining('Another CPU') },
  ]);
  expect(compareShards([0, 1], machineOf(merged))?.status).toBe('changed');
  // Without the workload nothing is known of either machine.
  expect(unpoolable([of('a', environment), of('b', other)], perShardOptions)).toEqual([
    expect.stringContaining('fingerprint of the environment'),
  ]);
  // Another browser draws another page.
  const newer = { ...other, browser: { ...environment.browser, version: '999' } };
  expect(unpoolable([...known, of('c', newer, ...referenceOf([5]))], perShardOptions)).toEqual([
    expect.stringContaining('what draws the page'),
  ]);
});

test('a profile that the machine of one shard could not make is no other option, and is told with its shard', () => {
  const profiles = ['fast-3g/low-tier', 'fast-3g/mid-tier'];
  const leftOut = [{ profile: 'fast-3g/mid-tier', reason: 'This host reads BenchmarkIndex 800' }];
  const of = (name: string, options: object, records: JournalRecord[]): Shard => ({
    name,
    records: [{ ...run, options } as JournalRecord, ...records, end],
  });
  const shards = [
    of('one', { profiles, leftOut: [] }, measured(short, [240])),
    of('two', { profiles, leftOut }, measured(long, [250])),
  ];
  expect(unpoolable(shards, perShardOptions)).toEqual([]);
  expect(assemble(mergeShards('m', shards)).options.leftOut).toEqual([
    { profile: 'fast-3g/mid-tier', reason: 'two: This host reads BenchmarkIndex 800' },
  ]);
});
