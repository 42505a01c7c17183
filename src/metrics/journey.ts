import type { Metric } from '../core/results/metric.ts';
import { measured, type Reading, unavailable } from '../core/results/reading.ts';
import { median } from '../core/statistics/statistics.ts';
import type { TimingRecording } from './recordings.ts';

/**
 * The median over the journeys of one kind in an iteration, ms. A journey that never reached the screen makes
 * the reading unavailable: without it, the slowest one would be hidden. So does a journey that ends before it
 * begins: either the clocks of host and page disagree, or the page was ahead of the host.
 */
function deriveJourney(id: string, { journeys }: TimingRecording): Reading {
  const own = journeys[id];
  if (own === undefined || own.length === 0) return unavailable('the scenario has no such journey');
  const absent = own.find((journey) => journey.absent !== undefined)?.absent;
  if (absent !== undefined) return unavailable(absent);
  const spansMs = own.flatMap(({ fromUs, toUs }) => (toUs === undefined ? [] : [(toUs - fromUs) / 1000]));
  const lost = own.length - spansMs.length;
  if (lost > 0) return unavailable(`${lost} of ${own.length} never reached the screen while it was recorded`);
  const negative = spansMs.filter((ms) => ms < 0);
  if (negative.length > 0) {
    const mostMs = -Math.min(...negative);
    return unavailable(
      `${negative.length} of ${own.length} ended up to ${mostMs.toFixed(1)} ms before they began: the clocks of host and page disagree, or it was shown before the host knew`,
    );
  }
  return measured(median(spansMs));
}

/** A metric that is the time between two points of a journey; a scenario provides the journeys. */
export interface JourneyMetric extends Metric<TimingRecording> {
  readonly isJourney: true;
}

export function journeyMetric(
  definition: Pick<Metric<TimingRecording>, 'id' | 'version' | 'title' | 'source' | 'advice'>,
): JourneyMetric {
  return {
    isJourney: true,
    ...definition,
    unit: 'ms',
    better: 'lower',
    pass: 'timing',
    dependsOnTime: true,
    derive: (recording) => deriveJourney(definition.id, recording),
  };
}
