import type { Metric } from '../core/metric.ts';
import { measured, type Reading, unavailable } from '../core/reading.ts';
import { median } from '../core/statistics.ts';
import type { TimingRecording } from './recordings.ts';

/**
 * The median over the journeys of one kind in an iteration, ms. One that never reached the screen
 * makes the reading unavailable: leaving it out would hide the slowest of all.
 */
function deriveJourney(id: string, { journeys }: TimingRecording): Reading {
  const own = journeys[id];
  if (own === undefined || own.length === 0) return unavailable('the scenario has no such journey');
  const lost = own.filter((journey) => journey.toUs === undefined).length;
  if (lost > 0) return unavailable(`${lost} of ${own.length} never reached the screen while it was recorded`);
  return measured(median(own.map((journey) => ((journey.toUs ?? Number.NaN) - journey.fromUs) / 1000)));
}

/** A metric that is the time between two points of a journey. */
export function journeyMetric(
  definition: Pick<Metric<TimingRecording>, 'id' | 'version' | 'title' | 'source'>,
): Metric<TimingRecording> {
  return {
    ...definition,
    unit: 'ms',
    better: 'lower',
    pass: 'timing',
    derive: (recording) => deriveJourney(definition.id, recording),
  };
}
