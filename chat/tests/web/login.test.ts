import { expect } from '@playwright/test';
import { passwordOf } from '../../../seed/tokens.ts';
import { test } from './fixtures.ts';
import { distanceFromEnd, settled } from './page.ts';

test('a login link logs in and leaves no token in the address', async ({ chat, site }) => {
  const history = await site.createHistory(5);
  const token = await chat.token(history.reader);
  const page = await site.visit(`/login#token=${token}`, null);
  await page.waitForURL('**/');
  await page
    .getByRole('navigation', { name: 'Conversations' })
    .getByRole('link', { name: 'Storyboard' })
    .click();
  await page.waitForURL(`**/c/${history.id}`);
  await expect(page.locator('article[data-sequence="5"]')).toBeVisible();
});

test('whoever is not logged in is told so, and can log in with a token', async ({ chat, site }) => {
  const history = await site.createHistory(5);
  const page = await site.visit(`/c/${history.id}`, null);
  await page.waitForURL('**/login?reason=expired');
  await expect(page.getByRole('alert')).toContainText('session has ended');
  await page.getByLabel('Token').fill('not a token');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('alert')).toContainText('not valid');
  await page.getByLabel('Token').fill(await chat.token(history.reader));
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('link', { name: 'Storyboard' })).toBeVisible();
});

test('handle and password log in as well', async ({ chat, site }) => {
  const history = await site.createHistory(5);
  const { rows } = await chat.sql.query<{ handle: string }>('select handle from users where id = $1', [
    history.reader,
  ]);
  const handle = rows[0]?.handle ?? '';
  const page = await site.visit('/login', null);
  await page.getByRole('button', { name: 'Use handle and password' }).click();
  await page.getByLabel('Handle').fill(handle);
  await page.getByLabel('Password').fill('guessed');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('alert')).toContainText('Handle or password is not right');
  await page.getByLabel('Password').fill(passwordOf(chat.environment.CHAT_TOKEN_SECRET ?? '', handle));
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('link', { name: 'Storyboard' })).toBeVisible();
});

test('whoever tries too many passwords is told for how long to wait', async ({ site }) => {
  const page = await site.visit('/login', null);
  const error = { code: 'TOO_MANY_REQUESTS', message: 'Too many passwords were tried. Try again in 40 s.' };
  await page.route('**/api/session', (route) => route.fulfill({ status: 429, json: { error } }));
  await page.getByRole('button', { name: 'Use handle and password' }).click();
  await page.getByLabel('Handle').fill('ada');
  await page.getByLabel('Password').fill('guessed');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Try again in 40 s');
});

test('a conversation of others says so', async ({ site }) => {
  const [own, others] = [await site.createHistory(5), await site.createHistory(5)];
  const page = await site.visit(`/c/${others.id}`, own.reader);
  await expect(page.getByText('not a member')).toBeVisible();
});

test('the focused feed scrolls by keys, and the focus survives a row that scrolls away', async ({ site }) => {
  const history = await site.createHistory(120);
  const page = await site.open(history);
  await settled(page);
  const feed = page.getByRole('feed');
  const offset = () => feed.evaluate((element) => element.scrollTop);
  await feed.focus();
  const bottom = await offset();
  await page.keyboard.press('PageUp');
  await expect.poll(offset).toBeLessThan(bottom - 300);
  await page.keyboard.press('End');
  await expect.poll(() => distanceFromEnd(page)).toBe(0);
  await page.locator('article[data-sequence="119"]').focus();
  await feed.evaluate((element) => {
    element.scrollTop -= 3000;
  });
  await settled(page);
  await expect(page.locator('article[data-sequence="119"]')).toBeFocused();
});
