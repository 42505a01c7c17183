import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { distanceFromEnd, settled } from './page.ts';

test('a message of mine is edited from the composer, and says so', async ({ site }) => {
  const history = await site.createHistory(20);
  const page = await site.open(history);
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.fill('Se you at eight');
  await page.keyboard.press('Enter');
  const own = page.locator('article[data-sequence="21"]');
  await expect(own).toHaveAttribute('data-state', 'sent');
  await page.keyboard.press('ArrowUp');
  await expect(field).toHaveValue('Se you at eight');
  await field.fill('See you at eight');
  const saved = page.waitForResponse((response) => response.request().method() === 'PATCH');
  await page.keyboard.press('Enter');
  await expect(own).toContainText('See you at eight');
  await expect(own).toContainText('edited');
  await saved;
  await page.reload();
  await expect(own).toContainText('See you at eight');
  // Escape leaves the text as it was.
  await page.keyboard.press('ArrowUp');
  await field.fill('something else');
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue('');
  await expect(own).toContainText('See you at eight');
});

test('a deletion asks once, and takes the message out of sight for good', async ({ site }) => {
  const history = await site.createHistory(20);
  const page = await site.open(history);
  await page.getByRole('textbox', { name: 'Message' }).fill('not for you');
  await page.keyboard.press('Enter');
  const own = page.locator('article[data-sequence="21"]');
  await expect(own).toHaveAttribute('data-state', 'sent');
  await own.focus();
  await own.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(own).toContainText('not for you');
  const saved = page.waitForResponse((response) => response.request().method() === 'DELETE');
  await own.getByRole('button', { name: 'Delete for everyone' }).click();
  await expect(own).toContainText('Message deleted');
  await expect(own).toBeFocused();
  await saved;
  await page.reload();
  await expect(own).toContainText('Message deleted');
});

test('an answer quotes the message, and leads back to it', async ({ site }) => {
  const history = await site.createHistory(200);
  const page = await site.open(history);
  const newest = page.locator(`article[data-sequence="${history.messages}"]`);
  await newest.focus();
  await newest.getByRole('button', { name: 'Reply' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await page.keyboard.type('Agreed');
  await page.keyboard.press('Enter');
  const answer = page.locator(`article[data-sequence="${history.messages + 1}"]`);
  await expect(answer.getByRole('button', { name: /^In answer to/ })).toBeVisible();
  await page.getByRole('feed').evaluate((feed) => feed.scrollTo({ top: feed.scrollHeight }));
  await answer.getByRole('button', { name: /^In answer to/ }).click();
  await expect(newest).toHaveClass(/target/);
  await expect(newest).toBeInViewport();
});

test('an address with a message opens it in the middle of its time', async ({ site }) => {
  const history = await site.createHistory(300);
  const page = await site.visit(`/c/${history.id}?at=105`, history.reader);
  const target = page.locator('article[data-sequence="105"]');
  await expect(target).toBeInViewport();
  await expect(target).toHaveClass(/target/);
  await settled(page);
  await expect(target).toBeInViewport();
  expect(await distanceFromEnd(page)).toBeGreaterThan(1_000);
});

test('a search finds a message and opens it', async ({ site }) => {
  const history = await site.createHistory(120);
  const page = await site.open(history);
  await page.getByRole('textbox', { name: 'Message' }).fill('Der Schlüssel liegt unter der Matte');
  await page.keyboard.press('Enter');
  await expect(page.locator('article[data-sequence="121"]')).toHaveAttribute('data-state', 'sent');
  await page.getByRole('feed').evaluate((feed) => feed.scrollTo({ top: 0 }));
  await page.getByRole('searchbox', { name: 'Search messages' }).fill('matte schlüssel');
  const hit = page.getByRole('link', { name: /Matte/ });
  await expect(hit.locator('mark')).toHaveText(['Schlüssel', 'Matte']);
  await hit.click();
  await expect(page.locator('article[data-sequence="121"]')).toBeInViewport();
  await page.getByRole('searchbox', { name: 'Search messages' }).fill('');
  await expect(page.getByRole('navigation', { name: 'Conversations' })).toBeVisible();
});
