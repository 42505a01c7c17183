/** When a visit is over, and what then belongs to the loading. */
import { expect } from '@playwright/test';
import type { Rest } from '../../src/core/results/rest.ts';
import { cls } from '../../src/metrics/cls.ts';
import { fcp } from '../../src/metrics/fcp.ts';
import { interactionTbt } from '../../src/metrics/interaction-tbt.ts';
import { lcp } from '../../src/metrics/lcp.ts';
import type { TimingRecording } from '../../src/metrics/recordings.ts';
import { tbt } from '../../src/metrics/tbt.ts';
import { plainVisit, type VisitOptions, visitPage } from '../../src/scenarios/visit-page.ts';
import { visitTarget } from '../../src/targets/page.ts';
import { open, type TimeOn, test } from './fixtures.ts';
import { exactly, expectKnown } from './observe.ts';
import { value } from './value.ts';

interface Block {
  startMs: number;
  endMs: number;
}

interface Visit {
  recording: TimingRecording;
  rest: Rest;
  /** What `blocked-load.html` says of itself; empty for other pages. */
  blocks: Block[];
}

/** Visits a page as `backscroll measure` does. */
async function visit(time: TimeOn, path: string, options: Partial<VisitOptions> = {}): Promise<Visit> {
  const scenario = visitPage({ ...plainVisit, ...options });
  let rest: Rest | undefined;
  let blocks: Block[] = [];
  const recording = await time(open('idle.html'), async (subject) => {
    const target = visitTarget(new URL(`${subject.pages}/${path}`));
    const acted = await scenario.act({ ...subject, target });
    rest = acted.loading?.rest;
    blocks = await subject.page.evaluate("typeof blocks === 'undefined' ? [] : blocks");
    return acted;
  });
  if (rest === undefined) throw new Error('the visit did not wait for rest');
  return { recording, rest, blocks };
}

test('a large text that appears at 1.5 s is the LCP of a visit', async ({ time }) => {
  const { recording, rest } = await visit(time, 'late-paint.html?showAtMs=1500');
  await expectKnown(
    {
      metric: 'lcp',
      expected: 1_500,
      least: 1_496,
      most: 1_580,
      why: 'rounded down to 4 ms; layout and a vsync or two',
    },
    value(lcp.derive(recording)),
  );
  expect(rest.notRested).toEqual([]);
});

test('a frame that nobody has scrolled to keeps no visit from its rest, and no figure from its value', async ({
  time,
}) => {
  const { recording, rest } = await visit(time, 'lazy-frame.html', { distance: 300 });
  expect(rest.notRested).toEqual([]);
  expect(tbt.derive(recording)).toMatchObject({ status: 'measured' });
});

test('a shift of 0.1 one second after the load event is the CLS of a visit', async ({ time }) => {
  const { recording } = await visit(time, 'late-shift.html');
  // Impact: the union of both places, 0 to 50 % of the height. Distance: 20 % of the larger side, the height.
  await expectKnown(
    { metric: 'cls', expected: 0.1, least: 0.0975, most: 0.1025, why: 'whole pixels' },
    value(cls.derive(recording)),
  );
});

const bounded = { quietMs: 1_000, withinMs: 2_500 };

for (const [signal, does] of [
  ['lcp', 'lcp'],
  ['layout', 'layout'],
  ['network', 'network'],
  ['main-thread', 'main-thread'],
] as const) {
  test(`a page whose ${signal} never rests ends at the bound, and only that is named`, async ({ time }) => {
    const { rest } = await visit(time, `restless.html?does=${does}`, { rest: bounded });
    expect(rest.notRested).toEqual([signal]);
    await expectKnown(
      {
        metric: 'end of the loading after load',
        expected: bounded.withinMs,
        least: bounded.withinMs,
        most: bounded.withinMs + 400,
        why: 'the last answer of the page: four frames and a task',
      },
      rest.afterLoadMs,
    );
  });
}

test('a page that never rests at all ends at the bound, and all four are named', async ({ time }) => {
  const page = 'restless.html?does=lcp&does=layout&does=network&does=main-thread';
  const { rest } = await visit(time, page, { rest: bounded });
  expect(rest.notRested).toEqual(['lcp', 'layout', 'network', 'main-thread']);
});

test('a transform that is animated for ever keeps nothing from resting', async ({ time }) => {
  const { rest } = await visit(time, 'restless.html?does=transform');
  expect(rest.notRested).toEqual([]);
  await expectKnown(
    {
      metric: 'end of the loading after load',
      expected: 1_500,
      least: 1_500,
      most: 1_900,
      why: 'the last thing that the load paints, and the answers of the page',
    },
    rest.afterLoadMs,
  );
});

test('tasks while the page loads block from the first paint on: 50 ms less each, cut at the paint', async ({
  time,
}) => {
  const { recording, blocks } = await visit(time, 'blocked-load.html');
  const paintMs = value(fcp.derive(recording));
  expect(blocks).toHaveLength(3);
  const expected = blocks.reduce(
    (sum, { startMs, endMs }) => sum + Math.max(0, endMs - Math.max(startMs, paintMs) - 50),
    0,
  );
  await expectKnown(
    {
      metric: 'tbt',
      expected,
      least: expected - 5,
      most: expected + 12,
      why: 'the paint is rounded down to 4 ms; what else is in the tasks',
    },
    value(tbt.derive(recording)),
  );
});

test('clicks that block are no part of the loading', async ({ time }) => {
  const { recording } = await visit(time, 'interaction.html?busyMs=150', { clicks: ['button'] });
  await expectKnown(exactly('tbt', 0), value(tbt.derive(recording)));
  await expectKnown(
    {
      metric: 'interaction-tbt',
      expected: 100,
      least: 99,
      most: 130,
      why: 'whole ms; what else is in the task',
    },
    value(interactionTbt.derive(recording)),
  );
});

for (const [kind, host] of [
  ['the same site', '127.0.0.1'],
  ['another site, in a process of its own', 'localhost'],
] as const) {
  test(`three blocks of 120 ms in a frame of ${kind} block 70 ms each, once`, async ({ time, setup }) => {
    const { port } = new URL(setup.pages.url);
    const { recording } = await visit(time, `framed.html?origin=http://${host}:${port}`);
    await expectKnown(
      { metric: 'tbt', expected: 210, least: 207, most: 250, why: 'whole ms; what the host takes' },
      value(tbt.derive(recording)),
    );
  });
}
