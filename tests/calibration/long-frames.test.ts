/** Long animation frames whose cause is known: which code, invoked by what, for how long. */
import { expect } from '@playwright/test';
import type { LongFrame } from '../../src/metrics/recordings.ts';
import { open, type Subject, type TimeOn, test } from './fixtures.ts';
import { expectKnown } from './observe.ts';

async function click({ page }: Subject) {
  await page.mouse.click(50, 40);
  return { scrolls: [], journeys: [] };
}

/** The browser hands a long frame over some frames after it, and later where the host is busy. */
async function clickAndWait(subject: Subject) {
  const acted = await click(subject);
  // Not that of the load, which may be long as well.
  await subject.page.waitForFunction(
    "performance.getEntriesByName('backscroll:long-frame').some(({ detail }) => detail.scripts.some(({ functionName }) => ['pressed', 'loaded'].includes(functionName)))",
  );
  return acted;
}

/** The frames in which the button's handler ran. */
async function pressed(time: TimeOn, query: string, act = clickAndWait): Promise<LongFrame[]> {
  const { longFrames } = await time(open(`long-frame.html?token=secret&${query}`), act);
  return longFrames.filter(({ scripts }) => scripts.some(({ functionName }) => functionName === 'pressed'));
}

test('a handler of 120 ms makes one long frame, and is named with what invoked it', async ({ time }) => {
  const frames = await pressed(time, 'busyMs=120');
  expect(frames).toHaveLength(1);
  const [script] = frames[0]?.scripts ?? [];
  expect(script).toMatchObject({
    functionName: 'pressed',
    invoker: 'BUTTON#go.onclick',
    invokerType: 'event-listener',
    // Without the query, which may be a secret.
    source: expect.stringMatching(/\/long-frame\.html$/),
  });
  await expectKnown(
    {
      metric: 'long frame, its script',
      expected: 120,
      least: 119,
      most: 135,
      why: 'whole ms; what the host takes of it',
    },
    script?.durationMs ?? Number.NaN,
  );
  await expectKnown(
    {
      metric: 'long frame, its blocking',
      expected: 70,
      least: 69,
      most: 100,
      why: 'its rendering counts too',
    },
    frames[0]?.blockingMs ?? Number.NaN,
  );
});

test('layout that a script forces is told from what it computes', async ({ time }) => {
  const [frame] = await pressed(time, 'busyMs=200&layout');
  const [script] = frame?.scripts ?? [];
  const share = (script?.layoutMs ?? 0) / (script?.durationMs ?? Number.NaN);
  await expectKnown(
    {
      metric: 'long frame, share of forced layout',
      least: 0.5,
      most: 1,
      why: 'the loop itself takes the rest',
    },
    share,
  );
});

test('a handler that takes nothing makes no long frame', async ({ time }) => {
  expect(await pressed(time, 'busyMs=0', click)).toEqual([]);
});

test('the address in an invoker is kept without its query and its fragment', async ({ time }) => {
  const { longFrames } = await time(open('long-frame.html?token=secret&busyMs=120&image'), clickAndWait);
  const text = JSON.stringify(longFrames);
  expect(text).toContain('"loaded"');
  expect(text).toContain('photo.jpg');
  expect(text).not.toMatch(/secret|fragment/);
});
