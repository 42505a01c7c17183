import { expect, type Page } from '@playwright/test';
import type { History } from './data.ts';
import { type Site, test } from './fixtures.ts';
import { makeDirect } from './messages.ts';
import { settled } from './page.ts';

const status = (page: Page) => page.locator('.pane-title').getByRole('status');

/** Opens a conversation and waits until it is live: a message has come, by the socket or because it stands. */
async function openLive(site: Site, history: History): Promise<Page> {
  const page = await site.open(history);
  await site.say(history, 'Anybody here?');
  await page.locator(`article[data-sequence="${history.messages + 1}"]`).waitFor();
  await settled(page);
  return page;
}

test('somebody writes: it shows, moves nothing, and goes with their message', async ({ site }) => {
  const history = await site.createHistory(20);
  const page = await openLive(site, history);
  const other = await site.connectOther(history);
  const row = page.locator('article[data-sequence="21"]');
  const before = await row.boundingBox();
  other.emit('typing:start', { conversationId: history.id });
  await expect(status(page)).toHaveText('Jonas is writing…');
  expect(await row.boundingBox()).toEqual(before);
  await site.say(history, 'Yes');
  await expect(page.locator('article[data-sequence="22"]')).toBeVisible();
  await expect(status(page)).not.toContainText('writing');
});

test('whoever stops writing is not shown for long', async ({ site }) => {
  const history = await site.createHistory(20);
  const page = await openLive(site, history);
  const other = await site.connectOther(history);
  other.emit('typing:start', { conversationId: history.id });
  await expect(status(page)).toHaveText('Jonas is writing…');
  await expect(status(page)).not.toContainText('writing');
});

test('the others are told once that one writes, not with every letter', async ({ site }) => {
  const history = await site.createHistory(20);
  const page = await openLive(site, history);
  const other = await site.connectOther(history);
  const told: unknown[] = [];
  const first = new Promise((resolve) => other.once('typing:started', resolve));
  other.on('typing:started', (event) => told.push(event));
  await page.getByRole('textbox', { name: 'Message' }).focus();
  await page.keyboard.type('Not that many words');
  await first;
  // What was sent before this message would have come before it.
  const arrived = new Promise((resolve) => other.once('message:new', resolve));
  await page.keyboard.press('Enter');
  await arrived;
  expect(told).toEqual([{ conversationId: history.id, userId: history.reader }]);
});

test('a direct conversation shows whether the other is there', async ({ chat, site }) => {
  const history = await site.createHistory(20);
  await makeDirect(chat.sql, history);
  const page = await openLive(site, history);
  const online = page.getByRole('img', { name: 'Online' });
  await expect(online).toHaveCount(0);
  const other = await site.connectOther(history);
  await expect(online).toBeVisible();
  await page.reload();
  await expect(online).toBeVisible();
  await site.say(history, 'Good bye');
  await expect(page.locator('article[data-sequence="22"]')).toBeVisible();
  other.close();
  await expect(online).toHaveCount(0);
});

test('a group says how many are there', async ({ site }) => {
  const history = await site.createHistory(20);
  await site.connectOther(history);
  const page = await site.open(history);
  await expect(status(page)).toHaveText('4 members · 2 online · Web chat');
});
