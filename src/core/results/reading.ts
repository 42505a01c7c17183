import { z } from 'zod';

/**
 * The reading of one metric in one iteration: a number, or the reason why there is none. A missing value is
 * never 0, NaN or an absent key.
 */
export const reading = z.discriminatedUnion('status', [
  z.object({ status: z.literal('measured'), value: z.number() }),
  z.object({ status: z.literal('unavailable'), reason: z.string().min(1) }),
]);
export type Reading = z.infer<typeof reading>;

/** @throws RangeError when the value is not finite: a metric must return `unavailable` instead */
export function measured(value: number): Reading {
  if (!Number.isFinite(value)) throw new RangeError(`a reading must be finite, got ${value}`);
  return { status: 'measured', value };
}

/** @param reason a clause that a reader understands, such as "no frame was produced during the scroll" */
export function unavailable(reason: string): Reading {
  return { status: 'unavailable', reason };
}
