import type { Reference, ReferenceReading } from '../results/reference.ts';
import { interquartileMean, median } from '../statistics/statistics.ts';

/** An interval of the run, wall-clock time. */
export interface Period {
  fromMs: number;
  toMs: number;
}

/**
 * Duration of each part in a reading (ms): the mean of its rounds without the lowest and the highest quarter.
 * A median would keep the steps of the page's clock, and a minimum would hide that other load sometimes takes
 * the processor away.
 */
export function partsOf(rounds: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = Object.keys(rounds[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, interquartileMean(rounds.map((round) => round[name] ?? Number.NaN))]),
  );
}

/** The figure of a reading (ms): the geometric mean of its parts, so that each has the same weight. */
export function referenceFigureMs({ partsMs }: Pick<ReferenceReading, 'partsMs'>): number | undefined {
  const parts = Object.values(partsMs ?? {});
  if (parts.length === 0) return undefined;
  return Math.exp(parts.reduce((sum, part) => sum + Math.log(part), 0) / parts.length);
}

/** The figures of all readings that count, in order of time (ms). */
export function referenceFiguresMs(readings: readonly ReferenceReading[]): number[] {
  return readings.flatMap((reading) => referenceFigureMs(reading) ?? []);
}

/** Merged shards have a common figure only when their machines differ by at most this share. */
const mostAmongShards = 0.05;

/**
 * The figure of a run (ms): the median of its readings. Null when no reading counts, and for a merged run
 * whose shards had machines of different speeds: the median would then describe none of them.
 */
export function referenceOfRunMs(of: Reference | undefined): number | null {
  const levels = referenceLevelsMs(of);
  if (levels.length === 0 || Math.max(...levels) > Math.min(...levels) * (1 + mostAmongShards)) return null;
  return median(referenceFiguresMs(of?.readings ?? []));
}

/** The median (ms) of each merged shard with a reading that counts; a single one without a merge. */
export function referenceLevelsMs(of: Reference | undefined): number[] {
  const shards = [...Map.groupBy(of?.readings ?? [], ({ machine = 0 }) => machine).values()];
  return shards.map(referenceFiguresMs).flatMap((own) => (own.length === 0 ? [] : [median(own)]));
}

/** Number of neighbouring readings that form one interval of a run: a single outlier is no drift. */
const windowLength = 3;

/**
 * How much slower the slowest interval of a run was than the fastest one, as a share of the latter: the range
 * of the running medians of three readings (of the readings themselves when there are fewer than six).
 * Undefined when fewer than two readings count.
 */
export function referenceDrift(readings: readonly ReferenceReading[]): number | undefined {
  const figures = referenceFiguresMs(readings);
  if (figures.length < 2) return undefined;
  const levels =
    figures.length < 2 * windowLength
      ? figures
      : figures.slice(windowLength - 1).map((_, index) => median(figures.slice(index, index + windowLength)));
  return Math.max(...levels) / Math.min(...levels) - 1;
}

/** With this many readings per side, a single outlier does not affect the interval of the change. */
const enough = 7;

/**
 * The readings that describe the machine during a period. All readings of the run when it drifted by at most
 * `most`, since more readings are more precise; else those within the period, the last one before and the
 * first one after it, filled up to seven with the nearest others.
 */
export function readingsFor(
  readings: readonly ReferenceReading[],
  { fromMs, toMs }: Period,
  most: number,
): ReferenceReading[] {
  const drift = referenceDrift(readings);
  if (drift === undefined || drift <= most) return [...readings];
  const counted = readings.filter(({ partsMs }) => partsMs !== null);
  const before = counted.findLastIndex(({ finishedAtMs }) => finishedAtMs <= fromMs);
  const after = counted.findIndex(({ startedAtMs }) => startedAtMs >= toMs);
  const [first, last] = [Math.max(0, before), after < 0 ? counted.length - 1 : after];
  const away = ({ startedAtMs }: ReferenceReading): number =>
    Math.max(fromMs - startedAtMs, startedAtMs - toMs, 0);
  const others = counted.filter((_, index) => index < first || index > last);
  const nearest = others
    .toSorted((a, b) => away(a) - away(b))
    .slice(0, Math.max(0, enough - (last - first + 1)));
  return counted.filter((each, index) => (index >= first && index <= last) || nearest.includes(each));
}
