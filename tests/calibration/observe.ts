import { expect, test } from '@playwright/test';

/** What a calibration page must read: the answer where it is one figure, and the bounds that the test allows. */
export interface Known {
  metric: string;
  /** Undefined where only bounds are known. */
  expected?: number;
  least: number;
  most: number;
  /** Why not narrower, in a few words. */
  why: string;
}

/** Attaches what was observed beside what is known, then judges it: reports show how near it came. */
export async function expectKnown(known: Known, observed: number): Promise<void> {
  await test.info().attach('observation', {
    contentType: 'application/json',
    body: JSON.stringify({ ...known, observed }),
  });
  const text = `${known.metric}: ${observed} within ${known.least} to ${known.most}, ${known.why}`;
  expect(observed, text).toBeGreaterThanOrEqual(known.least);
  expect(observed, text).toBeLessThanOrEqual(known.most);
}

/** A count that nothing estimates. */
export function exactly(metric: string, expected: number): Known {
  return { metric, expected, least: expected, most: expected, why: 'counted' };
}

/** Within a share of what is expected. */
export function within(metric: string, expected: number, share: number, why: string): Known {
  return { metric, expected, least: expected * (1 - share), most: expected * (1 + share), why };
}
