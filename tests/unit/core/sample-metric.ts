import type { MetricDefinition } from '../../../src/core/results/metric.ts';

/** A metric of a test: less is better. */
export const lcp: MetricDefinition = {
  id: 'lcp',
  version: 1,
  title: 'LCP',
  unit: 'ms',
  better: 'lower',
  pass: 'timing',
  source: 'a test',
};
