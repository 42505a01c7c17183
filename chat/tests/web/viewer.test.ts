import { expect, type Page } from '@playwright/test';
import type { History } from './data.ts';
import { test } from './fixtures.ts';
import { addMessage } from './messages.ts';

const newest = (page: Page, { messages }: History) => page.locator(`article[data-sequence="${messages}"]`);

test('a picture opens in a viewer, and the keys lead through all of its message', async ({ chat, site }) => {
  const attachments = ['image', 'video', 'image', 'image', 'image'] as const;
  const history = await addMessage(chat.sql, await site.createHistory(20), { attachments: [...attachments] });
  const page = await site.open(history);
  const tile = newest(page, history)
    .getByRole('link', { name: /^Photo from/ })
    .nth(1);
  await tile.focus();
  await page.keyboard.press('Enter');
  const viewer = page.getByRole('dialog', { name: /^Pictures from/ });
  await expect(viewer).toContainText('3 of 5');
  await expect(viewer.getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  // The fifth has no tile of its own.
  await expect(viewer).toContainText('5 of 5');
  await page.keyboard.press('ArrowRight');
  await expect(viewer).toContainText('1 of 5');
  await page.keyboard.press('ArrowLeft');
  await expect(viewer).toContainText('5 of 5');
  await page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);
  await expect(tile).toBeFocused();
});

test('the viewer shows the preview, then the original, and offers it for download', async ({
  chat,
  site,
}) => {
  const history = await addMessage(chat.sql, await site.createHistory(20), { attachments: ['image'] });
  const page = await site.open(history);
  const gate = Promise.withResolvers<void>();
  await page.route('**/media/*/original', async (route) => {
    await gate.promise;
    await route.continue();
  });
  await newest(page, history)
    .getByRole('link', { name: /^Photo/ })
    .click();
  const viewer = page.getByRole('dialog');
  const loaded = (rendition: string) =>
    viewer.locator(`img[src$="/${rendition}"]`).evaluate((image: HTMLImageElement) => image.naturalWidth);
  await expect.poll(() => loaded('preview')).toBe(1280);
  expect(await loaded('original')).toBe(0);
  gate.resolve();
  await expect.poll(() => loaded('original')).toBe(1600);
  const download = page.waitForEvent('download');
  await viewer.getByRole('link', { name: 'Download the original' }).click();
  expect((await download).suggestedFilename()).toMatch(/^image-0/);
  await viewer.getByRole('button', { name: 'Close' }).click();
  await expect(viewer).toHaveCount(0);
});

test('a picture is a link still, and leaving the conversation closes its viewer', async ({ chat, site }) => {
  const history = await addMessage(chat.sql, await site.createHistory(20), { attachments: ['image'] });
  const page = await site.open(history);
  const tile = newest(page, history).getByRole('link', { name: /^Photo/ });
  const tab = page.context().waitForEvent('page');
  await tile.click({ modifiers: ['ControlOrMeta'] });
  expect((await tab).url()).toMatch(/\/media\/\d+\/preview$/);
  await page.evaluate(() => window.history.pushState(null, '', '?'));
  await tile.click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a video plays where it stands, and costs nothing before', async ({ chat, site }) => {
  const history = await addMessage(chat.sql, await site.createHistory(20), { attachments: ['video'] });
  const page = await site.open(history);
  const row = newest(page, history);
  const tile = row.getByRole('link', { name: /^Video from/ });
  await expect(page.locator('video')).toHaveCount(0);
  const before = await tile.boundingBox();
  await tile.click();
  const video = row.locator('video');
  await expect(video).toBeFocused();
  await expect
    .poll(() => video.evaluate(({ currentTime }: HTMLVideoElement) => currentTime))
    .toBeGreaterThan(0.2);
  expect(await video.evaluate(({ videoWidth }: HTMLVideoElement) => videoWidth)).toBe(640);
  expect(await video.boundingBox()).toEqual(before);
});
