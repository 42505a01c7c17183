import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { addMessage } from './messages.ts';
import { settled } from './page.ts';

test('a voice note plays, pauses and seeks by keys, and keeps its size', async ({ chat, site }) => {
  const history = await addMessage(chat.sql, await site.createHistory(20), { attachments: ['voice'] });
  const page = await site.open(history);
  const note = page.getByRole('group', { name: /^Voice note from/ });
  const position = note.getByRole('slider', { name: 'Position' });
  const positionMs = async () => Number(await position.inputValue());
  const before = await note.boundingBox();
  await note.getByRole('button', { name: 'Play' }).click();
  await expect.poll(positionMs).toBeGreaterThan(0);
  await note.getByRole('button', { name: 'Pause' }).click();
  await expect(note.getByRole('button', { name: 'Play' })).toBeVisible();
  await position.focus();
  await page.keyboard.press('Home');
  await expect.poll(positionMs).toBe(0);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(positionMs).toBe(1_000);
  await expect(position).toHaveAttribute('aria-valuetext', /^0:01 of 0:\d\d$/);
  expect(await note.boundingBox()).toEqual(before);
});

test('of two voice notes one plays', async ({ chat, site }) => {
  const history = await addMessage(chat.sql, await site.createHistory(20), {
    attachments: ['voice', 'voice'],
  });
  const page = await site.open(history);
  const notes = page.getByRole('group', { name: /^Voice note from/ });
  const button = (index: number, name: string) => notes.nth(index).getByRole('button', { name });
  await button(0, 'Play').click();
  await expect(button(0, 'Pause')).toBeVisible();
  await button(1, 'Play').click();
  await expect(button(1, 'Pause')).toBeVisible();
  await expect(button(0, 'Play')).toBeVisible();
});

test('a recording that cannot be played says so', async ({ chat, site }) => {
  const history = await addMessage(chat.sql, await site.createHistory(20), { attachments: ['voice'] });
  const page = await site.open(history);
  await page.route('**/media/*/original', (route) => route.fulfill({ status: 404 }));
  const note = page.getByRole('group', { name: /^Voice note from/ });
  await note.getByRole('button', { name: 'Play' }).click();
  await expect(note.getByRole('alert')).toContainText('cannot be played');
});

test('a link has a card, which leads there and tells the site nothing', async ({ chat, site }) => {
  const link = 'https://example.org/notes/storyboard-2';
  const body = `The notes are at ${link}`;
  const history = await addMessage(chat.sql, await site.createHistory(20), { body, link });
  const page = await site.open(history);
  await settled(page);
  const card = page.getByRole('link', { name: /Notes on the storyboard/ });
  await expect(card).toHaveAttribute('href', link);
  await expect(card).toHaveAttribute('rel', 'noopener noreferrer');
  await expect(card).toContainText('Second version');
  // What the list reserves for it.
  expect((await card.boundingBox())?.height).toBe(88);
});
