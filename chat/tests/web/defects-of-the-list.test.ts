import { expect, type Page } from '@playwright/test';
import { scroll } from '../../../src/instruments/scroll.ts';
import { startTiming } from '../../../src/instruments/timing.ts';
import { loadOlder, mostBlankPx, rowsInView, scrollBy, withAndWithout } from './defects.ts';
import { test } from './fixtures.ts';
import { distanceFromEnd, readToTheBeginning, sequencesInDom, settled } from './page.ts';

/** A dense screen, where Chromium scrolls the list in a layer. */
const phone = { width: 412, scale: 1.75 };

/** The row in the middle of the view. */
async function middle(page: Page): Promise<{ sequence: number; top: number }> {
  const rows = await rowsInView(page);
  const row = rows[Math.floor(rows.length / 2)];
  if (row === undefined) throw new Error('no row is in view');
  return row;
}

test('blank-rows: the view is blank for a while after a scroll', async ({ site }) => {
  const seen = await withAndWithout(site, 'blank-rows', {}, async (page) => {
    const most = await mostBlankPx(page);
    await expect.poll(async () => (await rowsInView(page)).length).toBeGreaterThan(1);
    return most;
  });
  expect(seen.clean).toBeLessThan(100);
  expect(seen.planted).toBeGreaterThan(300);
});

test('lost-anchor: an older page moves the text in view', async ({ site }) => {
  const seen = await withAndWithout(site, 'lost-anchor', {}, async (page) => {
    const { before, after } = await loadOlder(page, () => rowsInView(page));
    const first = before.at(-1);
    const same = after.find(({ sequence }) => sequence === first?.sequence);
    return same === undefined ? 'gone' : Math.abs(same.top - (first?.top ?? 0));
  });
  expect(seen.planted).toBe('gone');
  expect(seen.clean).toBeLessThanOrEqual(2);
});

test('layout-shift: rows grow when their pictures load', async ({ site }) => {
  const seen = await withAndWithout(site, 'layout-shift', { messages: 40 }, async (page) => {
    const arrived = Promise.withResolvers<void>();
    await page.route('**/media/**', async (route) => {
      await arrived.promise;
      await route.continue();
    });
    await page.reload({ waitUntil: 'commit' });
    // Not a row of the first screen, which the server rendered and the application replaces.
    const row = page.locator('.virtual article:has(img)').last();
    await row.waitFor();
    await settled(page);
    const sequence = await row.getAttribute('data-sequence');
    const same = page.locator(`article[data-sequence="${sequence}"]`);
    const height = async () => (await same.boundingBox())?.height ?? 0;
    const before = await height();
    arrived.resolve();
    await same.evaluate((element) =>
      Promise.all([...element.querySelectorAll('img')].map((img) => img.decode())),
    );
    await settled(page);
    return (await height()) - before;
  });
  expect(seen.planted).toBeGreaterThan(50);
  expect(Math.abs(seen.clean)).toBeLessThanOrEqual(1);
});

test('jump-misses: a jump shows other messages', async ({ site }) => {
  const seen = await withAndWithout(site, 'jump-misses', {}, async (page, { id }) => {
    await page.goto(new URL(`/c/${id}?at=45`, page.url()).href);
    // The jump has loaded all pages before it goes to the message.
    await page.getByText('Beginning of the conversation').waitFor({ state: 'attached' });
    await settled(page);
    const atMessage = (await rowsInView(page)).some(({ sequence }) => sequence === 45);
    await page.getByRole('button', { name: /newest|New messages/ }).click();
    await settled(page);
    return { atMessage, atEnd: (await distanceFromEnd(page)) < 2 };
  });
  expect(seen.planted).toEqual({ atMessage: false, atEnd: false });
  expect(seen.clean).toEqual({ atMessage: true, atEnd: true });
});

test('duplicate-rows: the message at the edge of an older page is there twice', async ({ site }) => {
  const seen = await withAndWithout(site, 'duplicate-rows', {}, async (page) => {
    const { after } = await loadOlder(page, () => sequencesInDom(page));
    return after.length - new Set(after).size;
  });
  expect(seen).toEqual({ planted: 1, clean: 0 });
});

test('focus-lost: an older page takes the focus from a row', async ({ site }) => {
  const seen = await withAndWithout(site, 'focus-lost', {}, async (page) => {
    const { sequence } = await middle(page);
    await page.locator(`article[data-sequence="${sequence}"]`).focus();
    const { before, after } = await loadOlder(page, () =>
      page.evaluate(() => (document.activeElement as HTMLElement).dataset.sequence),
    );
    expect(before).toBe(`${sequence}`);
    return after === before;
  });
  expect(seen).toEqual({ planted: false, clean: true });
});

test('resize-jump: another width takes the reader to the end', async ({ site }) => {
  const seen = await withAndWithout(site, 'resize-jump', {}, async (page) => {
    await scrollBy(page, -2_000);
    await settled(page);
    const before = await middle(page);
    await page.setViewportSize({ width: 700, height: 800 });
    await settled(page);
    const kept = (await rowsInView(page)).some(({ sequence }) => sequence === before.sequence);
    return { kept, atEnd: (await distanceFromEnd(page)) < 2 };
  });
  expect(seen.planted).toEqual({ kept: false, atEnd: true });
  expect(seen.clean).toEqual({ kept: true, atEnd: false });
});

test('hollow-rows: all rows stay, most of them without content', async ({ site }) => {
  const seen = await withAndWithout(site, 'hollow-rows', { messages: 60 }, async (page) => {
    await readToTheBeginning(page);
    const rows = page.locator('article');
    return { rows: await rows.count(), filled: await rows.filter({ has: page.locator('.line') }).count() };
  });
  expect(seen.planted.rows).toBe(60);
  expect(seen.planted.filled).toBeLessThan(50);
  expect(seen.clean.rows).toBeLessThan(40);
});

test('never-removes: rows that were in view stay', async ({ site }) => {
  const seen = await withAndWithout(site, 'never-removes', { messages: 60 }, async (page) => {
    const atTheEnd = (await sequencesInDom(page)).length;
    await readToTheBeginning(page);
    return { atTheEnd, later: (await sequencesInDom(page)).length };
  });
  expect(seen.planted.atTheEnd).toBeLessThan(40);
  expect(seen.planted.later).toBe(60);
  expect(seen.clean.later).toBeLessThan(40);
});

test('uncomposited: the main thread scrolls the list', async ({ site, browserOfTests }) => {
  const seen = await withAndWithout(site, 'uncomposited', phone, async (page) => {
    const session = await page.context().newCDPSession(page);
    const instrument = await startTiming(page, session, await browserOfTests.newBrowserCDPSession());
    const gesture = { scroller: '.feed', distancePx: -600, pixelsPerSecond: 1_500 };
    const scrolled = await scroll(page, session, gesture);
    const recording = await instrument.stop({ scrolls: [scrolled], journeys: [] }, 0);
    const scrolling = recording.frames.filter((frame) => frame.scrolling);
    return scrolling.filter((frame) => frame.mainDriven).length / scrolling.length;
  });
  expect(seen.planted).toBeGreaterThan(0.9);
  expect(seen.clean).toBeLessThan(0.1);
});
