/** How far two arms differ, by the ranks of single iterations or by permutation within blocks. */
import type { ComparisonUnit } from '../results/metric-comparison.ts';
import { type Blocked, blockValues } from './blocks.ts';
import { fewestBlocksFor, permutationTest } from './permutation.ts';
import { fewestFor, rankSumTest } from './rank-test.ts';
import { blockDeviation, commonDeviation, leastDetectable, leastDetectableOfBlocks } from './sensitivity.ts';
import { type Interval, shift } from './statistics.ts';

/** The evidence for a shift between two sides, before any verdict. */
export interface ShiftTest {
  unit: ComparisonUnit;
  /** Two-sided, not corrected. */
  p: number;
  /** Values of the smaller side, or blocks. */
  n: number;
  /** Estimate of candidate − baseline, and its interval with at least `coverage`. */
  shift: (coverage: number) => { estimate: number; interval: Interval | undefined };
  /** The smallest shift that values of this number and spread find in four of five tests at `level`. */
  detectable: (level: number) => number | undefined;
}

/** Undefined when there is nothing to test: a side without values, or no block with values of both. */
export function shiftTest(
  unit: ComparisonUnit,
  baseline: Blocked,
  candidate: Blocked,
): ShiftTest | undefined {
  if (baseline.values.length === 0 || candidate.values.length === 0) return undefined;
  return unit === 'block' ? ofBlocks(baseline, candidate) : ofIterations(baseline, candidate);
}

/** The fewest values per side, or blocks, at which a two-sided test can reject at `level` at all. */
export function fewestOf(unit: ComparisonUnit, level: number): number {
  return unit === 'block' ? fewestBlocksFor(level) : fewestFor(level);
}

function ofIterations({ values: baseline }: Blocked, { values: candidate }: Blocked): ShiftTest {
  const n = Math.min(baseline.length, candidate.length);
  return {
    unit: 'iteration',
    p: rankSumTest(baseline, candidate),
    n,
    shift: (coverage) => shift(baseline, candidate, coverage),
    detectable: (level) => leastDetectable(commonDeviation(baseline, candidate), n, level),
  };
}

function ofBlocks(baseline: Blocked, candidate: Blocked): ShiftTest | undefined {
  const blocks = blockValues(baseline, candidate);
  if (blocks.length === 0) return undefined;
  const { estimate, p, interval } = permutationTest(blocks);
  return {
    unit: 'block',
    p,
    n: blocks.length,
    shift: (coverage) => ({ estimate, interval: interval(coverage) }),
    detectable: (level) => leastDetectableOfBlocks(blockDeviation(blocks), blocks.length, level),
  };
}
