/** The machine of a run in words, by the reference workload. */
import { formatValue, plural } from '../core/format.ts';
import {
  referenceDrift,
  referenceFiguresMs,
  referenceLevelsMs,
  referenceOfRunMs,
} from '../core/judging/reference.ts';
import { type Cell, cellName } from '../core/results/cell.ts';
import { leftOutOf } from '../core/results/left-out.ts';
import type { Results } from '../core/results/results.ts';
import { trafficAbsence } from './traffic.ts';

/** The machine of a run: its speed, the programs that shared it on purpose, and what was not measured. */
export function machineLines(
  results: Pick<Results, 'reference' | 'options' | 'unavailable'> & {
    cells?: readonly Pick<Cell, 'trafficUnavailable'>[];
  },
): string[] {
  const without = leftOutOf(results.options);
  return [
    ...referenceLines(results),
    ...besideLines(results),
    ...without.map(({ profile, reason }) => `Not measured: ${profile}. ${reason}`),
    ...(results.unavailable ?? []).map((cell) => `Not measured: ${cellName(cell)}, since ${cell.reason}`),
    ...new Set((results.cells ?? []).flatMap(trafficAbsence).map((text) => `Traffic: ${text}`)),
  ];
}

/** Processes named by `--own-process`: their load is part of the conditions, not a disturbance. */
function besideLines({ options }: Pick<Results, 'options'>): string[] {
  const named = [options.ownProcesses, options.ownProcess].find(Array.isArray) ?? [];
  if (named.length === 0) return [];
  return [
    `Machine: shared on purpose with ${plural(named.length, 'program')} (--own-process), whose load is not held against it`,
  ];
}

/** `Machine: reference workload 5.19 ms, drift 2.1 % over 18 readings`; empty for a run without one. */
function referenceLines({ reference }: Pick<Results, 'reference'>): string[] {
  if (reference === undefined) return [];
  const figure = referenceOfRunMs(reference);
  const levels = referenceLevelsMs(reference);
  if (figure === null && levels.length > 1) {
    const readings = levels.map((level) => formatValue(level, 'ms')).join(', ');
    return [`Machines: of several speeds; the reference workload of the shards reads ${readings}`];
  }
  if (figure === null) {
    const reason = reference.readings.at(-1)?.reason ?? 'no reason was recorded';
    return [`Machine: no reading of the reference workload counts: ${reason}`];
  }
  const counted = referenceFiguresMs(reference.readings).length;
  const drift = referenceDrift(reference.readings);
  const range = drift === undefined ? '' : `, drift ${formatValue(100 * drift, 'percent')}`;
  const lost = reference.readings.length - counted;
  const note = lost === 0 ? '' : ` (${lost} more do not count)`;
  return [
    `Machine: reference workload ${formatValue(figure, 'ms')}${range} over ${plural(counted, 'reading')}${note}`,
  ];
}
