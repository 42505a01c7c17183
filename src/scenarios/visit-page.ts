import { scroll } from '../instruments/scroll.ts';
import type { PageTarget } from '../targets/target.ts';
import type { Scenario } from './scenario.ts';

export interface VisitOptions {
  /** Where to go; the query is not part of the cell's name, for it may hold a secret. */
  url: string;
  /** Selector of the element to scroll; undefined scrolls the document. */
  scroller: string | undefined;
  distancePx: number;
  pixelsPerSecond: number;
  /** Visible before the page counts as loaded; undefined waits for the load event only. */
  waitFor: string | undefined;
}

const patienceMs = 60_000;

/** Loads any page and scrolls it by a paced gesture: what `backscroll measure` does. */
export function visitPage(options: VisitOptions): Scenario<PageTarget, void> {
  const { origin, pathname } = new URL(options.url);
  return {
    id: 'visit-page',
    params: { url: origin + pathname },
    title: `Loading and scrolling ${origin}${pathname}`,
    passes: ['timing', 'memory'],
    besideTraffic: false,
    prepare: () => Promise.resolve(),
    act: async ({ page, session }) => {
      await page.goto(options.url, { waitUntil: 'load', timeout: patienceMs });
      if (options.waitFor !== undefined) {
        await page.locator(options.waitFor).first().waitFor({ timeout: patienceMs });
      }
      const scrolled = await scroll(page, session, {
        scroller: options.scroller ?? ':root',
        distancePx: options.distancePx,
        pixelsPerSecond: options.pixelsPerSecond,
      });
      return { scrolls: [scrolled], journeys: [] };
    },
  };
}
