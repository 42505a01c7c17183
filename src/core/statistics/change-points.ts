/** Where the level of a series of runs changed: which night made it slower. */
import { chanceOfPair, chanceOfSplit, shortest } from './split-chance.ts';
import { median } from './statistics.ts';

/** A step: from this value on the series has another level. */
export interface ChangePoint {
  /** Index of the first value of the new level. */
  index: number;
  /** Medians of the values before and after it, up to the neighbouring steps. */
  before: number;
  after: number;
  /** Chance of a step at least this clear somewhere in values of one level, see {@link chanceOfSplit}. */
  p: number;
}

export interface ChangePointOptions {
  /** Chance of a false step in a series without one. */
  alpha: number;
  /** The smallest effect of interest at a level, in the unit of the values. */
  leastEffect: (level: number) => number;
}

/**
 * Steps of a series, the earliest first.
 *
 * Each round takes the one split, or the two, with the least deviation from the medians of their sides. It
 * tests them against the clearest splits of series without a step whose neighbours correlate (ρ = 0.5), and
 * then searches each side in turn. A step must be large enough and persist: both levels last for
 * {@link shortest} values, and the last values before the next step (or the end) still have the new level.
 *
 * Source: least absolute deviations, Bai 1995; bisection, Vostrikova 1981.
 */
export function changePoints(values: readonly number[], options: ChangePointOptions): ChangePoint[] {
  if (values.length < fewestForStep(options.alpha)) return [];
  let splits = bisect(values, 0, options).toSorted((a, b) => a.index - b.index);
  for (;;) {
    const steps = stepsAt(values, splits);
    const weakest = steps
      .map((step) => ({ step, excess: excessOf(step, options) }))
      .toSorted((a, b) => a.excess - b.excess)[0];
    if (weakest === undefined || weakest.excess > 0)
      return steps.map(({ last: _, persists: __, ...step }) => step);
    // Removing it joins its two levels: several small steps may together be large enough.
    splits = splits.filter(({ index }) => index !== weakest.step.index);
  }
}

/**
 * The fewest values for which a perfect split in the middle has a chance of at most alpha: values that take
 * few levels (counts, rounded times) often lie in perfect order.
 */
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

interface Step extends ChangePoint {
  /** Median of the last values of the new level. */
  last: number;
  /** Whether each level has enough values that are nearer to it than to the other level. */
  persists: boolean;
}

function stepsAt(values: readonly number[], splits: readonly Split[]): Step[] {
  const bounds = [0, ...splits.map(({ index }) => index), values.length];
  return splits.map(({ index, p }, position) => {
    const [previous, next] = [
      values.slice(bounds[position], index),
      values.slice(index, bounds[position + 2]),
    ];
    const [before, after] = [median(previous), median(next)];
    const persists = nearer(previous, before, after) >= shortest && nearer(next, after, before) >= shortest;
    return { index, before, after, last: median(next.slice(-shortest)), persists, p };
  });
}

function nearer(values: readonly number[], level: number, other: number): number {
  return values.filter((value) => Math.abs(value - level) < Math.abs(value - other)).length;
}

/**
 * How far a step, also at its level's end, exceeds the smallest effect of interest; negative when it does
 * not.
 */
function excessOf({ before, after, last, persists }: Step, { leastEffect }: ChangePointOptions): number {
  if (!persists) return Number.NEGATIVE_INFINITY;
  const direction = Math.sign(after - before);
  return Math.min((after - before) * direction, (last - before) * direction) - leastEffect(before);
}

interface Split {
  index: number;
  p: number;
}

function bisect(values: readonly number[], offset: number, options: ChangePointOptions): Split[] {
  const { splits, p } = clearestSplits(values);
  if (p > options.alpha) return [];
  const bounds = [0, ...splits, values.length];
  return [
    ...splits.map((index) => ({ index: offset + index, p })),
    ...bounds
      .slice(0, -1)
      .flatMap((from, position) => bisect(values.slice(from, bounds[position + 1]), offset + from, options)),
  ];
}

/** One split or two, whichever is less likely by chance; the chance is corrected for trying both. */
function clearestSplits(values: readonly number[]): { splits: number[]; p: number } {
  const n = values.length;
  const [one, two] = [clearestSplit(values), clearestPair(values)];
  const likely = { splits: [], p: 1 };
  const ofOne = one && { splits: [one.index], p: chanceOfSplit(one.clarity, n) };
  const ofTwo = two && { splits: two.indexes, p: chanceOfPair(two.clarity, n) };
  const { splits, p } = [ofOne, ofTwo].reduce(
    (least: { splits: number[]; p: number }, each) => (each !== undefined && each.p < least.p ? each : least),
    likely,
  );
  return { splits, p: Math.min(1, n < 3 * shortest ? p : 2 * p) };
}

/**
 * The split of a series with the least deviation, and its clarity: n · ln(deviation from one median /
 * deviation from the medians of both sides). Infinite when both sides are constant; undefined when nothing
 * varies or there are too few values.
 */
export function clearestSplit(values: readonly number[]): { index: number; clarity: number } | undefined {
  const best = bestSplit(values);
  if (best === undefined || best.whole === 0) return undefined;
  return { index: best.index, clarity: values.length * Math.log(best.whole / best.left) };
}

/**
 * Two splits at once, since a temporary level may show in neither split alone: the best split, the best
 * second one given the first, and then each of them again, given the other.
 */
export function clearestPair(values: readonly number[]): { indexes: number[]; clarity: number } | undefined {
  const first = bestSplit(values);
  if (first === undefined || first.whole === 0) return undefined;
  const [left, right] = [bestSplit(values.slice(0, first.index)), bestSplit(values.slice(first.index))];
  const gain = (side: BestSplit | undefined): number => (side === undefined ? -1 : side.whole - side.left);
  if (left === undefined && right === undefined) return undefined;
  const later = gain(right) > gain(left) ? first.index + (right?.index ?? 0) : first.index;
  const from = bestSplit(values.slice(0, later))?.index ?? first.index;
  const rest = bestSplit(values.slice(from));
  if (rest === undefined) return undefined;
  const remaining = (prefixDeviations(values.slice(0, from)).at(-1) ?? 0) + rest.left;
  return { indexes: [from, from + rest.index], clarity: values.length * Math.log(first.whole / remaining) };
}

interface BestSplit {
  index: number;
  /** Deviation from one median, and from those of both sides. */
  whole: number;
  left: number;
}

/** Undefined where the values are too few for two levels. */
function bestSplit(values: readonly number[]): BestSplit | undefined {
  const n = values.length;
  if (n < 2 * shortest) return undefined;
  const before = prefixDeviations(values);
  const after = prefixDeviations(values.toReversed());
  const best = { index: shortest, whole: before[n - 1] ?? 0, left: Number.POSITIVE_INFINITY };
  for (let index = shortest; index <= n - shortest; index++) {
    const left = (before[index - 1] ?? 0) + (after[n - index - 1] ?? 0);
    if (left < best.left) Object.assign(best, { index, left });
  }
  return best;
}

/** For the first 1, 2, 3 … values, the sum of their distances from their median. */
function prefixDeviations(values: readonly number[]): number[] {
  const sorted: number[] = [];
  return values.map((value) => {
    let at = sorted.length;
    while (at > 0 && (sorted[at - 1] ?? 0) > value) at--;
    sorted.splice(at, 0, value);
    return deviation(sorted);
  });
}

/** The upper half minus the lower half, which is the sum of distances from the median. */
function deviation(sorted: readonly number[]): number {
  const half = Math.floor(sorted.length / 2);
  let sum = 0;
  for (let index = 0; index < half; index++)
    sum += (sorted[sorted.length - 1 - index] ?? 0) - (sorted[index] ?? 0);
  return sum;
}
