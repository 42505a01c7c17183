import type { Random } from './contract.ts';

/**
 * Mixes a seed and an index into a new 32-bit seed, so that each purpose and each arrival has its own random
 * stream, and a change to one does not affect the others.
 * Source: the finalizer of MurmurHash3 (Austin Appleby, public domain).
 */
export function derivedSeed(seed: number, index: number): number {
  let hash = (seed ^ Math.imul(index + 1, 0x9e3779b9)) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** One element, each with equal probability; undefined only for an empty list. */
export function pick<Item>(items: readonly Item[], random: Random): Item | undefined {
  return items[Math.floor(random() * items.length)];
}
