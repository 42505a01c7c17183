import { test as base } from '@playwright/test';
import { chromium, type Page } from 'playwright';
import { findBrowser } from '../../src/browser/find.ts';
import { launchOptions } from '../../src/browser/launch.ts';

/** A blank page in a browser as the harness starts it. */
export const test = base.extend<{ blank: Page }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern.
  blank: async ({}, use) => {
    const found = await findBrowser({ override: process.env.BACKSCROLL_BROWSER });
    if (found === undefined) throw new Error('no browser; npm test installs one');
    const browser = await chromium.launch(await launchOptions(found));
    await use(await browser.newPage());
    await browser.close();
  },
});
