/** Blocks of an experiment: iterations of all arms that shared one browser and a short interval of time. */
import { median } from './statistics.ts';

/** Values of one arm, each with the block that it was measured in. */
export interface Blocked {
  values: readonly number[];
  /** One entry for each value; undefined for a value that belongs to no block. */
  blocks?: readonly (number | undefined)[] | undefined;
}

/**
 * The difference in each block: candidate − baseline of the medians within the block, in the unit of the
 * values. A block in which a side gave no value is left out.
 *
 * Iterations of one browser are not independent, so a block counts as one value, however many iterations it
 * has.
 */
export function blockDifferences(baseline: Blocked, candidate: Blocked): number[] {
  const before = byBlock(baseline);
  return [...byBlock(candidate)].flatMap(([block, values]) => {
    const own = before.get(block);
    return own === undefined ? [] : [median(values) - median(own)];
  });
}

function byBlock({ values, blocks = [] }: Blocked): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const [index, value] of values.entries()) {
    const block = blocks[index];
    if (block !== undefined) found.set(block, [...(found.get(block) ?? []), value]);
  }
  return found;
}
