/** What a cell's valid iterations say about one metric. */
import type { MetricDefinition } from './metric.ts';
import type { Reading } from './reading.ts';
import type { Cell } from './results.ts';

export interface Observed {
  values: number[];
  /** Valid iterations that gave no value. */
  lost: number;
  /** The first reason given by one of them. */
  missing: string | undefined;
}

/** The readings of one metric in a cell's valid iterations. */
export function observedOf(
  metric: string,
  { iterations, samples }: Pick<Cell, 'iterations' | 'samples'>,
): Observed {
  const valid = new Set(iterations.filter((it) => it.status === 'valid').map((it) => it.index));
  const readings: Reading[] = samples
    .filter((sample) => sample.metric === metric && valid.has(sample.iteration))
    .map((sample) => sample.reading);
  return {
    values: readings.flatMap((reading) => (reading.status === 'measured' ? [reading.value] : [])),
    lost: readings.filter((reading) => reading.status === 'unavailable').length,
    missing: readings.find((reading) => reading.status === 'unavailable')?.reason,
  };
}

/** The reason for which no figure of a cell's pass counts, if there is one. */
export function invalidityOf(
  { iterations, invalid }: Cell,
  pass: MetricDefinition['pass'],
): string | undefined {
  if (invalid !== null && pass === 'timing') return invalid;
  const own = iterations.filter((it) => it.pass === pass);
  if (own.length === 0 || own.some((it) => it.status === 'valid')) return undefined;
  return `No ${pass} iteration of ${own.length} was valid: ${own.at(-1)?.reason ?? 'no reason was recorded'}`;
}

/** Passes whose figures a report stands on; a recorded one is for people. */
const countedPasses = ['timing', 'visual', 'memory', 'lighthouse'] as const;

/** Why a cell lacks all figures of one of its passes, with or without a budget on them; undefined when it has them. */
export function lostPass(cell: Cell): string | undefined {
  return countedPasses.map((pass) => invalidityOf(cell, pass)).find((reason) => reason !== undefined);
}
