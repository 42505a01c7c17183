import type { PassId } from '../core/results/metric.ts';
import { seededRandom, shuffled } from '../core/statistics/random.ts';

/** How many valid iterations of each pass a cell is to have. */
export type IterationCounts = Readonly<Partial<Record<PassId, number>>>;

/** One iteration to be done: which arm, by which instrument. */
export interface Planned<Arm> {
  arm: Arm;
  pass: PassId;
}

/**
 * The order of a cell's iterations: of a single arm recorded ones first, for they also warm up server and caches; then
 * blocks in which every arm and pass that still lacks one stands once, shuffled, so that drift of the machine falls on
 * all arms alike.
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
 * One block of a comparison: every arm twice by every pass, there and back again (ABBA), so that a drift within
 * the block falls on all arms alike. Which arm begins is drawn: exchanging the arms is as likely, which is
 * what the test over blocks rests on.
 */
export function planBlock<Arm>(
  arms: readonly Arm[],
  passes: readonly PassId[],
  random: () => number,
): Planned<Arm>[] {
  return passes.flatMap((pass) => {
    const order = shuffled(arms, random);
    return [...order, ...order.toReversed()].map((arm) => ({ arm, pass }));
  });
}

function repeat<T>(item: T, times: number): T[] {
  return Array.from({ length: times }, () => item);
}
