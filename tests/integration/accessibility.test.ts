/** axe finds nothing serious on the pages that people look at: the chat, a run's page, the trends. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { test } from '../../chat/tests/web/fixtures.ts';
import { addMessage, makeDirect } from '../../chat/tests/web/messages.ts';
import { trendGroups } from '../../src/core/judging/trends.ts';
import { dashboardHtml } from '../../src/reporters/html/dashboard.ts';
import { trendsHtml } from '../../src/reporters/html/trends.ts';
import { historyOf, nightRuns } from '../unit/core/sample-history.ts';
import { sampleRun } from '../unit/reporters/sample-results.ts';

/** Rule and place of every finding that keeps somebody from using the page. */
async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [412, 1280]) {
    test(`a conversation, ${colorScheme}, ${width} px wide`, async ({ site }) => {
      const history = await site.createHistory(60);
      const page = await site.open(history, { width });
      await page.emulateMedia({ colorScheme });
      await page.locator(`article[data-sequence="${history.messages}"]`).focus();
      await expect(page.getByRole('toolbar', { name: 'Message' })).toBeVisible();
      expect(await seriousFindings(page)).toEqual([]);
    });
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what a message carries, files to send and the viewer, ${colorScheme}`, async ({ chat, site }) => {
    const link = 'https://example.org/notes/storyboard-2';
    const linked = await addMessage(chat.sql, await site.createHistory(20), { body: `See ${link}`, link });
    const history = await addMessage(chat.sql, linked, { attachments: ['image', 'voice'] });
    await makeDirect(chat.sql, history);
    await site.connectOther(history);
    const page = await site.open(history);
    await page.emulateMedia({ colorScheme });
    await page.route('**/api/uploads', (route) => route.abort());
    await page.locator('input[type="file"]').setInputFiles([
      { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('a plan') },
      { name: 'film.txt', mimeType: 'text/plain', buffer: Buffer.from('a film') },
    ]);
    await expect(page.getByRole('alert')).toHaveCount(2);
    await expect(page.getByRole('img', { name: 'Online' })).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);
    await page
      .getByRole('link', { name: /^Photo from/ })
      .last()
      .click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);
  });
}

test('the login and the list of conversations', async ({ site }) => {
  const history = await site.createHistory(20);
  const login = await site.visit('/login', null);
  await expect(login.getByLabel('Token')).toBeVisible();
  expect(await seriousFindings(login)).toEqual([]);
  await login.getByRole('button', { name: 'Use handle and password' }).click();
  expect(await seriousFindings(login)).toEqual([]);
  const list = await site.visit('/', history.reader);
  await expect(list.getByRole('link', { name: /Storyboard/ })).toBeVisible();
  expect(await seriousFindings(list)).toEqual([]);
});

const pages = {
  'the page of a run': () => dashboardHtml(sampleRun(9.8)),
  'the trends': () => trendsHtml(trendGroups(historyOf(nightRuns(20)))),
};
for (const [what, html] of Object.entries(pages)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${what}, ${colorScheme}`, async ({ browserOfTests }) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'backscroll-axe-'));
      const file = path.join(folder, 'index.html');
      await writeFile(file, html());
      const context = await browserOfTests.newContext({ colorScheme });
      const page = await context.newPage();
      await page.goto(pathToFileURL(file).href);
      expect(await seriousFindings(page)).toEqual([]);
      await context.close();
      await rm(folder, { recursive: true });
    });
  }
}
