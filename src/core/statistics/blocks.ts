/** Blocks of an experiment: iterations of all arms that shared one browser and a short interval of time. */
import type { BlockValues } from './permutation.ts';

/** Values of one arm, each with the block that it was measured in. */
export interface Blocked {
  values: readonly number[];
  /** One entry for each value; undefined for a value that belongs to no block. */
  blocks?: readonly (number | undefined)[] | undefined;
}

/** The values of each block; one in which an arm gave no value is left out. */
export function blockValues(baseline: Blocked, candidate: Blocked): BlockValues[] {
  const before = byBlock(baseline);
  return [...byBlock(candidate)].flatMap(([block, values]) => {
    const own = before.get(block);
    return own === undefined ? [] : [{ baseline: own, candidate: values }];
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
