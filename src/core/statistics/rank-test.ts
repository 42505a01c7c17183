/**
 * The Wilcoxon–Mann–Whitney test that two groups come from one distribution, and Holm's correction for
 * several of them. Ties are common here (frames, counts), so the exact distribution is computed for the
 * actual midranks, not taken from tables.
 */
import { normalTail } from './normal.ts';

/** Beyond this many values the exact distribution takes longer than it is worth. */
const mostExact = 50;

/**
 * Two-sided p-value, exact by permutation up to {@link mostExact} values, else by the normal approximation
 * with correction for ties and continuity. 1 when all values are equal.
 *
 * Source: Hollander and Wolfe, Nonparametric Statistical Methods, 4.1; Streitberg and Röhmel 1986 for the
 * exact distribution with ties.
 *
 * @throws RangeError when a group is empty
 */
export function rankSumTest(baseline: readonly number[], candidate: readonly number[]): number {
  if (baseline.length === 0 || candidate.length === 0) throw new RangeError('a rank test of no values');
  // The smaller group makes the smaller table; the two-sided test is symmetric.
  const [few, many] = baseline.length <= candidate.length ? [baseline, candidate] : [candidate, baseline];
  const ranks = doubledMidranks([...few, ...many]);
  return ranks.length <= mostExact ? exact(reduced(ranks), few.length) : approximate(ranks, few.length);
}

/**
 * The fewest values per side at which a two-sided test can reject at `level` at all: 4 at 5 %, 6 at 0.5 %.
 * Two of the C(2n, n) arrangements are the most extreme.
 */
export function fewestFor(level: number): number {
  let arrangements = 1;
  for (let n = 1; ; n++) {
    arrangements *= (2 * (2 * n - 1)) / n;
    if (2 / arrangements <= level) return n;
  }
}

/** Twice the midrank of each value, so that all are whole numbers: 2, 4, 6 … without ties. */
export function doubledMidranks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && order[to + 1]?.value === order[from]?.value) to++;
    for (const { index } of order.slice(from, to + 1)) ranks[index] = from + to + 2;
    from = to + 1;
  }
  return ranks;
}

/**
 * The same ranks as the smallest possible whole numbers: only ties of an even number of values need halves.
 */
function reduced(ranks: readonly number[]): readonly number[] {
  return ranks.every((rank) => rank % 2 === 0) ? ranks.map((rank) => rank / 2) : ranks;
}

/**
 * Share of all choices of `size` ranks whose sum is at least as far from the mean as that of the first `size`
 * ranks.
 */
function exact(ranks: readonly number[], size: number): number {
  const observed = ranks.slice(0, size).reduce((sum, rank) => sum + rank, 0);
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  // ways[k][s]: the number of choices of k ranks that sum to s.
  const ways = Array.from({ length: size + 1 }, () => new Float64Array(total + 1));
  const start = ways[0];
  if (start !== undefined) start[0] = 1;
  let reached = 0;
  for (const rank of ranks) {
    reached += rank;
    for (let k = size; k >= 1; k--) {
      const [into, from] = [ways[k], ways[k - 1]];
      if (into === undefined || from === undefined) continue;
      for (let s = reached; s >= rank; s--) into[s] = (into[s] ?? 0) + (from[s - rank] ?? 0);
    }
  }
  const counts = ways[size] ?? new Float64Array();
  const mean = (total * size) / ranks.length;
  const distance = Math.abs(observed - mean) - 1e-9;
  let all = 0;
  let beyond = 0;
  for (const [s, count] of counts.entries()) {
    all += count;
    if (Math.abs(s - mean) >= distance) beyond += count;
  }
  return Math.min(1, beyond / all);
}

/** @param ranks doubled */
function approximate(ranks: readonly number[], size: number): number {
  const observed = ranks.slice(0, size).reduce((sum, rank) => sum + rank, 0);
  const n = ranks.length;
  const mean = (size * (n + 1)) / 2;
  const squares = ranks.reduce((sum, rank) => sum + (rank / 2 - (n + 1) / 2) ** 2, 0);
  const variance = (size * (n - size) * squares) / (n * (n - 1));
  if (variance === 0) return 1;
  const distance = Math.max(0, Math.abs(observed / 2 - mean) - 0.5);
  return Math.min(1, 2 * normalTail(distance / Math.sqrt(variance)));
}

/**
 * Holm's step-down procedure: which of several hypotheses are rejected at a family-wise level.
 *
 * @param level of one hypothesis among `remaining` that are still open; α/remaining for a plain test, the
 *   boundary of the look at α/remaining for a sequential one
 *
 * Source: Holm 1979; with group-sequential boundaries, Maurer and Bretz 2013.
 */
export function holmRejections(pValues: readonly number[], level: (remaining: number) => number): boolean[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const rejected = pValues.map(() => false);
  for (const [step, { p, index }] of order.entries()) {
    if (p > level(pValues.length - step)) break;
    rejected[index] = true;
  }
  return rejected;
}
