/** A run of two arms that were compared, for tests of the reports. Nothing in here was measured. */
import { assemble } from '../../../src/core/assemble.ts';
import type { ComparisonPlan } from '../../../src/core/results/metric-comparison.ts';
import type { Results } from '../../../src/core/results/results.ts';
import { cellRecords, endRecord, runRecord } from './sample-results.ts';

/** LCP and blocking time of `b` a fifth above those of `a`, as 12 values each. */
export function comparedRun(more: Partial<ComparisonPlan> = {}): Results {
  const key = { scenario: 'visit-page', params: {}, profile: 'fast-3g/cpu-4' };
  const plan: ComparisonPlan = { alpha: 0.05, primary: ['lcp'], minEffect: 0.05, looks: null, ...more };
  const arm = (id: string, factor: number) =>
    cellRecords({
      key: { ...key, arm: id },
      title: 'made up',
      iterations: Array.from({ length: 12 }, (_, index) => ({
        pass: 'timing',
        readings: { lcp: factor * (1_000 + 10 * index), tbt: factor * (300 + 5 * index) },
      })),
    });
  return assemble([
    runRecord(),
    ...arm('a', 1),
    ...arm('b', 1.2),
    {
      type: 'comparison',
      comparison: {
        ...key,
        baseline: { label: 'http://before', arm: 'a' },
        candidate: { label: 'http://after', arm: 'b' },
        plan,
        look: plan.looks === null ? null : 2,
      },
    },
    endRecord,
  ]);
}
