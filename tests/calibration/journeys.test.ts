/** Journeys whose length is known, and the page's clock against the host's. */
import { once } from 'node:events';
import { expect } from '@playwright/test';
import { type WebSocket, WebSocketServer } from 'ws';
import { monotonicUs } from '../../src/core/clock.ts';
import { type ObservedJourney, watch, watchFromStart } from '../../src/instruments/journeys.ts';
import { imagesDecoded } from '../../src/metrics/images-decoded.ts';
import { journeyMetric } from '../../src/metrics/journey.ts';
import { messageToPixel } from '../../src/metrics/message-to-pixel.ts';
import { openToNewest } from '../../src/metrics/open-to-newest.ts';
import { sendToPaint } from '../../src/metrics/send-to-paint.ts';
import { watchImages } from '../../src/page/images-watch.ts';
import { watchRow } from '../../src/page/row-watch.ts';
import { open, type Setup, type Subject, test } from './fixtures.ts';
import { expectKnown } from './observe.ts';
import { value } from './value.ts';

const vsyncMs = 1000 / 60;

test('a row is presented in the frame after it was inserted, or the one after that', async ({ time }) => {
  const seen: number[] = [];
  // Each of several, not their median: in one of a hundred young pages the browser tells of it a frame late.
  for (let run = 0; run < 10; run++) {
    const recording = await time(open('row.html'), async ({ page }) => {
      const options = { selector: '.row', text: 'New row', place: 'in-view' as const };
      const row = await watch(page, watchRow, options, 'The row');
      await page.evaluate('insertLater()');
      const { atMs, already } = await row.seen();
      const pageMs = await page.evaluate<number>('insertedMs');
      const journey = { metric: openToNewest, from: { pageMs }, toPageMs: atMs, already };
      return { scrolls: [], journeys: [{ ...journey, until: 'presented' as const }] };
    });
    seen.push(value(openToNewest.derive(recording)));
  }
  const why = 'waits for a vsync, takes the rest of it, is swapped at its end or the next';
  const known = { metric: openToNewest.id, least: 0.1, most: 3 * vsyncMs, why };
  const [latest = Number.NaN, ...others] = seen.toSorted((a, b) => b - a);
  for (const ms of others) await expectKnown(known, ms);
  const away = 'as the others, and a host that is away for two vsyncs in one of ten';
  await expectKnown({ ...known, most: 5 * vsyncMs, why: away }, latest);
});

test('a row that was there before has no time: unavailable', async ({ time }) => {
  const recording = await time(open('row.html'), async ({ page }) => {
    const row = await watch(page, watchRow, { selector: '.row', place: 'in-view' as const }, 'The row');
    const { atMs, already } = await row.seen();
    const journey = { metric: openToNewest, from: { pageMs: 0 }, toPageMs: atMs, already };
    return { scrolls: [], journeys: [{ ...journey, until: 'presented' as const }] };
  });
  expect(openToNewest.derive(recording)).toMatchObject({
    status: 'unavailable',
    reason: expect.stringContaining('1 of 1'),
  });
  expect(sendToPaint.derive(recording)).toMatchObject({
    status: 'unavailable',
    reason: 'the scenario has no such journey',
  });
});

for (const { order, query } of [
  { order: 'after it was shown', query: 'shownMs=200&replacedMs=400' },
  { order: 'before it is shown', query: 'shownMs=400&replacedMs=200' },
]) {
  test(`a row that comes with the page has its time, also where another element replaces it ${order}`, async ({
    time,
  }) => {
    const recording = await time(open('idle.html'), async ({ page, pages }) => {
      const options = { selector: '.row', place: 'in-view' as const };
      const watching = await watchFromStart(page, watchRow, options, 'The row');
      await page.goto(`${pages}/served-row.html?${query}`, { waitUntil: 'commit' });
      const { atMs, already } = await (await watching()).seen();
      await page.waitForFunction('shownMs > 0');
      const pageMs = await page.evaluate<number>('shownMs');
      const journey = { metric: openToNewest, from: { pageMs }, toPageMs: atMs, already };
      return { scrolls: [], journeys: [{ ...journey, until: 'presented' as const }] };
    });
    const why = 'as of a row that is inserted';
    const known = { metric: openToNewest.id, least: 0.1, most: 3 * vsyncMs, why };
    await expectKnown(known, value(openToNewest.derive(recording)));
  });
}

test('what is never seen is an error that says so, and not a hang', async ({ subject }) => {
  await open('row.html')(subject);
  const options = { selector: '.row', text: 'Never', place: 'in-view' as const };
  const row = await watch(subject.page, watchRow, options, 'The row that never comes');
  await expect(row.seen(50)).rejects.toThrow(/The row that never comes was not seen.*\n.*NOT_SEEN/);
});

for (const { list, change } of [
  { list: 'a list that rests', change: 'undefined' },
  {
    list: 'a list that never rests',
    change: `setInterval(() => document.querySelector('#rows').append(document.createElement('br')), 100)`,
  },
]) {
  test(`${list} without a picture says so within seconds, and costs its own metric only`, async ({
    time,
  }) => {
    const recording = await time(open('row.html'), async ({ page }) => {
      await page.evaluate(change);
      const options = { container: '#rows', row: '.row', newest: '.row' };
      const images = await watch(page, watchImages, options, 'The last image in view');
      const { atMs, already, absent } = await images.seen(10_000);
      const end = { toPageMs: atMs, until: 'seen' as const, already, absent };
      return { scrolls: [], journeys: [{ metric: imagesDecoded, from: { pageMs: 0 }, ...end }] };
    });
    expect(imagesDecoded.derive(recording)).toEqual({
      status: 'unavailable',
      reason: 'no picture is in the first screen',
    });
    expect(openToNewest.derive(recording)).toMatchObject({ reason: 'the scenario has no such journey' });
  });
}

test('a picture in view that loads for three seconds is waited for', async ({ subject }) => {
  const { page, pages } = subject;
  await page.goto(`${pages}/late-image.html?delayMs=3000`, { waitUntil: 'commit' });
  const options = { container: '#rows', row: '.row', newest: '.row' };
  const images = await watch(page, watchImages, options, 'The image');
  const { atMs, absent } = await images.seen(10_000);
  expect(absent).toBeUndefined();
  expect(atMs).toBeGreaterThan(3_000);
});

/** Opens socket.html with the server's end of its WebSocket in hand. */
async function connect(subject: Subject, { pages }: Setup, delayMs: number): Promise<WebSocket> {
  const sockets = new WebSocketServer({ server: pages.server, path: '/socket' });
  const connected = once(sockets, 'connection') as Promise<[WebSocket]>;
  await open(`socket.html?delayMs=${delayMs}`)(subject);
  const [socket] = await connected;
  sockets.close();
  return socket;
}

async function messageJourney({ page }: Subject, socket: WebSocket, text: string): Promise<ObservedJourney> {
  const options = { selector: '.row', text, place: 'in-view' as const };
  const row = await watch(page, watchRow, options, `The message "${text}"`);
  const hostUs = monotonicUs();
  socket.send(text);
  const { atMs, already } = await row.seen();
  return { metric: messageToPixel, from: { hostUs }, toPageMs: atMs, until: 'presented', already };
}

for (const { delayMs, mostMs } of [
  // Loopback and the handler take a few ms; then as above.
  { delayMs: 0, mostMs: 4 * vsyncMs },
  { delayMs: 200, mostMs: 200 + 4 * vsyncMs },
]) {
  test(`a message that is shown after ${delayMs} ms is presented a frame or two later`, async ({
    time,
    setup,
  }) => {
    let socket: WebSocket | undefined;
    const recording = await time(
      async (subject) => {
        socket = await connect(subject, setup, delayMs);
      },
      async (subject) => {
        const journeys: ObservedJourney[] = [];
        for (let index = 0; index < 5; index++) {
          if (socket === undefined) throw new Error('no socket');
          journeys.push(await messageJourney(subject, socket, `Message ${index} of five`));
        }
        return { scrolls: [], journeys };
      },
    );
    const all = (recording.journeys['message-to-pixel'] ?? []).map(
      ({ fromUs, toUs }) => (toUs ?? 0) - fromUs,
    );
    expect(all).toHaveLength(5);
    // Never before it was sent and due: the clocks of host and page agree.
    expect(Math.min(...all) / 1000).toBeGreaterThan(delayMs);
    await expectKnown(
      {
        metric: messageToPixel.id,
        expected: delayMs,
        least: delayMs,
        most: mostMs,
        why: 'loopback, the handler, and up to three vsyncs',
      },
      value(messageToPixel.derive(recording)),
    );
  });
}

/** Tells what the page’s clock reads. */
const clock = journeyMetric({ id: 'clock', version: 1, title: 'Clock', source: 'performance.now()' });

test('the page’s clock lies between the host’s before and after, to 0.2 ms', async ({ time, setup }) => {
  const presses: { beforeUs: number; afterUs: number }[] = [];
  let socket: WebSocket | undefined;
  const recording = await time(
    async (subject) => {
      socket = await connect(subject, setup, 0);
    },
    async () => {
      const journeys: ObservedJourney[] = [];
      for (let index = 0; index < 50; index++) {
        if (socket === undefined) throw new Error('no socket');
        const beforeUs = monotonicUs();
        socket.send('clock');
        const [answer] = (await once(socket, 'message')) as [Buffer];
        presses.push({ beforeUs, afterUs: monotonicUs() });
        const pageMs = Number(answer.toString());
        journeys.push({ metric: clock, from: { pageMs }, toPageMs: pageMs, until: 'seen', already: false });
      }
      return { scrolls: [], journeys };
    },
  );
  const pageUs = (recording.journeys.clock ?? []).map(({ fromUs }) => fromUs);
  expect(pageUs).toHaveLength(50);
  // performance.now() is coarsened to 0.1 ms, and so is the mark that ties the clocks.
  const toleranceUs = 200;
  const outside = presses.filter(({ beforeUs, afterUs }, index) => {
    const us = pageUs[index] ?? Number.NaN;
    return !(us >= beforeUs - toleranceUs && us <= afterUs + toleranceUs);
  });
  expect(outside).toEqual([]);
  // The bound that this proves: the quickest exchange took no longer than 3 ms.
  expect(Math.min(...presses.map(({ beforeUs, afterUs }) => afterUs - beforeUs))).toBeLessThan(3_000);
});
