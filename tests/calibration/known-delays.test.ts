/** Vitals and journeys of pages that hold something back for a known time. */

import { expect } from '@playwright/test';
import type { Metric } from '../../src/core/results/metric.ts';
import { median } from '../../src/core/statistics/statistics.ts';
import { type ObservedJourney, watch } from '../../src/instruments/journeys.ts';
import { imagesDecoded } from '../../src/metrics/images-decoded.ts';
import { lcp } from '../../src/metrics/lcp.ts';
import { olderPage } from '../../src/metrics/older-page.ts';
import type { TimingRecording } from '../../src/metrics/recordings.ts';
import { sendToPaint } from '../../src/metrics/send-to-paint.ts';
import { watchImages } from '../../src/page/images-watch.ts';
import { watchJump } from '../../src/page/jump-watch.ts';
import { watchKey } from '../../src/page/key-watch.ts';
import { watchRow } from '../../src/page/row-watch.ts';
import { open, type Subject, test } from './fixtures.ts';
import { expectKnown } from './observe.ts';
import { value } from './value.ts';

const vsyncMs = 1000 / 60;

/** The median of three: what lasts, not what the host does meanwhile. */
async function thrice(record: () => Promise<TimingRecording>, metric: Metric<TimingRecording>) {
  const values: number[] = [];
  for (let run = 0; run < 3; run++) values.push(value(metric.derive(await record())));
  return median(values);
}

const delayMs = 600;

test(`an image that the server holds back for ${delayMs} ms is the LCP, and decoded a moment later`, async ({
  time,
}) => {
  const load = async (subject: Subject) => {
    const { page, pages } = subject;
    await page.goto(`${pages}/late-image.html?delayMs=${delayMs}`, { waitUntil: 'commit' });
    const options = { container: '#rows', row: '.row', newest: '.row' };
    const images = await watch(page, watchImages, options, 'The image');
    const { atMs, already } = await images.seen();
    await page.waitForFunction(
      "performance.getEntriesByName('backscroll:vital').some(({ detail }) => detail.name === 'LCP' && detail.value > 500)",
    );
    const decoded: ObservedJourney = {
      metric: imagesDecoded,
      from: { pageMs: 0 },
      toPageMs: atMs,
      until: 'seen',
      already,
    };
    return { scrolls: [], journeys: [decoded] };
  };
  const record = () => time(open('idle.html'), load);
  const meanwhile =
    'the page itself before (2 to 30 ms), transfer, decoding and a vsync or two after; twice that on a slow host';
  const most = delayMs + 200;
  await expectKnown(
    { metric: 'lcp', expected: delayMs, least: delayMs - 4, most, why: `rounded down to 4 ms; ${meanwhile}` },
    await thrice(record, lcp),
  );
  await expectKnown(
    { metric: 'images-decoded', expected: delayMs, least: delayMs, most, why: meanwhile },
    await thrice(record, imagesDecoded),
  );
});

const answers = [
  { key: 'Home', watchPressed: watchJump, metric: olderPage, place: 'in-document', at: '&end', drawnAt: [0] },
  { key: 'Enter', watchPressed: watchKey, metric: sendToPaint, place: 'in-view', at: '', drawnAt: [] },
] as const;
for (const { key, watchPressed, metric, place, at, drawnAt } of answers) {
  test(`a row that comes 300 ms after the key ${key}: ${metric.id}`, async ({ time }) => {
    const press = async ({ page }: Subject) => {
      await page.locator('#rows').focus();
      const pressed = await watch(page, watchPressed, { key, scroller: '#rows' }, `The key ${key}`);
      const options = { selector: '.row', text: `Answer to ${key}`, place };
      const row = await watch(page, watchRow, options, 'The answer');
      await page.keyboard.press(key);
      const [from, to] = [await pressed.seen(), await row.seen()];
      // A jump shows none of the rows on its way.
      expect(await page.evaluate('places')).toEqual(drawnAt);
      const journey: ObservedJourney = {
        metric,
        from: { pageMs: from.atMs },
        toPageMs: to.atMs,
        until: 'presented',
        already: to.already,
      };
      return { scrolls: [], journeys: [journey] };
    };
    await expectKnown(
      // A timer is never early.
      {
        metric: metric.id,
        expected: 300,
        least: 300,
        most: 300 + 5 * vsyncMs,
        why: 'from the key to its handler, three vsyncs, and one that the host may take',
      },
      await thrice(() => time(open(`keys.html?delayMs=300${at}`), press), metric),
    );
  });
}
