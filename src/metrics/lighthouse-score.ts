import type { Metric } from '../core/results/metric.ts';
import { measured, unavailable } from '../core/results/reading.ts';
import { auditAdvice } from './advice.ts';
import type { LighthouseRecording } from './recordings.ts';

type Category = keyof LighthouseRecording['scores'];

function scoreMetric(category: Category, title: string): Metric<LighthouseRecording> {
  return {
    id: `lighthouse-${category}`,
    version: 1,
    title,
    advice: auditAdvice,
    unit: 'score',
    better: 'higher',
    pass: 'lighthouse',
    // The other categories count the rules that a page follows.
    dependsOnTime: category === 'performance',
    source: `Lighthouse category ${category}, 0 to 100; on the shaped network, CPU slowed by Lighthouse`,
    derive: ({ scores }) => {
      const score = scores[category];
      return score === null ? unavailable('Lighthouse gave no score') : measured(score * 100);
    },
  };
}

export const lighthousePerformance = scoreMetric('performance', 'Lighthouse performance');

/** Scores of 0 to 100; runs of one page vary by up to 15 points, so report a median of at least three. */
export const lighthouseScores: readonly Metric<LighthouseRecording>[] = [
  lighthousePerformance,
  scoreMetric('accessibility', 'Lighthouse accessibility'),
  scoreMetric('best-practices', 'Lighthouse best practices'),
];
