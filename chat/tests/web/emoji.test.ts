import { expect } from '@playwright/test';
import { test } from './fixtures.ts';

test('an emoji is found and inserted at the cursor, from our own server', async ({ site }) => {
  const history = await site.createHistory(20);
  const page = await site.open(history);
  const origins = new Set<string>();
  const errors: string[] = [];
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.fill('Well done!');
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('button', { name: 'Insert an emoji' }).click();
  const picker = page.getByRole('dialog', { name: 'Emoji' });
  await expect(picker.getByRole('combobox', { name: 'Search' })).toBeFocused();
  await page.keyboard.type('popper');
  await picker.getByRole('option', { name: /party popper/ }).click();
  await expect(picker).toHaveCount(0);
  await expect(field).toHaveValue('Well done🎉!');
  await expect(field).toBeFocused();
  expect([...origins]).toEqual([new URL(page.url()).origin]);
  expect(errors).toEqual([]);
});

test('Escape closes the picker and gives the focus back', async ({ site }) => {
  const page = await site.open(await site.createHistory(20));
  const button = page.getByRole('button', { name: 'Insert an emoji' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Emoji' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Emoji' })).toHaveCount(0);
  await expect(button).toBeFocused();
});

test('any emoji can be a reaction', async ({ site }) => {
  const page = await site.open(await site.createHistory(20));
  const row = page.locator('article[data-sequence="17"]');
  await row.focus();
  await row.getByRole('button', { name: 'React with another emoji' }).click();
  const picker = page.getByRole('dialog', { name: 'Emoji' });
  await expect(picker.getByRole('combobox', { name: 'Search' })).toBeFocused();
  await page.keyboard.type('octopus');
  await picker.getByRole('option', { name: /octopus/ }).click();
  await expect(row.getByRole('button', { name: '🐙 1 reaction' })).toHaveAttribute('aria-pressed', 'true');
  await expect(row).toBeFocused();
});
