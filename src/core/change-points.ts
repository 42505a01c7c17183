/** Where the level of a series of runs changed: which night made it slower. */
import { seededRandom, shuffled } from './random.ts';
import { median } from './statistics.ts';

/** A step: from this value on the series has another level. */
export interface ChangePoint {
  /** Index of the first value of the new level. */
  index: number;
  /** Medians of the stretches before and after it, up to the neighbouring steps. */
  before: number;
  after: number;
  /** Chance of as clear a step somewhere in values of one level. */
  p: number;
}

export interface ChangePointOptions {
  /** Chance of a false step in a series without one. */
  alpha: number;
  /** Steps smaller than this share of the level before are not worth a mark. */
  minEffect: number;
}

/** A level takes at least this many values: one odd night is an outlier and not a step. */
const shortest = 3;

/** Enough to resolve p-values well below any alpha of use; the smallest is 1 in 2,000. */
const permutations = 1_999;

/**
 * Steps of a series, the earliest first. The clearest split by ranks is tested against the clearest splits
 * of the same values in random order, which allows for having looked at all of them; then both sides are
 * looked at in turn. Ranks tell that there is a step, but pull its place towards the middle; so it is marked where
 * the values lie closest to the medians of both sides.
 *
 * Source: Pettitt 1979 for ranks; Matteson and James 2014 for the permutation test and bisection.
 */
export function changePoints(values: readonly number[], options: ChangePointOptions): ChangePoint[] {
  let splits = placed(
    values,
    bisect(values, 0, options).toSorted((a, b) => a.index - b.index),
  );
  for (;;) {
    const steps = stepsAt(values, splits);
    const smallest = steps.toSorted((a, b) => effectOf(a) - effectOf(b))[0];
    if (smallest === undefined || effectOf(smallest) > options.minEffect) return steps;
    // Without it its stretches are one, and several small steps may be one that matters.
    splits = splits.filter(({ index }) => index !== smallest.index);
  }
}

/** The fewest values of which a perfect split in the middle is less likely by chance than alpha. */
export function fewestForStep(alpha: number): number {
  let n = 2 * shortest;
  while (2 / binomial(n, Math.floor(n / 2)) > alpha) n++;
  return n;
}

function binomial(n: number, k: number): number {
  let value = 1;
  for (let factor = 1; factor <= k; factor++) value = (value * (n - k + factor)) / factor;
  return value;
}

function stepsAt(values: readonly number[], splits: readonly Split[]): ChangePoint[] {
  const bounds = [0, ...splits.map(({ index }) => index), values.length];
  return splits.map(({ index, p }, position) => ({
    index,
    before: median(values.slice(bounds[position], index)),
    after: median(values.slice(index, bounds[position + 2])),
    p,
  }));
}

/** As a share of the level before. */
function effectOf({ before, after }: ChangePoint): number {
  if (after === before) return 0;
  return before === 0 ? Number.POSITIVE_INFINITY : Math.abs(after - before) / Math.abs(before);
}

interface Split {
  index: number;
  p: number;
}

/** The same splits, each where its two stretches are closest to their medians (least absolute deviations). */
function placed(values: readonly number[], splits: readonly Split[]): Split[] {
  const moved: Split[] = [];
  let from = 0;
  for (const [position, split] of splits.entries()) {
    const to = splits[position + 1]?.index ?? values.length;
    let best = { ...split, deviation: deviationAt(values, from, split.index, to) };
    for (let index = from + shortest; index <= to - shortest; index++) {
      const deviation = deviationAt(values, from, index, to);
      if (deviation < best.deviation) best = { ...split, index, deviation };
    }
    moved.push({ index: best.index, p: best.p });
    from = best.index;
  }
  return moved;
}

function deviationAt(values: readonly number[], from: number, index: number, to: number): number {
  return [values.slice(from, index), values.slice(index, to)].reduce((sum, side) => {
    const middle = median(side);
    return side.reduce((total, value) => total + Math.abs(value - middle), sum);
  }, 0);
}

function bisect(values: readonly number[], offset: number, options: ChangePointOptions): Split[] {
  if (values.length < 2 * shortest) return [];
  const ranks = midranks(values);
  const { index, clarity } = clearestSplit(ranks);
  const random = seededRandom(values.length);
  let asClear = 1;
  for (let round = 0; round < permutations; round++) {
    if (clearestSplit(shuffled(ranks, random)).clarity >= clarity) asClear++;
  }
  const p = asClear / (permutations + 1);
  if (p > options.alpha) return [];
  return [
    ...bisect(values.slice(0, index), offset, options),
    { index: offset + index, p },
    ...bisect(values.slice(index), offset + index, options),
  ];
}

/** The split whose sides' mean ranks lie furthest apart, in standard errors. */
function clearestSplit(ranks: readonly number[]): { index: number; clarity: number } {
  const n = ranks.length;
  const middle = (n + 1) / 2;
  let sum = 0;
  let best = { index: shortest, clarity: 0 };
  for (const [position, rank] of ranks.entries()) {
    sum += rank - middle;
    const left = position + 1;
    if (left < shortest || n - left < shortest) continue;
    const clarity = Math.abs(sum) / Math.sqrt(left * (n - left));
    if (clarity > best.clarity + 1e-12) best = { index: left, clarity };
  }
  return best;
}

function midranks(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1);
}
