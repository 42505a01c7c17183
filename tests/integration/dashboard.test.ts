/** The page of a run in a real browser, from the disk, as people open it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { test as base, expect } from '@playwright/test';
import { chromium, type Page } from 'playwright';
import { findBrowser } from '../../src/browser/find.ts';
import { launchOptions } from '../../src/browser/launch.ts';
import type { Results } from '../../src/core/results/results.ts';
import { type DashboardOptions, dashboardHtml } from '../../src/reporters/html/dashboard.ts';
import { manyCells } from '../unit/reporters/many-cells.ts';
import { sampleRun } from '../unit/reporters/sample-results.ts';

const test = base.extend<{ show: (results: Results, options?: DashboardOptions) => Promise<Page> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern.
  show: async ({}, use) => {
    const found = await findBrowser({ override: process.env.BACKSCROLL_BROWSER });
    if (found === undefined) throw new Error('no browser; npm test installs one');
    const browser = await chromium.launch(await launchOptions(found));
    const folder = mkdtempSync(path.join(tmpdir(), 'backscroll-dashboard-'));
    const troubles: string[] = [];
    await use(async (results, options = {}) => {
      const file = path.join(folder, 'index.html');
      writeFileSync(file, dashboardHtml(results, options));
      const page = await browser.newPage();
      page.on('pageerror', (error) => troubles.push(error.message));
      page.on('request', (request) => {
        if (!request.url().startsWith('file:')) troubles.push(`it requested ${request.url()}`);
      });
      await page.goto(pathToFileURL(file).href);
      return page;
    });
    await browser.close();
    rmSync(folder, { recursive: true });
    expect(troubles).toEqual([]);
  },
});

test('a cell is opened by its tile, and the browser goes back to where the overview was', async ({
  show,
}) => {
  const page = await show(sampleRun(9.8));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Missed: /);
  await expect(page.locator('.tile')).toHaveCount(5);
  await page
    .getByRole('link', { name: /Missed DOM elements, growth/ })
    .first()
    .click();
  await expect(page.locator('#opened h1')).toHaveText(/^Scrolling through \d+ loaded messages$/);
  await expect(page.locator('#opened svg').first()).toBeVisible();
  await expect(page.locator('#overview')).toBeHidden();
  await page.goBack();
  await expect(page.locator('#overview')).toBeVisible();
  await expect(page.locator('#opened')).toBeHidden();
});

test('the address of a cell opens it', async ({ show }) => {
  const page = await show(sampleRun());
  await page.evaluate(() => {
    location.hash = '#cell-5';
  });
  await expect(page.locator('#opened h1')).toHaveText(/^Reading and scrolling among 2000 messages/);
  await page.getByRole('link', { name: '← All cells' }).click();
  await expect(page.locator('#overview')).toBeVisible();
});

test('the overview of 300 cells is narrowed by name and by what is not met', async ({ show }) => {
  const page = await show(manyCells(300));
  const rows = page.locator('.matrix tbody tr');
  const all = await rows.count();
  expect(all).toBeGreaterThan(10);
  await page.getByLabel('with').fill('read-live');
  const live = await rows.filter({ visible: true }).count();
  expect(live).toBeGreaterThan(0);
  expect(live).toBeLessThan(all);
  for (const text of await rows.filter({ visible: true }).locator('th').allTextContents()) {
    expect(text).toContain('read-live');
  }
  await page.getByLabel('with').fill('');
  await page.getByLabel('Show').selectOption('open');
  for (const row of await rows.filter({ visible: true }).all()) {
    expect(await row.locator('.tile:not(.met)').count()).toBeGreaterThan(0);
  }
});

test('what to do, what held it up, how much load and with what stand on the overview', async ({ show }) => {
  const page = await show(sampleRun(9.8));
  const titles = await page.locator('#overview h2').allTextContents();
  expect(titles).toEqual([
    ...['What to do', 'Cells', 'Verdicts', 'Bottlenecks', 'Capacity', 'Percentiles', 'Resources'],
    'Configuration of the run',
  ]);
  await expect(page.locator('section').first()).toContainText('Virtualize the list');
});

/** A4 across less the margins, at the scale of `report --pdf`, in CSS pixels. */
const paperPx = Math.floor(((297 - 20) / 25.4) * 96) / 0.75;

test('printed, nothing is cut at the side of the paper, and the files of a cell can be found', async ({
  show,
}) => {
  const page = await show(sampleRun(9.8), { writtenOut: 2 });
  await page.setViewportSize({ width: Math.floor(paperPx), height: 900 });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const right = await page.evaluate(() => {
    const boxes = [...document.querySelectorAll('#overview svg, #overview table, #overview .tile')];
    return Math.max(...boxes.map((box) => box.getBoundingClientRect().right));
  });
  expect(right).toBeLessThanOrEqual(paperPx);
  await expect(page.locator('.tools').first()).toBeHidden();
  await expect(page.getByText('3 more cells stand in the tiles above only')).toBeVisible();
  const link = page.locator('a[href^="cells/"]').first();
  const shown = await link.evaluate((element) => getComputedStyle(element, '::after').content);
  expect(shown).toContain('cells/scroll-history/');
  // Paper is white, whatever the system prefers.
  const paper = await page.evaluate(() =>
    getComputedStyle(document.documentElement).getPropertyValue('--paper'),
  );
  expect(paper.trim()).toBe('#ffffff');
});

test('a run of one cell shows it at once', async ({ show }) => {
  const run = sampleRun();
  const page = await show({ ...run, cells: run.cells.slice(0, 1) });
  await expect(page.locator('#cell-1 h1')).toHaveText('Scrolling through 50 loaded messages');
  await expect(page.locator('.matrix')).toHaveCount(0);
});
