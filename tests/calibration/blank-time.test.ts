/** Blank time of lists whose rows are late by a known time, against the boxes of their rows. */
import { expect } from '@playwright/test';
import type { ElementHandle, JSHandle, Locator, Page } from 'playwright';
import { quantile } from '../../src/core/statistics/statistics.ts';
import { measureBlankTime } from '../../src/instruments/blank/blank-time.ts';
import type { BlankRecording, BlankScroll } from '../../src/metrics/list/blank-recording.ts';
import { timeOf } from '../../src/metrics/list/blank-time.ts';
import { createListReader, type ListReader } from '../../src/page/list-reader.ts';
import { test } from '../lists/fixtures.ts';
import { type Uncovered, watchUncovered } from '../lists/observe.ts';

/**
 * The time of a frame, as they were presented, or as the page could animate: a slow or a busy host has longer ones. A list
 * may be blank for one more each time, since the boxes are known one before the frame.
 */
function frameOf({ startMs, frames }: BlankScroll, seen: readonly Uncovered[]): number {
  const moving = frames.filter(({ atMs }) => atMs < 1_000).map(({ durationMs }) => durationMs);
  const times = seen.map(({ atMs }) => atMs).filter((atMs) => atMs >= startMs && atMs < startMs + 1_000);
  const animated = times.slice(1).map((atMs, index) => atMs - (times[index] ?? atMs));
  return Math.max(1000 / 60, quantile(moving, 0.95), ...animated);
}

async function watched(
  page: Page,
  list: Locator,
): Promise<{ blank: BlankRecording; seen: readonly Uncovered[] }> {
  await list.locator('.row').first().waitFor();
  const stop = await list.evaluateHandle(watchUncovered);
  const made = await list.evaluateHandle(createListReader, { row: '.row', key: undefined });
  const reader = made as JSHandle<ListReader>;
  const scroller = (await reader.evaluateHandle((of) => of.scroller)) as ElementHandle<Element>;
  const session = await page.context().newCDPSession(page);
  const blank = await measureBlankTime({ page, session, reader, scroller });
  await session.detach();
  if (typeof blank === 'string') throw new Error(blank);
  return { blank, seen: await stop.evaluate((end) => end()) };
}

/** When more than a part of the list had no rows in the document, from and to, in a scroll and the rest after it. */
function missing(
  { startMs, frames }: BlankScroll,
  seen: readonly Uncovered[],
  more: number,
): [number, number][] {
  const endMs = startMs + Math.max(...frames.map(({ atMs, durationMs }) => atMs + durationMs));
  const found: [number, number][] = [];
  let before = 0;
  for (const { atMs, share } of seen.filter((each) => each.atMs >= startMs && each.atMs <= endMs)) {
    if (share >= more && before < more) found.push([atMs, endMs]);
    const last = found.at(-1);
    if (share < more && before >= more && last !== undefined) last[1] = atMs;
    before = share;
  }
  return found;
}

/**
 * Between how long the list must have been blank and how long it may have been, to a frame each time: the screen is one
 * frame further than the boxes, by so much of the list.
 */
function truthOf(scroll: BlankScroll, seen: readonly Uncovered[]): { leastMs: number; mostMs: number } {
  const frameMs = frameOf(scroll, seen);
  const frame = scroll.speed === 'reading' ? (scroll.pixelsPerSecond * frameMs) / 1000 / scroll.lines : 0;
  const total = (all: [number, number][]): number => all.reduce((sum, [from, to]) => sum + to - from, 0);
  const [least, most] = [missing(scroll, seen, 0.1 + frame), missing(scroll, seen, 0.1 - frame)];
  return {
    leastMs: total(least) - (least.length + 1) * frameMs,
    mostMs: total(most) + (most.length + 1) * frameMs,
  };
}

for (const [name, lateMs, theme] of [
  ['plain', 0, 'light'],
  ['window', 50, 'light'],
  ['window', 250, 'dark'],
  ['shadow', 1_000, 'light'],
] as const) {
  test(`${name}, ${theme}: rows that are late by ${lateMs} ms are blank for as long as they are missing`, async ({
    lists,
    phone,
  }) => {
    const query = `messages=600&late=${lateMs}&theme=${theme}`;
    await phone.goto(`${lists.url}/${name}?${query}`, { waitUntil: 'domcontentloaded' });
    const { blank, seen } = await watched(phone, phone.locator('#list'));
    const read = blank.scrolls.map((scroll) => ({
      speed: scroll.speed,
      frameMs: frameOf(scroll, seen),
      ...truthOf(scroll, seen),
      blankMs: timeOf(scroll, 'blankLines'),
      undrawnMs: timeOf(scroll, 'undrawnLines'),
      placeholderMs: timeOf(scroll, 'placeholderLines'),
    }));
    await test.info().attach('read', { contentType: 'application/json', body: JSON.stringify(read) });
    expect(read.map(({ speed }) => speed)).toEqual(['reading', 'flick', 'drag']);
    for (const { frameMs, leastMs, mostMs, blankMs, undrawnMs, placeholderMs } of read) {
      // Rows that are there may be drawn late as well, where no graphics processor draws them.
      expect(blankMs - undrawnMs).toBeLessThanOrEqual(mostMs);
      expect(blankMs).toBeGreaterThanOrEqual(leastMs);
      expect(placeholderMs).toBeLessThanOrEqual(frameMs);
      if (lateMs >= 1_000) expect(blankMs).toBeGreaterThan(1_000);
    }
  });
}

test('skeletons are placeholders, and neither they nor a gradient behind the rows are rows', async ({
  lists,
  phone,
}) => {
  await phone.goto(`${lists.url}/hollow?messages=400&late=400`, { waitUntil: 'domcontentloaded' });
  await phone.addStyleTag({
    content: `#list { background: linear-gradient(#fde68a, #93c5fd) !important; }
      .row:empty { background: #cbd5e1; background-clip: content-box; }`,
  });
  const { blank, seen } = await watched(phone, phone.locator('#list'));
  const scroll = blank.scrolls.find(({ speed }) => speed === 'reading');
  if (scroll === undefined) throw new Error('the list was not read');
  expect(timeOf(scroll, 'placeholderLines')).toBeGreaterThan(1_000);
  expect(timeOf(scroll, 'blankLines')).toBeLessThanOrEqual(frameOf(scroll, seen));
});
