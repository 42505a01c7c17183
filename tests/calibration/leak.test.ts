/** Actions that leave something known behind each time, and their clean twin. */
import { expect } from '@playwright/test';
import {
  judgeLeak,
  type LeakStatus,
  type LeakVerdict,
  leakRepetitions,
} from '../../src/core/judging/leak.ts';
import { recordLeak } from '../../src/instruments/leak.ts';
import { growthPoints } from '../../src/metrics/growth.ts';
import { open, type Subject, test } from './fixtures.ts';
import { exactly, expectKnown, within } from './observe.ts';

/** The verdict on each metric, and the growth that it found. */
async function judge(subject: Subject, what: string) {
  await open('leak.html')(subject);
  const { page, session } = subject;
  const leak = await recordLeak(page, session, () => page.evaluate(`once('${what}')`));
  expect(leak.readings).toHaveLength(leakRepetitions + 1);
  return Object.fromEntries(
    growthPoints(leak).map(({ metric, unit, points }) => [
      metric,
      judgeLeak([points.map(([, value]) => value)], unit === 'bytes' ? 'bytes' : 'count'),
    ]),
  );
}

/** Fails as NaN where nothing was judged. */
function growthOf(verdict: LeakVerdict | undefined): number {
  return verdict?.perRepetition ?? Number.NaN;
}

const counted = ['dom-elements', 'dom-nodes', 'detached-nodes', 'event-listeners'] as const;

for (const { what, grows } of [
  { what: 'nothing', grows: {} },
  { what: 'cache', grows: {} },
  // A section, 50 paragraphs and their texts, held by one paragraph.
  { what: 'nodes', grows: { 'dom-nodes': 101, 'detached-nodes': 101 } },
  // The listener holds the section too.
  { what: 'listener', grows: { 'event-listeners': 1, 'dom-nodes': 101, 'detached-nodes': 101 } },
  { what: 'element', grows: { 'dom-elements': 1, 'dom-nodes': 1 } },
] satisfies { what: string; grows: Partial<Record<(typeof counted)[number], number>> }[]) {
  test(`${what}: the counts grow by ${JSON.stringify(grows)} each time, and nothing else`, async ({
    subject,
  }) => {
    const verdicts = await judge(subject, what);
    for (const metric of counted) {
      const expected: number = (grows as Partial<Record<string, number>>)[metric] ?? 0;
      const status: LeakStatus = expected > 0 ? 'leaks' : 'clean';
      expect(verdicts[metric]?.status, metric).toBe(status);
      await expectKnown(exactly(`${metric} per repetition`, expected), growthOf(verdicts[metric]));
    }
  });
}

test('20 kB of heap each time are found, and no backing store', async ({ subject }) => {
  const verdicts = await judge(subject, 'bytes');
  expect(verdicts['js-heap']?.status).toBe('leaks');
  // 2,500 doubles, and 24 bytes of header and array element.
  await expectKnown(
    within('js-heap per repetition', 20_000, 0.01, 'what the engine allocates meanwhile'),
    growthOf(verdicts['js-heap']),
  );
  expect(verdicts['backing-store']?.status).toBe('clean');
});

test('an ArrayBuffer of 20,000 bytes each time is found in the backing store, exactly', async ({
  subject,
}) => {
  const verdicts = await judge(subject, 'buffer');
  expect(verdicts['backing-store']?.status).toBe('leaks');
  await expectKnown(exactly('backing-store per repetition', 20_000), growthOf(verdicts['backing-store']));
});

test('the clean twin is silent: its heap grows by less than 100 bytes', async ({ subject }) => {
  const verdicts = await judge(subject, 'nothing');
  expect(verdicts['js-heap']?.status).toBe('clean');
  await expectKnown(
    {
      metric: 'js-heap per repetition',
      expected: 0,
      least: -100,
      most: 100,
      why: 'what the engine allocates meanwhile',
    },
    growthOf(verdicts['js-heap']),
  );
  expect(verdicts['backing-store']).toMatchObject({ status: 'clean', perRepetition: 0 });
});
