import type { PassId } from '../core/results/metric.ts';
import { seededRandom, shuffled } from '../core/statistics/random.ts';

/** Number of valid iterations of each pass that a cell needs. */
export type IterationCounts = Readonly<Partial<Record<PassId, number>>>;

/** One planned iteration: its arm and its pass. */
export interface Planned<Arm> {
  arm: Arm;
  pass: PassId;
}

/**
 * The order of a cell's iterations. With a single arm the recorded ones come first, because they also warm up
 * server and caches. Then follow shuffled blocks; each has one iteration of every arm and pass that still
 * needs one, so that drift of the machine affects all arms alike.
 */
export function planOrder<Arm>(
  arms: readonly Arm[],
  passes: readonly PassId[],
  counts: IterationCounts,
  seed: number,
): Planned<Arm>[] {
  const random = seededRandom(seed);
  const wanted = (pass: PassId) => (passes.includes(pass) ? (counts[pass] ?? 0) : 0);
  const first: PassId[] = arms.length === 1 ? ['recorded'] : [];
  const recorded = first.flatMap((pass) => arms.flatMap((arm) => repeat({ arm, pass }, wanted(pass))));
  const measured = passes.filter((pass) => !first.includes(pass));
  const blocks = Math.max(0, ...measured.map(wanted));
  const blocked = Array.from({ length: blocks }, (_, block) =>
    shuffled(
      measured.filter((pass) => block < wanted(pass)).flatMap((pass) => arms.map((arm) => ({ arm, pass }))),
      random,
    ),
  );
  return [...recorded, ...blocked.flat()];
}

/**
 * One block of a comparison: every arm twice by every pass, in random order. All orders are equally likely,
 * because the permutation test within blocks rests on just that.
 */
export function planBlock<Arm>(
  arms: readonly Arm[],
  passes: readonly PassId[],
  random: () => number,
): Planned<Arm>[] {
  return passes.flatMap((pass) => shuffled([...arms, ...arms], random).map((arm) => ({ arm, pass })));
}

function repeat<T>(item: T, times: number): T[] {
  return Array.from({ length: times }, () => item);
}
