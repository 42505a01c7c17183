/** The evidence of a cell's iterations about one metric. */
import type { Cell } from './cell.ts';
import type { MetricDefinition } from './metric.ts';
import type { Reading } from './reading.ts';

export interface Observed {
  values: number[];
  /** The block of each value; undefined where the cell was not measured in blocks. */
  blocks?: (number | undefined)[];
  /** Iterations without a value that count: valid ones, and those in which the page failed. */
  lost: number;
  /** The first reason given by one of them. */
  missing: string | undefined;
}

/**
 * The readings of one metric in a cell's valid iterations. A failed iteration may have been the slowest one,
 * so it counts as lost for every metric of its pass.
 *
 * @param pass of the metric; without it, that of its samples
 */
export function observedOf(
  metric: string,
  { iterations, samples }: Pick<Cell, 'iterations' | 'samples'>,
  pass = passOf(metric, { iterations, samples }),
): Observed {
  const failed = iterations.filter((it) => it.status === 'failed' && it.pass === pass);
  const valid = new Map(iterations.filter((it) => it.status === 'valid').map((it) => [it.index, it]));
  const own = samples.filter((sample) => sample.metric === metric && valid.has(sample.iteration));
  const readings: Reading[] = own.map((sample) => sample.reading);
  const measured = own.filter(({ reading }) => reading.status === 'measured');
  const blocks = measured.map((sample) => valid.get(sample.iteration)?.block);
  return {
    values: readings.flatMap((reading) => (reading.status === 'measured' ? [reading.value] : [])),
    ...(blocks.some((block) => block !== undefined) ? { blocks } : {}),
    lost: readings.filter((reading) => reading.status === 'unavailable').length + failed.length,
    missing: readings.find((reading) => reading.status === 'unavailable')?.reason ?? failedReason(failed[0]),
  };
}

/** The measured values of a metric in a cell's valid iterations. */
export function valuesOf(metric: string, cell: Pick<Cell, 'iterations' | 'samples'>): number[] {
  return observedOf(metric, cell).values;
}

function passOf(
  metric: string,
  { iterations, samples }: Pick<Cell, 'iterations' | 'samples'>,
): MetricDefinition['pass'] | undefined {
  const sample = samples.find((each) => each.metric === metric);
  return iterations.find(({ index }) => index === sample?.iteration)?.pass;
}

function failedReason(failed: Cell['iterations'][number] | undefined): string | undefined {
  return failed === undefined ? undefined : `the page failed: ${failed.reason ?? 'no reason was recorded'}`;
}

/** Why no figure of a cell's pass counts; undefined when they do. */
export function invalidityOf(
  { iterations, invalid }: Cell,
  pass: MetricDefinition['pass'],
): string | undefined {
  if (invalid !== null && pass === 'timing') return invalid;
  const own = iterations.filter((it) => it.pass === pass);
  // Failures of the page count, too: they are no disturbance.
  if (own.length === 0 || own.some((it) => it.status !== 'invalid')) return undefined;
  return `No ${pass} iteration of ${own.length} was valid: ${own.at(-1)?.reason ?? 'no reason was recorded'}`;
}

/** Passes whose figures a report uses; the recorded pass is for people. */
export const countedPasses = ['timing', 'visual', 'memory', 'lighthouse'] as const;

/**
 * Why a cell lacks all figures of one of its passes, with or without a budget on them; undefined when it has
 * them.
 */
export function lostPass(cell: Cell): string | undefined {
  return countedPasses.map((pass) => invalidityOf(cell, pass)).find((reason) => reason !== undefined);
}
