import type { Results } from '../../../src/core/results/results.ts';
import { type CellPlan, livePlan, runOf, scrollPlan } from './sample-results.ts';

const profiles = ['slow-3g', 'fast-3g', 'none'].flatMap((network) =>
  [1, 4, 6].map((cpu) => `${network}/cpu-${cpu}`),
);

/** A made-up run of so many cells with all their series, under nine profiles; every fortieth misses a budget. */
export function manyCells(count: number): Results {
  return runOf(
    Array.from({ length: count }, (_, index): CellPlan => {
      const plan =
        index % 5 === 4 ? livePlan() : scrollPlan(50 * (1 + (index % 5)), index % 40 === 3 ? 9.8 : 0.004);
      const part = Math.floor(index / (5 * profiles.length));
      const profile = profiles[Math.floor(index / 5) % profiles.length] ?? 'none/cpu-1';
      return { ...plan, key: { ...plan.key, params: { ...plan.key.params, part }, profile } };
    }),
  );
}
