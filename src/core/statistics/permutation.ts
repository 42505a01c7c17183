/**
 * The permutation test of two arms in blocks, and the shift that corresponds to it.
 *
 * Within each block the order of all iterations is drawn at random, and each iteration has a server process
 * of its own. So without a true difference every assignment of the block's values to the arms is equally
 * likely. That alone makes the test exact: for any distribution, any drift, and any dependence between the
 * iterations of one browser.
 */
import { seededRandom } from './random.ts';
import type { Interval } from './statistics.ts';

/** The values of one block. */
export interface BlockValues {
  baseline: readonly number[];
  candidate: readonly number[];
}

export interface PermutationTest {
  /** Mean over the blocks of the difference of means, candidate − baseline. */
  estimate: number;
  /** Two-sided. */
  p: number;
  /** The shifts that the test does not reject; undefined when there are too few blocks for `coverage`. */
  interval: (coverage: number) => Interval | undefined;
}

/** How many assignments are computed; a test may take fewer. */
export interface PermutationLimits {
  /**
   * For the p-value, all combinations of one half of the blocks with all of the other, up to so many a half:
   * 7 blocks of two values an arm have 279,936, so that 14 blocks have an exact p-value.
   */
  half: number;
  /** For the interval, and for the p-value of more blocks: all, or as many that are drawn. */
  whole: number;
}
const usualLimits: PermutationLimits = { half: 300_000, whole: 20_000 };

/**
 * Source: Fisher, The Design of Experiments, 21; Ernst 2004, Permutation Methods: A Basis for Exact Inference
 * (the interval); Phipson and Smyth 2010 (drawn assignments, of which the observed one is one).
 *
 * @throws RangeError for no block, or for one without values of both arms
 */
export function permutationTest(
  blocks: readonly BlockValues[],
  limits: PermutationLimits = usualLimits,
): PermutationTest {
  if (blocks.length === 0) throw new RangeError('a permutation test of no blocks');
  const assignments = blocks.map(assignmentsOf);
  const differences = blocks.map(({ baseline, candidate }) => mean(candidate) - mean(baseline));
  return {
    estimate: mean(differences),
    p: Math.min(1, 2 * smallerTail(assignments, limits)),
    interval: (coverage) => intervalOf(combined(assignments, limits.whole), coverage),
  };
}

/** The p-value of complete separation in so many blocks of two values an arm. */
export function leastPOf(blocks: number): number {
  return 2 / 6 ** blocks;
}

/** The fewest blocks of two values an arm at which a test can reject at `level` at all: 3 at 5 %. */
export function fewestBlocksFor(level: number): number {
  let blocks = 1;
  while (leastPOf(blocks) > level) blocks++;
  return blocks;
}

/** An assignment of the values to the arms, compared with the observed one. */
interface Assignment {
  /** Observed difference − that of the assignment. */
  loss: number;
  /** How much of a true shift that loss contains: 0 for the observed assignment, 2 for exchanged arms. */
  weight: number;
}

/** The observed one comes first. */
function assignmentsOf({ baseline, candidate }: BlockValues): Assignment[] {
  if (baseline.length === 0 || candidate.length === 0) throw new RangeError('a block lacks an arm');
  const values = [...candidate, ...baseline];
  const observed = mean(candidate) - mean(baseline);
  return subsets(values.length, candidate.length).map((chosen) => {
    const rest = values.filter((_, index) => !chosen.includes(index));
    const kept = chosen.filter((index) => index < candidate.length).length;
    const overlap = kept / candidate.length - (candidate.length - kept) / baseline.length;
    const difference = mean(chosen.map((index) => values[index] ?? Number.NaN)) - mean(rest);
    return { loss: observed - difference, weight: 1 - overlap };
  });
}

/** All subsets of `size` of the numbers from 0 to `of` − 1, the lowest first. */
function subsets(of: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]];
  return Array.from({ length: of - size - from + 1 }, (_, index) => from + index).flatMap((first) =>
    subsets(of, size - 1, first + 1).map((others) => [first, ...others]),
  );
}

/** The share of assignments that have at least the observed difference, or at most it: the smaller one. */
function smallerTail(blocks: readonly (readonly Assignment[])[], { half, whole }: PermutationLimits): number {
  const middle = Math.ceil(blocks.length / 2);
  const halves = [blocks.slice(0, middle), blocks.slice(middle)];
  const isExact = halves.every((each) => countOf(each) <= half);
  const [first, second] = isExact
    ? halves.map((each) => losses(all(each)))
    : [losses(combined(blocks, whole)), Float64Array.of(0)];
  if (first === undefined || second === undefined) throw new RangeError('there are two halves');
  const tie = 1e-9 * Math.max(...[first, second].flatMap((each) => [-(each[0] ?? 0), each.at(-1) ?? 0]));
  // A loss of 0 or less is a difference of at least the observed one.
  return Math.min(shareAtMost(first, second, tie), shareAtMost(negated(first), negated(second), tie));
}

/** Sorted. */
function losses(assignments: readonly Assignment[]): Float64Array {
  return Float64Array.from(assignments, ({ loss }) => loss).sort();
}

function negated(sorted: Float64Array): Float64Array {
  return sorted.map((value) => -value).reverse();
}

/** The share of all pairs from two sorted lists whose sum is at most `limit`. */
function shareAtMost(one: Float64Array, other: Float64Array, limit: number): number {
  let [count, fitting] = [0, other.length];
  for (const value of one) {
    while (fitting > 0 && value + (other[fitting - 1] ?? 0) > limit) fitting--;
    count += fitting;
  }
  return count / (one.length * other.length);
}

function countOf(blocks: readonly (readonly Assignment[])[]): number {
  return blocks.reduce((product, { length }) => product * length, 1);
}

/** The sums over all combinations of the blocks' assignments, or over as many as `most` of them. */
function combined(blocks: readonly (readonly Assignment[])[], most: number): Assignment[] {
  return countOf(blocks) <= most ? all(blocks) : drawn(blocks, most);
}

function all(blocks: readonly (readonly Assignment[])[]): Assignment[] {
  return blocks.reduce<Assignment[]>(
    (sums, block) =>
      sums.flatMap(({ loss, weight }) =>
        block.map((each) => ({ loss: loss + each.loss, weight: weight + each.weight })),
      ),
    [{ loss: 0, weight: 0 }],
  );
}

/** The same seed each time: equal data has an equal result. */
function drawn(blocks: readonly (readonly Assignment[])[], count: number): Assignment[] {
  const random = seededRandom(1);
  const others = Array.from({ length: count - 1 }, () => {
    const sum = { loss: 0, weight: 0 };
    for (const block of blocks) {
      const each = block[Math.floor(random() * block.length)];
      sum.loss += each?.loss ?? 0;
      sum.weight += each?.weight ?? 0;
    }
    return sum;
  });
  return [{ loss: 0, weight: 0 }, ...others];
}

/**
 * Under a shift δ, an assignment has at least the observed difference where loss ≤ δ · weight. So the ratios
 * loss / weight are the shifts at which the p-value steps, and the interval ends at two of them.
 */
function intervalOf(assignments: readonly Assignment[], coverage: number): Interval | undefined {
  const steps = Float64Array.from(
    assignments.flatMap(({ loss, weight }) => (weight > 1e-9 ? [loss / weight] : [])),
  ).sort();
  const observed = assignments.length - steps.length;
  const index = Math.floor(((1 - coverage) / 2) * assignments.length + 1e-9) - observed;
  const [low, high] = [steps[index], steps[steps.length - 1 - index]];
  if (index < 0 || low === undefined || high === undefined || low > high) return undefined;
  return { low, high, coverage: 1 - (2 * (index + observed)) / assignments.length };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
