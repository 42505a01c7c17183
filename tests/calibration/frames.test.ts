/** Scrolls whose frames are known beforehand, at the 60 Hz of headless Chromium (16.67 ms a vsync). */
import { expect } from '@playwright/test';
import { median } from '../../src/core/statistics/statistics.ts';
import { droppedFrames } from '../../src/metrics/dropped-frames.ts';
import { frameRate } from '../../src/metrics/frame-rate.ts';
import { interactionTbt } from '../../src/metrics/interaction-tbt.ts';
import { journeyMetric } from '../../src/metrics/journey.ts';
import { longestFrame } from '../../src/metrics/longest-frame.ts';
import { partialFrames } from '../../src/metrics/partial-frames.ts';
import type { TimingRecording } from '../../src/metrics/recordings.ts';
import { scrollWindows } from '../../src/metrics/scroll-window.ts';
import { worstSecond } from '../../src/metrics/worst-second.ts';
import { desktop, feed, open, scrollFeed, test } from './fixtures.ts';
import { exactly, expectKnown, type Known } from './observe.ts';
import { thrice } from './thrice.ts';
import { value } from './value.ts';

const vsyncMs = 1000 / 60;
const noneDropped: Known = {
  metric: 'dropped-frames',
  expected: 0,
  least: 0,
  most: 2,
  why: 'the host may take 2 of 120 vsyncs',
};
const sixty: Known = {
  metric: 'frame-rate',
  expected: 60,
  least: 57,
  most: 62,
  why: 'as dropped-frames; an edge cuts a vsync',
};

test('a feed that does nothing: 60 frames a second, none dropped, hardly one partial', async ({ time }) => {
  const recordings = await thrice(time, 'idle.html');
  const of = (metric: typeof partialFrames) =>
    median(recordings.map((recording) => value(metric.derive(recording))));
  await expectKnown(noneDropped, of(droppedFrames));
  await expectKnown(
    { metric: 'worst-second', expected: 0, least: 0, most: 4, why: 'the host may take 2 of its 60 vsyncs' },
    of(worstSecond),
  );
  await expectKnown(
    {
      metric: 'partial-frames',
      expected: 0,
      least: 0,
      most: 6,
      why: 'new tiles now and then, seen up to 3 %',
    },
    of(partialFrames),
  );
  await expectKnown(sixty, of(frameRate));
  await expectKnown(
    {
      metric: 'longest-frame',
      expected: vsyncMs,
      least: 0.9 * vsyncMs,
      most: 3.1 * vsyncMs,
      why: 'a late swap; the host may take two vsyncs',
    },
    of(longestFrame),
  );
  await expectKnown(exactly('interaction-tbt', 0), of(interactionTbt));
  for (const { scrolls } of recordings) {
    expect(scrolls[0]?.scrolledPx).toBeGreaterThan(feed.distancePx * 0.99);
  }
});

const block = journeyMetric({ id: 'block', version: 1, title: 'Block', source: 'the page itself' });

test('120 ms of every 500 blocked: 7 vsyncs in 30 are partial, each block is seen, none is dropped', async ({
  time,
}) => {
  const recordings = await thrice(time, 'blocks.html', async (subject) => {
    const acted = await scrollFeed()(subject);
    const blocks = await subject.page.evaluate<{ startMs: number; endMs: number }[]>('blocks');
    const journeys = blocks.map(({ startMs, endMs }) => ({
      metric: block,
      from: { pageMs: startMs },
      toPageMs: endMs,
      until: 'seen' as const,
      already: false,
    }));
    return { ...acted, journeys };
  });
  const of = (metric: typeof partialFrames) =>
    median(recordings.map((recording) => value(metric.derive(recording))));
  await expectKnown(
    {
      metric: 'partial-frames',
      expected: 23,
      least: 17,
      most: 29,
      why: '3 or 4 blocks of 7 vsyncs in 2 s, as they fall',
    },
    of(partialFrames),
  );
  const errors = recordings.map((each) => value(partialFrames.derive(each)) - blockedPercent(each));
  await expectKnown(
    {
      metric: 'partial-frames less the blocked share',
      expected: 0,
      least: -5,
      most: 5,
      why: 'a vsync at each edge of a block, and the noise of an idle feed',
    },
    median(errors),
  );
  // The compositor goes on without the main thread: as on the idle feed.
  await expectKnown(noneDropped, of(droppedFrames));
  await expectKnown(sixty, of(frameRate));

  const seen = recordings.flatMap(blocksSeen);
  expect(seen.length).toBeGreaterThanOrEqual(3 * 3);
  await expectKnown(
    {
      metric: 'blocks seen, percent',
      expected: 100,
      least: 95,
      most: 100,
      why: 'five partial vsyncs in a row at its time',
    },
    (100 * seen.filter((run) => run >= 5).length) / seen.length,
  );
});

/** The blocks of a scroll, and the scroll itself (µs). */
function blocksOf(recording: TimingRecording) {
  const [window] = scrollWindows(recording);
  if (window === undefined) throw new Error('no scroll window');
  const blocks = (recording.journeys.block ?? []).map(({ fromUs, toUs }) => ({ fromUs, toUs: toUs ?? 0 }));
  return { window, blocks };
}

/** The share of the scroll in which the main thread was blocked, in percent. */
function blockedPercent(recording: TimingRecording): number {
  const { window, blocks } = blocksOf(recording);
  const blockedUs = blocks.reduce(
    (sum, { fromUs, toUs }) =>
      sum + Math.max(0, Math.min(toUs, window.endUs) - Math.max(fromUs, window.startUs)),
    0,
  );
  return (100 * blockedUs) / (window.endUs - window.startUs);
}

/** For each block within the scroll: the longest run of partial vsyncs at its time. */
function blocksSeen(recording: TimingRecording): number[] {
  const { window, blocks } = blocksOf(recording);
  const within = blocks.filter(({ fromUs, toUs }) => fromUs >= window.startUs && toUs <= window.endUs);
  return within.map(({ fromUs, toUs }) => {
    // The vsync in which the block began was sent to the main thread before it, or just after.
    const during = window.frames.filter(({ startUs }) => startUs > fromUs - 17_000 && startUs < toUs);
    let longest = 0;
    let run = 0;
    for (const { state } of during) {
      run = state === 'partial' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  });
}

test('blocks of 120 ms are long tasks of 120 ms, and 70 ms each of total blocking time', async ({ time }) => {
  const recording = await time(open('blocks.html'), scrollFeed());
  const within = recording.longTasks.filter(
    ({ startUs }) => startUs >= recording.startUs && startUs < recording.endUs,
  );
  expect(within.length).toBeGreaterThanOrEqual(3);
  // Never shorter than the block; longer by what the host takes away (10 ms on a shared machine).
  const durations = within.map(({ durationMs }) => durationMs);
  expect(Math.min(...durations)).toBeGreaterThanOrEqual(119.9);
  await expectKnown(
    { metric: 'long task', expected: 120, least: 119.9, most: 130, why: 'what the host takes of it' },
    median(durations),
  );
  // The last one may reach over the end of the act, where it is cut.
  const expectedMs = within.reduce(
    (sum, { startUs, durationMs }) =>
      sum + Math.max(0, Math.min(durationMs, (recording.endUs - startUs) / 1000) - 50),
    0,
  );
  expect(value(interactionTbt.derive(recording))).toBeCloseTo(expectedMs, 6);
});

test('long tasks count although 200 came before them, the most that a browser keeps', async ({ time }) => {
  const recording = await time(open('blocks.html'), async ({ page }) => {
    await page.evaluate(async () => {
      for (let task = 0; task < 205; task++) {
        // Each in a task of its own; a message comes sooner than a timer.
        await new Promise((resolve) => {
          const channel = new MessageChannel();
          channel.port1.onmessage = resolve;
          channel.port2.postMessage(null);
        });
        const startMs = performance.now();
        while (performance.now() - startMs < 52);
      }
    });
    return { scrolls: [], journeys: [] };
  });
  expect(recording.longTasks.length).toBeGreaterThanOrEqual(205);
});

test('a feed that the main thread drives, 100 ms a frame: just under 10 frames a second', async ({
  time,
}) => {
  const gesture = { ...feed, distancePx: 6_000 };
  const recordings = await thrice(time, 'main-driven.html', scrollFeed(gesture), desktop);
  const of = (metric: typeof partialFrames) =>
    median(recordings.map((recording) => value(metric.derive(recording))));
  await expectKnown(
    {
      metric: 'frame-rate',
      expected: 9.7,
      least: 8.3,
      most: 10.25,
      why: '101 to 105 ms a frame, seven vsyncs when in use; a frame of 40 at each edge',
    },
    of(frameRate),
  );
  await expectKnown(
    {
      metric: 'dropped-frames',
      least: 67,
      most: 84,
      why: '4 or 5 of the 6.1 vsyncs of a frame show nothing',
    },
    of(droppedFrames),
  );
  for (const each of recordings) expect(partialFrames.derive(each)).toMatchObject({ status: 'unavailable' });
  expect(of(worstSecond)).toBeGreaterThanOrEqual(of(droppedFrames));
  await expectKnown(
    {
      metric: 'longest-frame',
      expected: 105,
      least: 100,
      most: 230,
      why: 'one frame of the main thread may miss its vsync too',
    },
    of(longestFrame),
  );
});

test('a feed that scrolls by script has no scroll of the browser to judge: unavailable', async ({ time }) => {
  const recording = await time(open('script-driven.html'), scrollFeed());
  expect(droppedFrames.derive(recording)).toEqual({
    status: 'unavailable',
    reason: 'no frame was produced while the browser scrolled',
  });
});

test('a gesture is as fast as asked on a page that a phone zooms out', async ({ time }) => {
  const recording = await time(open('wide.html'), scrollFeed());
  const [window] = scrollWindows(recording);
  // 3,000 px at 1,500 px/s; the last vsync or two carry no movement.
  const durationMs = ((window?.endUs ?? 0) - (window?.startUs ?? 0)) / 1000;
  expect(durationMs).toBeGreaterThan(1_900);
  expect(durationMs).toBeLessThan(2_150);
});

test('a popup of the same renderer that draws in every frame adds nothing to the frames of the page', async ({
  time,
}) => {
  const recordings = await thrice(time, 'idle.html', async (subject) => {
    const { page, pages } = subject;
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate((url) => void window.open(url, 'popup', 'width=400,height=400'), `${pages}/spins.html`),
    ]);
    await popup.waitForLoadState();
    await page.bringToFront();
    return scrollFeed()(subject);
  });
  const of = (metric: typeof partialFrames) =>
    median(recordings.map((recording) => value(metric.derive(recording))));
  const vsyncs = recordings.map((each) => scrollWindows(each).flatMap(({ frames }) => frames).length);
  await expectKnown(
    { metric: 'vsyncs of the scroll', expected: 120, least: 117, most: 122, why: 'an edge cuts a vsync' },
    median(vsyncs),
  );
  await expectKnown(noneDropped, of(droppedFrames));
  await expectKnown(sixty, of(frameRate));
});

test('the document itself can be scrolled, however long it is', async ({ time }) => {
  const recording = await time(open('document.html'), scrollFeed({ ...feed, scroller: ':root' }));
  expect(recording.scrolls[0]?.scrolledPx).toBeGreaterThan(feed.distancePx * 0.99);
  expect(droppedFrames.derive(recording)).toMatchObject({ status: 'measured' });
});
