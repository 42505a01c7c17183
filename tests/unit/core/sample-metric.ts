import type { MetricDefinition } from '../../../src/core/metric.ts';

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
