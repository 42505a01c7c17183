import type { Reference, ReferenceReading } from '../results/reference.ts';
import { interquartileMean, median } from '../statistics/statistics.ts';

/** A time of the run, wall clock. */
export interface Period {
  fromMs: number;
  toMs: number;
}

/**
 * What each part took in a reading (ms): the mean of its rounds without the lowest and the highest quarter. A median
 * would keep the steps of the page's clock, and the least would hide a processor that is taken away now and then.
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

/** Merged shards whose machines differ by more have no figure in common, as a share. */
const mostAmongShards = 0.05;

/**
 * The figure of a run (ms): the median of its readings. Null when none counts, and of a merged run whose shards had
 * machines of several speeds: whichever measured a cell, the median would be that of none.
 */
export function referenceOfRunMs(of: Reference | undefined): number | null {
  const levels = referenceLevelsMs(of);
  if (levels.length === 0 || Math.max(...levels) > Math.min(...levels) * (1 + mostAmongShards)) return null;
  return median(referenceFiguresMs(of?.readings ?? []));
}

/** The median of each merged shard that has a reading that counts (ms); one of a run that is no merge. */
export function referenceLevelsMs(of: Reference | undefined): number[] {
  const shards = [...Map.groupBy(of?.readings ?? [], ({ machine = 0 }) => machine).values()];
  return shards.map(referenceFiguresMs).flatMap((own) => (own.length === 0 ? [] : [median(own)]));
}

/** So many neighbouring readings are one stretch of a run: one odd reading is no drift. */
const stretch = 3;

/**
 * How much slower the slowest stretch of a run was than the fastest one, as a share of the latter: the range of the
 * running medians of three readings. Undefined when fewer than two readings count.
 */
export function referenceDrift(readings: readonly ReferenceReading[]): number | undefined {
  const figures = referenceFiguresMs(readings);
  if (figures.length < 2) return undefined;
  const levels =
    figures.length < 2 * stretch
      ? figures
      : figures.slice(stretch - 1).map((_, index) => median(figures.slice(index, index + stretch)));
  return Math.max(...levels) / Math.min(...levels) - 1;
}

/** Of so many readings a side the interval of the change leaves out what one odd reading says. */
const enough = 7;

/**
 * The readings that say how the machine was during a period. All of the run while it drifted by less than `most`,
 * since more readings tell more; else those within the period, the last before and the first after it, and of the
 * nearest others as many as make seven.
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
