/** The lists, and one page of a phone that shows them. */
import { test as base } from '@playwright/test';
import { chromium, type Page } from 'playwright';
import { findBrowser } from '../../src/browser/find.ts';
import { launchOptions } from '../../src/browser/launch.ts';
import { type Lists, startLists } from './server.ts';

/** Worker scope: `lists`, the server; `phone`, a page that every test leads to another list. */
export const test = base.extend<object, { lists: Lists; phone: Page }>({
  lists: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern.
    async ({}, use) => {
      await using lists = await startLists();
      await use(lists);
    },
    { scope: 'worker' },
  ],
  phone: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern.
    async ({}, use) => {
      const found = await findBrowser({ override: process.env.BACKSCROLL_BROWSER });
      if (found === undefined) throw new Error('no browser; npm test installs one');
      const browser = await chromium.launch(await launchOptions(found));
      await use(await browser.newPage({ viewport: { width: 412, height: 823 }, isMobile: true }));
      await browser.close();
    },
    { scope: 'worker' },
  ],
});
