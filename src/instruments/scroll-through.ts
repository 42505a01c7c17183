/** Scrolls through history that loads on the way: at the edge it waits until the list grows or has ended. */
import type { CDPSession, JSHandle, Locator, Page } from 'playwright';
import { monotonicUs } from '../core/clock.ts';
import { olderPage } from '../metrics/older-page.ts';
import type { Scroll } from '../metrics/recordings.ts';
import { watchLastScroll } from '../page/last-scroll.ts';
import { rowHeight } from '../page/row-height.ts';
import { untilGrown } from '../page/until-grown.ts';
import type { Distance } from '../steps/step.ts';
import type { ObservedJourney } from './journeys.ts';
import type { NetworkWatch } from './network-watch.ts';
import { type Gesture, locateScroller, scroll } from './scroll.ts';

/** The result of one scroll through a list. */
export interface ScrolledThrough {
  scrolls: Scroll[];
  /** The waits at the edge, from the frame that reached it until more was in place. */
  journeys: ObservedJourney[];
  /** The rest of the distance in pixels, where the list ended before it. 0 for `start` and `end`. */
  missingPx: number;
}

/**
 * A list has no more items when it has not grown at its edge for `quietMs` while no request was in flight, or
 * after `mostMs` in any case: a page that polls always has a request in flight.
 */
const [quietMs, mostMs] = [1_500, 10_000];

/** A shorter distance is not scrolled: offsets are whole pixels, and lists round. */
const leastPx = 1;

/** The longest single gesture; after it the row height is estimated again. */
const mostPx = 20_000;

/**
 * @param gesture the element that scrolls, and the speed
 * @param how the distance: pixels (negative for up), to an end, or about this number of rows; and the
 *   page's network
 * @throws HarnessError `SCROLLER_MISSING`, `SCROLLER_HIDDEN`
 */
export async function scrollThrough(
  page: Page,
  session: CDPSession,
  { scroller, pixelsPerSecond }: Pick<Gesture, 'scroller' | 'pixelsPerSecond'>,
  { way, network }: { way: Distance; network: NetworkWatch },
): Promise<ScrolledThrough> {
  const up = isUp(way);
  const scrolls: Scroll[] = [];
  const journeys: ObservedJourney[] = [];
  let left = unitsOf(way);
  let edgeMs: number | null = null;
  for (;;) {
    const place = await locateScroller(page, scroller);
    const unitPx = await unitOf(page, scroller, way);
    const roomPx = Math.floor(up ? place.upPx : place.downPx);
    const px = Math.floor(Math.min(left * unitPx, roomPx, mostPx));
    if (px >= leastPx) {
      const last = await handleOn(page, scroller, watchLastScroll);
      const done = await scroll(page, session, { scroller, distancePx: up ? -px : px, pixelsPerSecond });
      edgeMs = await last.evaluate(({ atMs, end }) => {
        end();
        return atMs;
      });
      await last.dispose();
      scrolls.push(done);
      left -= done.scrolledPx / unitPx;
      // A list that moves by itself, or not at all. The judgement of the scroll reports it.
      if (done.scrolledPx < px * 0.95) return { scrolls, journeys, missingPx: 0 };
      continue;
    }
    if (left * unitPx < leastPx) return { scrolls, journeys, missingPx: 0 };
    const nowUs = monotonicUs();
    const grown = await growth(page, scroller, up, network);
    if (grown === null) {
      const isEnd = way === 'start' || way === 'end';
      return { scrolls, journeys, missingPx: isEnd ? 0 : Math.round(left * unitPx) };
    }
    journeys.push({
      metric: olderPage,
      from: edgeMs === null ? { hostUs: nowUs } : { pageMs: edgeMs },
      toPageMs: grown.atMs,
      until: 'presented',
      already: false,
    });
  }
}

/** When a list has grown at its edge, ms since the page's time origin; null when it did not grow. */
async function growth(
  page: Page,
  scroller: Gesture['scroller'],
  up: boolean,
  network: NetworkWatch,
): Promise<{ atMs: number } | null> {
  const fromUs = monotonicUs();
  for (;;) {
    const grown = await inElement(page, scroller, untilGrown, { up, patienceMs: quietMs });
    if (grown !== null) return grown;
    const nowUs = monotonicUs();
    const isQuiet = nowUs - network.idleSinceUs >= quietMs * 1000;
    if (isQuiet || nowUs - fromUs >= mostMs * 1000) return null;
  }
}

function isUp(way: Distance): boolean {
  if (typeof way === 'object') return way.rows < 0;
  return way === 'start' || (typeof way === 'number' && way < 0);
}

/** The distance in pixels or rows; unlimited for an end of the list. */
function unitsOf(way: Distance): number {
  if (typeof way === 'object') return Math.abs(way.rows);
  return typeof way === 'number' ? Math.abs(way) : Number.POSITIVE_INFINITY;
}

/** Size of one unit in pixels: for rows the average height of those in the document. */
async function unitOf(page: Page, scroller: Gesture['scroller'], way: Distance): Promise<number> {
  if (typeof way !== 'object') return 1;
  return inElement(page, scroller, rowHeight, way.row);
}

function handleOn<Result>(
  page: Page,
  scroller: string | Locator,
  run: (scroller: Element) => Result,
): Promise<JSHandle<Result>> {
  const locator = typeof scroller === 'string' ? page.locator(scroller) : scroller;
  return locator.evaluateHandle(run) as Promise<JSHandle<Result>>;
}

/** Runs a page function on the scroller, given as selector or locator. */
function inElement<Argument, Result>(
  page: Page,
  scroller: string | Locator,
  run: (scroller: Element, argument: Argument) => Result | Promise<Result>,
  argument: Argument,
): Promise<Result> {
  const locator = typeof scroller === 'string' ? page.locator(scroller) : scroller;
  return locator.evaluate(
    run as (scroller: Element, argument: unknown) => Result | Promise<Result>,
    argument,
  );
}
