/** Each list is what truth.ts says: what it attaches, where it starts, and what can be reached. */
import { expect } from '@playwright/test';
import type { Locator, Page } from 'playwright';
import { one } from '../../src/browser/select.ts';
import { test } from './fixtures.ts';
import { blankAfterJump, rowsAt } from './observe.ts';
import { type KnownList, knownLists, olderButton } from './truth.ts';

/** More than any of these attaches on this screen, and far fewer than a long conversation has. */
const bound = 60;
/** Jumps to the other end of a long conversation; a short one has as many screens as two of them. */
const stepsOf = (messages: number): number => (messages > 100 ? 5 : 2);

async function openList(page: Page, url: string, list: KnownList, query: string): Promise<Locator> {
  // Not until all pictures have loaded.
  await page.goto(`${url}/${list.name}?${query}`, { waitUntil: 'domcontentloaded' });
  return one(page, list.scroller, 'scroller');
}

/** Rows that are attached at the start, and once everything was read. */
function expectedRows(
  { attached }: KnownList,
  messages: number,
): { start: number; read: number } | 'bounded' {
  switch (attached) {
    case 'bounded':
      return 'bounded';
    case 'all':
      return { start: messages, read: messages };
    case 'loaded':
      return { start: Math.min(50, messages), read: messages };
    case 'newest':
      return { start: Math.min(100, messages), read: Math.min(100, messages) };
    default:
      return attached satisfies never;
  }
}

/** Scrolls to the oldest message in steps, loading what is older. @returns the most rows on the way */
async function readAll(
  scroller: Locator,
  list: KnownList,
  messages: number,
): Promise<{ most: number; rendered: number }> {
  let most = 0;
  let rendered = 0;
  const look = async (to: number): Promise<number[]> => {
    const rows = await scroller.evaluate(rowsAt, to);
    most = Math.max(most, rows.attached);
    rendered = Math.max(rendered, rows.rendered);
    return rows.seen;
  };
  const steps = stepsOf(messages);
  for (let step = 1; step < steps; step++) await look(1 - step / steps);
  const older = scroller.locator(olderButton);
  const readOn = async (): Promise<number[]> => {
    if (list.history === 'button') await older.evaluate((button: HTMLElement) => button.click());
    return look(0);
  };
  const oldest = list.attached === 'newest' ? Math.max(0, messages - 100) : 0;
  await expect.poll(readOn, { intervals: [0] }).toContain(oldest);
  return { most, rendered };
}

test('every list has a truth', async ({ lists }) => {
  expect(knownLists.map(({ name }) => name).sort()).toEqual([...lists.names].sort());
});

for (const list of knownLists) {
  test(`${list.name} is ${list.kind}: ${list.reason}`, async ({ lists, phone }) => {
    for (const messages of [50, 2_000]) {
      const expected = expectedRows(list, messages);
      const scroller = await openList(phone, lists.url, list, `messages=${messages}`);
      // Where a library starts is its own matter: react-virtuoso gives up its scroll to the end on a busy host.
      const newest = list.library === null ? expect.arrayContaining([messages - 1]) : expect.any(Array);
      await expect
        .poll(async () => (await scroller.evaluate(rowsAt, null)).seen, { intervals: [50] })
        .toEqual(newest);
      const start = await scroller.evaluate(rowsAt, null);
      const { most, rendered } = await readAll(scroller, list, messages);
      const observed = { messages, start: start.attached, read: most, rendered };
      await test
        .info()
        .attach(`rows-${messages}`, { contentType: 'application/json', body: JSON.stringify(observed) });

      if (expected === 'bounded') expect(Math.max(start.attached, most)).toBeLessThanOrEqual(bound);
      else expect({ start: start.attached, read: most }).toEqual(expected);
      if (list.rendersFew) expect(rendered).toBeLessThanOrEqual(bound);
      else expect(rendered).toBe(most);
    }
  });
}

for (const list of knownLists.filter(({ lateRows }) => lateRows)) {
  test(`${list.name} leaves rows blank for as long as it was told`, async ({ lists, phone }) => {
    const scroller = await openList(phone, lists.url, list, 'messages=200&late=300');
    await expect.poll(async () => (await scroller.evaluate(rowsAt, null)).seen).toContain(199);
    // From the frame of the jump; the list learns of it in that frame.
    expect(await scroller.evaluate(blankAfterJump)).toBeGreaterThanOrEqual(280);
  });
}
