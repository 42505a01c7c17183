/** Real Chromium before a page whose answer is known. */
import { test as base } from '@playwright/test';
import { type Browser, type BrowserContextOptions, type CDPSession, chromium, type Page } from 'playwright';
import { findBrowser } from '../../src/browser/find.ts';
import { launchOptions } from '../../src/browser/launch.ts';
import { type Gesture, scroll } from '../../src/instruments/scroll.ts';
import { type Acted, installVitals, startTiming } from '../../src/instruments/timing.ts';
import type { TimingRecording } from '../../src/metrics/recordings.ts';
import { PageServer } from './page-server.ts';

export interface Subject {
  page: Page;
  /** CDP session of the page. */
  session: CDPSession;
  /** Address of the folder tests/calibration/pages. */
  pages: string;
}

export interface Setup {
  browser: Browser;
  browserSession: CDPSession;
  pages: PageServer;
}

/** Lets `act` happen on a new page between start and stop of the timing instrument. */
export type TimeOn = (
  prepare: (subject: Subject) => Promise<unknown>,
  act: (subject: Subject) => Promise<Acted>,
  screen?: BrowserContextOptions,
) => Promise<TimingRecording>;

/** A phone as in measured iterations: layout, touch emulation and pixel ratio change what is drawn. */
export const phone: BrowserContextOptions = {
  viewport: { width: 412, height: 823 },
  deviceScaleFactor: 1.75,
  isMobile: true,
};

/** Where Chromium draws a scroller into its parent's layer when it cannot be composited. */
export const desktop: BrowserContextOptions = { viewport: { width: 412, height: 823 } };

export const feed: Gesture = { scroller: '#feed', distancePx: 3_000, pixelsPerSecond: 1_500 };

/**
 * Worker scope: `setup`, one browser and one page server. Test scope: `subject`, a page of a
 * context of its own; `time`, the timing instrument around an act, each on a new page.
 */
export const test = base.extend<{ subject: Subject; time: TimeOn }, { setup: Setup }>({
  setup: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern.
    async ({}, use) => {
      const found = await findBrowser({ override: process.env.BACKSCROLL_BROWSER });
      if (found === undefined) throw new Error('no browser; npm test installs one');
      const browser = await chromium.launch(await launchOptions(found));
      await using pages = await PageServer.start();
      await use({ browser, browserSession: await browser.newBrowserCDPSession(), pages });
      await browser.close();
    },
    { scope: 'worker' },
  ],
  subject: async ({ setup: { browser, pages } }, use) => {
    const context = await browser.newContext(phone);
    const page = await context.newPage();
    await use({ page, session: await context.newCDPSession(page), pages: pages.url });
    await context.close();
  },
  time: async ({ setup: { browser, browserSession, pages } }, use) => {
    await use(async (prepare, act, screen = phone) => {
      const context = await browser.newContext(screen);
      try {
        await installVitals(context);
        const page = await context.newPage();
        const subject = { page, session: await context.newCDPSession(page), pages: pages.url };
        await prepare(subject);
        const instrument = await startTiming(page, subject.session, browserSession);
        return await instrument.stop(await act(subject), 0);
      } finally {
        await context.close();
      }
    });
  },
});

/** Opens a page of the folder. */
export function open(path: string): (subject: Subject) => Promise<unknown> {
  return ({ page, pages }) => page.goto(`${pages}/${path}`);
}

/** An act that scrolls the feed. */
export function scrollFeed(gesture = feed): (subject: Subject) => Promise<Acted> {
  return async ({ page, session }) => ({ scrolls: [await scroll(page, session, gesture)], journeys: [] });
}
