import { expect, test } from '@playwright/test';

/** What a calibration page must read: the answer where it is one figure, and the bounds that the test allows. */
interface Known {
  metric: string;
  /** Undefined where only bounds are known. */
  expected?: number;
  least: number;
  most: number;
}

/** One observation of a known answer. */
interface Observation extends Known {
  observed: number;
}

/** Attaches what was observed beside what is known, then judges it: reports show how near it came. */
export async function expectKnown(known: Known, observed: number): Promise<void> {
  const observation: Observation = { ...known, observed };
  await test.info().attach('observation', {
    contentType: 'application/json',
    body: JSON.stringify(observation),
  });
  const text = `${known.metric}: ${observed} within ${known.least} to ${known.most}`;
  expect(observed, text).toBeGreaterThanOrEqual(known.least);
  expect(observed, text).toBeLessThanOrEqual(known.most);
}
