import type { Parameters } from '../core/results.ts';
import { scroll } from '../instruments/scroll.ts';
import type { VisitTarget } from '../targets/page.ts';
import type { Scenario } from './scenario.ts';

export interface VisitOptions {
  /** Selector of the element to scroll; undefined scrolls the document. */
  scroller: string | undefined;
  distancePx: number;
  pixelsPerSecond: number;
  /** Visible before the page counts as loaded; undefined waits for the load event only. */
  waitFor: string | undefined;
}

const patienceMs = 60_000;

/** An address as it may stand in names and reports: without its query, which may hold a secret. */
export function publicAddress(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/**
 * Loads the page of its target and scrolls it by a paced gesture: what `backscroll measure` does.
 *
 * @param params of the cell; arms with addresses of their own have none
 */
export function visitPage(options: VisitOptions, params: Parameters = {}): Scenario<VisitTarget, void> {
  return {
    id: 'visit-page',
    params,
    title: params.url === undefined ? 'Loading and scrolling a page' : `Loading and scrolling ${params.url}`,
    passes: ['timing', 'memory'],
    besideTraffic: false,
    prepare: () => Promise.resolve(),
    act: async ({ page, session, target }) => {
      await page.goto(target.url, { waitUntil: 'load', timeout: patienceMs });
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
