import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { distanceFromEnd, readToTheBeginning, sequencesInDom, settled } from './page.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

for (const defect of [undefined, 'no-virtualization'] as const) {
  test.describe(defect ?? 'virtualized', () => {
    test('a conversation opens at its newest message', async ({ site }) => {
      const history = await site.createHistory(120);
      const page = await site.open(history, { ...(defect && { defect }) });
      await settled(page);
      expect(await distanceFromEnd(page)).toBe(0);
      await expect(page.locator('article[data-sequence="120"]')).toBeInViewport();
    });

    test('reading up to the beginning reaches every message and never jumps', async ({ site }) => {
      const history = await site.createHistory(260);
      const page = await site.open(history, { ...(defect && { defect }) });
      await settled(page);
      // A reader who is faster than the server waits at the top, and sees new rows as they come.
      await page.route(/messages\?/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        await route.continue();
      });
      const drift = await readToTheBeginning(page);
      expect(drift.sequences).toEqual(range(1, 260));
      expect(drift.pages).toBeGreaterThanOrEqual(5);
      expect(drift.worstPx).toBeLessThanOrEqual(2);
      await expect(page.getByText('Beginning of the conversation')).toBeVisible();
    });

    test('a reader at the end stays there when messages arrive', async ({ site }) => {
      const history = await site.createHistory(80);
      const page = await site.open(history, { ...(defect && { defect }) });
      await settled(page);
      for (const n of range(1, 5)) await site.say(history, `Arrival ${n}\nwith a second line`);
      await expect(page.locator('article[data-sequence="85"]')).toBeInViewport();
      await settled(page);
      expect(await distanceFromEnd(page)).toBe(0);
    });

    test('a reader further up keeps their place when messages arrive', async ({ site }) => {
      const history = await site.createHistory(80);
      const page = await site.open(history, { ...(defect && { defect }) });
      await settled(page);
      await page.getByRole('feed').evaluate((feed) => {
        feed.scrollTop -= 1500;
      });
      await settled(page);
      const known = page.locator('article:nth-child(5)');
      const sequence = await known.getAttribute('data-sequence');
      const row = page.locator(`article[data-sequence="${sequence}"]`);
      const before = await row.boundingBox();
      await site.say(history, 'Hello from below');
      await expect(page.getByRole('button', { name: 'New messages' })).toBeVisible();
      await settled(page);
      const after = await row.boundingBox();
      expect(Math.abs((after?.y ?? 1e9) - (before?.y ?? 0))).toBeLessThanOrEqual(2);
      await page.getByRole('button', { name: 'New messages' }).click();
      await expect(page.locator('article[data-sequence="81"]')).toBeInViewport();
    });
  });
}

test('the rows in the document stay few, however long the history', async ({ site }) => {
  const history = await site.createHistory(260);
  const page = await site.open(history);
  await settled(page);
  const atTheEnd = (await sequencesInDom(page)).length;
  await readToTheBeginning(page);
  const atTheBeginning = await sequencesInDom(page);
  expect(atTheEnd).toBeLessThan(40);
  expect(atTheBeginning.length).toBeLessThan(40);
});

test('with the defect every loaded row is in the document', async ({ site }) => {
  const history = await site.createHistory(260);
  const page = await site.open(history, { defect: 'no-virtualization' });
  await settled(page);
  await readToTheBeginning(page);
  expect(await sequencesInDom(page)).toEqual(range(1, 260));
});
