import type { CDPSession, Locator, Page } from 'playwright';
import { monotonicUs } from '../core/clock.ts';
import { HarnessError } from '../core/errors.ts';
import type { Scroll } from '../metrics/recordings.ts';

/** A paced gesture: distance and speed in CSS pixels; a negative distance scrolls towards older messages. */
export interface Gesture {
  /**
   * The element that scrolls: a CSS selector in the page's own document, or a locator, which may be in a
   * shadow root or in a frame of any origin. Locators leave Playwright's selector engine in the page's heap.
   */
  scroller: string | Locator;
  distancePx: number;
  pixelsPerSecond: number;
}

/** Position of an element that can be scrolled, and the remaining distances. */
export interface Place {
  /** The middle of its visible part, in the window of the element's own document. */
  x: number;
  y: number;
  /** The upper left corner of its box in that window. */
  left: number;
  upper: number;
  inFrame: boolean;
  top: number;
  /** Remaining distance towards the upper and the lower end. */
  upPx: number;
  downPx: number;
  /** Screen pixels for each CSS pixel: below 1 where a phone shows a page that was laid out wider. */
  zoom: number;
}

/** Runs inside the page, with an element or a selector. */
function readPlace(scroller: Element | string): Place | null {
  const element = typeof scroller === 'string' ? document.querySelector(scroller) : scroller;
  if (element === null) return null;
  // The middle of the visible part: the box of a scrolling document is as long as the document.
  const box = element.getBoundingClientRect();
  const middle = (from: number, to: number, size: number): number =>
    (Math.max(from, 0) + Math.min(to, size)) / 2;
  const { flexDirection } = getComputedStyle(element);
  const roomPx = element.scrollHeight - element.clientHeight;
  // A reversed column counts from its end: offsets run from negative values down to 0.
  const upPx = flexDirection === 'column-reverse' ? roomPx + element.scrollTop : element.scrollTop;
  // Marks the process whose frames show the scroller: it may differ from the page's process. The function
  // does not wait for the mark, because a document that is not shown has no animation frame.
  if (window !== window.top) {
    requestAnimationFrame(() => {
      performance.mark('backscroll:scroller');
      performance.clearMarks('backscroll:scroller');
    });
  }
  return {
    x: middle(box.left, box.right, window.innerWidth),
    y: middle(box.top, box.bottom, window.innerHeight),
    left: box.left,
    upper: box.top,
    inFrame: window !== window.top,
    top: element.scrollTop,
    upPx,
    downPx: roomPx - upPx,
    zoom: window.visualViewport?.scale ?? 1,
  };
}

/** @throws HarnessError `SCROLLER_MISSING` */
export async function locateScroller(page: Page, scroller: Gesture['scroller']): Promise<Place> {
  const found =
    typeof scroller === 'string'
      ? await page.evaluate(readPlace, scroller)
      : await scroller.evaluate<Place | null, undefined>(readPlace, undefined, { timeout: 10_000 });
  if (found !== null) return found;
  throw new HarnessError(
    'SCROLLER_MISSING',
    `No element matches ${typeof scroller === 'string' ? scroller : scroller.toString()}, so there is nothing to scroll.`,
    'Give the selector of the scrolling element: page.scroller of the target, or --scroll for a page by its address.',
  );
}

/** Start of a gesture: a point of the page's viewport, and its {@link Place.zoom}. */
export interface GesturePoint {
  x: number;
  y: number;
  zoom: number;
}

/** The point of the page's viewport that corresponds to a place. @throws HarnessError `SCROLLER_HIDDEN` */
export async function pointOf(
  scroller: Gesture['scroller'],
  place: Place,
): Promise<{ x: number; y: number }> {
  if (typeof scroller === 'string' || !place.inFrame) return place;
  const box = await scroller.boundingBox();
  if (box === null)
    throw new HarnessError(
      'SCROLLER_HIDDEN',
      'The element to scroll is not visible.',
      'Look at the page by hand.',
    );
  return { x: place.x - place.left + box.x, y: place.y - place.upper + box.y };
}

/**
 * Scrolls by a gesture that the browser itself paces, as wheel input to the compositor.
 *
 * Wheel and not touch: a touch gesture in a context without touch scrolls 0 px and drops no frame. The
 * scrolled distance is read from the element, for the verification; a list that corrects estimated heights
 * while it scrolls changes its own offset too.
 */
export async function scroll(page: Page, session: CDPSession, gesture: Gesture): Promise<Scroll> {
  const before = await locateScroller(page, gesture.scroller);
  const point = await pointOf(gesture.scroller, before);
  const startUs = monotonicUs();
  await synthesizeScroll(session, { ...point, zoom: before.zoom }, gesture);
  const endUs = monotonicUs();
  const after = await locateScroller(page, gesture.scroller);
  return {
    startUs,
    endUs,
    askedPx: Math.abs(gesture.distancePx),
    scrolledPx: scrolledPx(before, after, gesture.distancePx),
    remainingPx: gesture.distancePx < 0 ? after.upPx : after.downPx,
  };
}

/**
 * How far a list was scrolled in the expected direction, capped at the expected distance. It is measured from
 * both ends, and the larger value counts. When older messages are added above a reader who scrolls up, and
 * the list keeps the reader's position, the upper end moves away; when messages are removed there, it moves
 * nearer. Limit: where a list grows at the end that the scroll left, a scroll that was too short by that
 * growth is not detected.
 */
export function scrolledPx(
  before: Pick<Place, 'upPx' | 'downPx'>,
  after: Pick<Place, 'upPx' | 'downPx'>,
  distancePx: number,
): number {
  const [fromUpper, fromLower] = [after.upPx - before.upPx, before.downPx - after.downPx];
  const way = Math.max(0, ...(distancePx < 0 ? [-fromUpper, -fromLower] : [fromUpper, fromLower]));
  return Math.min(way, Math.abs(distancePx));
}

/** Only the gesture, which runs no script in the page. */
export async function synthesizeScroll(
  session: CDPSession,
  { x, y, zoom }: GesturePoint,
  { distancePx, pixelsPerSecond }: Pick<Gesture, 'distancePx' | 'pixelsPerSecond'>,
): Promise<void> {
  await session.send('Input.synthesizeScrollGesture', {
    x: Math.round(x),
    y: Math.round(y),
    // The gesture moves the content: a positive distance reveals the content above.
    yDistance: -distancePx,
    // Chromium scales the distance to the screen, but not the speed.
    speed: Math.round(pixelsPerSecond * zoom),
    gestureSourceType: 'mouse',
    preventFling: true,
  });
}
