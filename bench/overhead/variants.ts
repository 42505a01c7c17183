/** The instruments of the timing pass, each by itself, and all of them together. */
import type { BrowserContext, CDPSession, Page } from 'playwright';
import { watch } from '../../src/instruments/journeys.ts';
import { startMainThreadWork } from '../../src/instruments/main-thread-work.ts';
import { installVitals, startTiming } from '../../src/instruments/timing.ts';
import { startTrace, timingCategories } from '../../src/instruments/tracing.ts';
import { HostWatch } from '../../src/measure/host/host-watch.ts';
import { watchImages } from '../../src/page/images-watch.ts';
import { watchKey } from '../../src/page/key-watch.ts';
import { watchRow } from '../../src/page/row-watch.ts';

/** An instrument, by the moment at which it is set up: before the page is opened, or later. */
export interface Variant {
  id: string;
  title: string;
  install?: (context: BrowserContext) => Promise<void>;
  /** Starts the instrument on a blank page. Returns how to stop it, after the page has measured itself. */
  start?: (page: Page, browserSession: CDPSession) => Promise<() => Promise<unknown>>;
  /** Starts it right after the navigation was committed, as for journeys. */
  watch?: (page: Page) => Promise<unknown>;
}

async function startWatches(page: Page): Promise<void> {
  await watch(page, watchRow, { selector: '#never', place: 'in-view' as const }, 'A row');
  await watch(page, watchImages, { container: 'body', row: '.row', newest: '#never' }, 'An image');
  await watch(page, watchKey, { key: 'Home' }, 'A key');
}

export const variants: readonly Variant[] = [
  { id: 'off', title: 'nothing' },
  // A second "nothing": its apparent cost shows the noise of this table.
  { id: 'sham', title: 'nothing, once more' },
  {
    id: 'trace',
    title: 'trace of frames and marks',
    start: (_page, browserSession) => startTrace(browserSession, timingCategories),
  },
  {
    id: 'work',
    title: 'count of main-thread work',
    start: async (page) => startMainThreadWork(await page.context().newCDPSession(page)),
  },
  { id: 'vitals', title: 'web-vitals and long tasks', install: installVitals },
  { id: 'watches', title: 'watches of rows, images and keys', watch: startWatches },
  {
    id: 'host',
    title: 'host sampled every 0.5 s',
    start: () => {
      const watching = new HostWatch([]);
      return Promise.resolve(() => Promise.resolve(watching.stop()));
    },
  },
  {
    id: 'all',
    title: 'the whole timing pass',
    install: installVitals,
    start: async (page, browserSession) => {
      const watching = new HostWatch([]);
      const session = await page.context().newCDPSession(page);
      const timing = await startTiming(page, session, browserSession);
      return async () => {
        watching.stop();
        await timing.stop({ scrolls: [], journeys: [] }, 0);
      };
    },
    watch: startWatches,
  },
];
