import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { distanceFromEnd, sequencesInDom, settled } from './page.ts';

test('a sent message shows at once as sending, and becomes sent in the same element', async ({ site }) => {
  const history = await site.createHistory(60);
  const page = await site.open(history);
  const gate = Promise.withResolvers<void>();
  await page.route('**/api/conversations/*/messages', async (route) => {
    if (route.request().method() === 'POST') await gate.promise;
    await route.continue();
  });
  await page.getByRole('textbox', { name: 'Message' }).fill('On my way');
  await page.keyboard.press('Enter');
  const own = page.locator('article[data-client-id]').filter({ hasText: 'On my way' });
  await expect(own).toHaveAttribute('data-state', 'sending');
  await expect(own).toBeInViewport();
  const element = await own.elementHandle();
  gate.resolve();
  await expect(own).toHaveAttribute('data-state', 'sent');
  await expect(own).toHaveAttribute('data-sequence', '61');
  expect(await element?.evaluate((node) => node.isConnected)).toBe(true);
  await settled(page);
  expect(await distanceFromEnd(page)).toBe(0);
});

test('a message that failed can be sent again, and arrives once', async ({ site }) => {
  const history = await site.createHistory(20);
  const page = await site.open(history);
  await page.route('**/api/conversations/*/messages', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await page.getByRole('textbox', { name: 'Message' }).fill('Is this on?');
  await page.getByRole('button', { name: 'Send' }).click();
  const own = page.locator('article').filter({ hasText: 'Is this on?' });
  await expect(own).toHaveAttribute('data-state', 'failed');
  await page.unroute('**/api/conversations/*/messages');
  await own.getByRole('button', { name: 'Retry' }).click();
  await expect(own).toHaveAttribute('data-state', 'sent');
  await expect(own).toHaveCount(1);
});

test('Shift and Enter start a new line', async ({ site }) => {
  const history = await site.createHistory(20);
  const page = await site.open(history);
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.fill('one');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('two');
  await expect(field).toHaveValue('one\ntwo');
});

test('messages that were missed while offline are fetched, each once', async ({ site }) => {
  const history = await site.createHistory(20);
  const page = await site.open(history);
  await site.say(history, 'Before');
  await expect(page.locator('article[data-sequence="21"]')).toBeVisible();
  // The socket is gone as after a tunnel: closed by the page's own network.
  await page.routeWebSocket('**/socket.io/**', (socket) => socket.close());
  await page.reload();
  await page.locator('article[data-sequence="21"]').waitFor();
  await site.say(history, 'Missed');
  const server = page.waitForRequest('**/messages?after=*');
  await page.unrouteAll();
  await site.say(history, 'Missed too');
  await page.getByRole('textbox', { name: 'Message' }).fill('Here again');
  await page.keyboard.press('Enter');
  await server;
  await expect(page.locator('article[data-sequence="24"]')).toBeVisible();
  expect((await sequencesInDom(page)).slice(-4)).toEqual([21, 22, 23, 24]);
});

test('a reaction is toggled by its chip, and shows in the popover’s message', async ({ site }) => {
  const history = await site.createHistory(20);
  const page = await site.open(history);
  const row = page.locator('article[data-sequence="17"]');
  await row.focus();
  await row.getByRole('button', { name: 'React with 🎉' }).click();
  const chip = row.getByRole('button', { name: '🎉 1 reaction' });
  await expect(chip).toHaveAttribute('aria-pressed', 'true');
  await chip.click();
  await expect(chip).toHaveCount(0);
});

test('the unread badge goes when the newest message is on the screen', async ({ chat, site }) => {
  const history = await site.createHistory(30);
  const page = await site.open(history);
  const link = page.getByRole('navigation', { name: 'Conversations' }).locator(`a[href="/c/${history.id}"]`);
  await expect(link).not.toContainText('unread');
  const mark = 'select last_read_sequence::int from members where conversation_id = $1 and user_id = $2';
  const read = () => chat.sql.query(mark, [history.id, history.reader]);
  await expect.poll(async () => (await read()).rows).toEqual([{ last_read_sequence: 30 }]);
  await page.reload();
  await expect(link).toBeVisible();
  await expect(link).not.toContainText('unread');
});
