/** Merges the journals of several shards. It pools raw samples: a median of medians is not their median. */
import { drawingOf } from './results/comparable.ts';
import type { Series } from './results/iteration.ts';
import type { JournalRecord } from './results/journal.ts';
import { leftOutOf } from './results/left-out.ts';
import { hardwareOf } from './results/machine-figures.ts';

type Run = Extract<JournalRecord, { type: 'run' }>;

/** Folder of a shard's files in the merged run's folder, so that no shard overwrites the files of another. */
export function shardFolder(index: number): string {
  return `shard-${index + 1}`;
}

/** A shard's records and its name in messages. */
export interface Shard {
  name: string;
  records: readonly JournalRecord[];
}

/**
 * Why shards cannot be pooled, one sentence per reason; empty when they can. All must have the same commit,
 * browser and everything else that renders the page, database, options and metric definitions. Their machines
 * may differ when each shard has a reference workload: times over machines that differ are then inconclusive.
 *
 * @param perShard names of options that may differ
 * @throws Error naming the shard that has no record of its start
 */
export function unpoolable(shards: readonly Shard[], perShard: readonly string[]): string[] {
  const [first, ...others] = shards.map((shard) => ({ name: shard.name, run: runOf(shard) }));
  const known = shards.every(({ records }) => records.some(({ type }) => type === 'reference'));
  if (first === undefined) return ['there is no shard'];
  return others.flatMap(({ name, run }) =>
    differences(first.run, run, { known, perShard }).map(
      ({ what, before, after }) => `${what} is ${before} in ${first.name} and ${after} in ${name}`,
    ),
  );
}

function differences(
  a: Run,
  b: Run,
  { known, perShard }: { known: boolean; perShard: readonly string[] },
): { what: string; before: string; after: string }[] {
  const [before, after] = [a, b].map(({ environment }) =>
    known ? drawingOf(environment) : environment.fingerprint,
  );
  const pairs: [string, unknown, unknown][] = [
    ['the commit', a.environment.commit, b.environment.commit],
    [known ? 'what draws the page' : 'the fingerprint of the environment', before, after],
    ['the database', a.environment.target.database, b.environment.target.database],
    ['the definition of the metrics', a.metrics, b.metrics],
    ...[...new Set([...Object.keys(a.options), ...Object.keys(b.options)])]
      .filter((name) => !perShard.includes(name))
      .map((name): [string, unknown, unknown] => [`option ${name}`, a.options[name], b.options[name]]),
  ];
  return pairs.flatMap(([what, before, after]) =>
    textOf(before) === textOf(after) ? [] : [{ what, before: textOf(before), after: textOf(after) }],
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

/**
 * The records of all shards as those of one run. Series of later shards are moved to the first one's clock,
 * by the wall time of their starts. An error of one shard is an error of the run; the run has ended when all
 * shards have. Iterations and readings of the reference workload keep an index of their machine, which may be
 * another one in each shard.
 *
 * @param id of the merged run
 */
export function mergeShards(id: string, shards: readonly Shard[]): JournalRecord[] {
  const starts = shards.map(runOf).toSorted((a, b) => a.startedAtMs - b.startedAtMs);
  const [first] = starts;
  if (first === undefined) throw new RangeError('there is no shard to merge');
  const { shard: _, ...options } = first.options;
  const leftOut = shards.flatMap(leftOutBy);
  const ends = shards.map(({ records }) => records.find((record) => record.type === 'end'));
  const machines = shards.map(({ records }) => machinesIn(records));
  const atMs = Math.max(...ends.map((end) => end?.atMs ?? Number.NaN));
  return [
    {
      ...first,
      id,
      environment: environmentOf(shards, first),
      options: { ...options, shards: shards.length, ...(leftOut.length === 0 ? {} : { leftOut }) },
    },
    ...shards.flatMap((shard, index) => {
      const laterMs = runOf(shard).startedAtMs - first.startedAtMs;
      const place = { laterMs, folder: shardFolder(index), machine: machines.slice(0, index).reduce(add, 0) };
      return shard.records
        .filter((record) => record.type !== 'run' && record.type !== 'end')
        .map((record) => moved(record, place));
    }),
    ...(Number.isNaN(atMs) ? [] : [{ type: 'end' as const, atMs }]),
  ];
}

/** The profiles that the machine of a shard could not provide; each reason names the shard. */
function leftOutBy(shard: Shard): object[] {
  const { leftOut } = runOf(shard).options;
  return leftOutOf({ leftOut }).map(({ profile, reason }) => ({
    profile,
    reason: `${shard.name}: ${reason}`,
  }));
}

/** The environment of the first shard, with the machines of all. */
function environmentOf(shards: readonly Shard[], { environment }: Run): Run['environment'] {
  const machines = shards.flatMap((shard) => {
    const { machines: known, devices, ...own } = runOf(shard).environment;
    if (known !== undefined) return known;
    const machine = { hardware: hardwareOf(own), ...(devices === undefined ? {} : { devices }) };
    return Array.from({ length: machinesIn(shard.records) }, () => machine);
  });
  return { ...environment, machines };
}

/** Number of machines: a shard may itself be a merged run of several machines. */
function machinesIn(records: readonly JournalRecord[]): number {
  const machines = records.map((record) => {
    if (record.type === 'iteration') return record.iteration.machine ?? 0;
    return record.type === 'reference' ? (record.reading.machine ?? 0) : 0;
  });
  return 1 + Math.max(0, ...machines);
}

function add(sum: number, each: number): number {
  return sum + each;
}

/** How a shard's records move into the merged run: its clock, its folder, its machine. */
interface Place {
  laterMs: number;
  folder: string;
  /** Index of the shard's first machine in the merged run. */
  machine: number;
}

function moved(record: JournalRecord, { laterMs, folder, machine }: Place): JournalRecord {
  if (record.type === 'reference') {
    return { ...record, reading: { ...record.reading, machine: machine + (record.reading.machine ?? 0) } };
  }
  if (record.type === 'artifact') {
    return { ...record, artifact: { ...record.artifact, path: `${folder}/${record.artifact.path}` } };
  }
  if (record.type !== 'iteration' && record.type !== 'traffic') return record;
  const series = record.series.map((each) => later(each, laterMs));
  if (record.type === 'traffic') return { ...record, series };
  const { longFrames, worstMoments, ...iteration } = record.iteration;
  return {
    ...record,
    series,
    iteration: {
      ...iteration,
      machine: machine + (iteration.machine ?? 0),
      ...(longFrames === undefined ? {} : { longFrames: startedLater(longFrames, laterMs) }),
      ...(worstMoments === undefined ? {} : { worstMoments: startedLater(worstMoments, laterMs) }),
    },
  };
}

function startedLater<Started extends { startMs: number }>(all: readonly Started[], byMs: number): Started[] {
  return all.map((each) => ({ ...each, startMs: each.startMs + byMs }));
}

function later(series: Series, byMs: number): Series {
  return { ...series, points: series.points.map(([atMs, value]) => [atMs + byMs, value]) };
}

function runOf({ name, records }: Shard): Run {
  const run = records.find((record) => record.type === 'run');
  if (run === undefined) throw new Error(`${name} has no record of the start of its run`);
  return run;
}
