import type { CDPSession, Page } from 'playwright';
import { monotonicUs } from '../core/clock.ts';
import { HarnessError } from '../core/errors.ts';
import type { Scroll } from '../metrics/recordings.ts';

/** A paced gesture: how far and how fast, in CSS pixels; a negative distance scrolls towards older messages. */
export interface Gesture {
  /** Selector of the element that scrolls. */
  scroller: string;
  distancePx: number;
  pixelsPerSecond: number;
}

interface Place {
  x: number;
  y: number;
  top: number;
  /** Screen pixels for each CSS pixel: below 1 where a phone shows a page that was laid out wider. */
  zoom: number;
}

function readScroller(selector: string): Place | null {
  const element = document.querySelector(selector);
  if (element === null) return null;
  // The middle of what is in view: the box of a scrolling document is as long as the document.
  const box = element.getBoundingClientRect();
  const middle = (from: number, to: number, size: number): number =>
    (Math.max(from, 0) + Math.min(to, size)) / 2;
  return {
    x: middle(box.left, box.right, window.innerWidth),
    y: middle(box.top, box.bottom, window.innerHeight),
    top: element.scrollTop,
    zoom: window.visualViewport?.scale ?? 1,
  };
}

async function locate(page: Page, selector: string): Promise<Place> {
  const found = await page.evaluate(readScroller, selector);
  if (found !== null) return found;
  throw new HarnessError(
    'SCROLLER_MISSING',
    `No element matches ${selector}, so there is nothing to scroll.`,
    'Give the selector of the scrolling element with --scroll.',
  );
}

/**
 * Scrolls by a gesture that the browser itself paces, as wheel input to the compositor.
 *
 * Wheel and not touch: a touch gesture in a context without touch scrolls 0 px and drops no frame.
 * How far it got is read from the element, for the verification; a list that corrects estimated
 * heights while it scrolls moves its own offset too.
 */
export async function scroll(page: Page, session: CDPSession, gesture: Gesture): Promise<Scroll> {
  const before = await locate(page, gesture.scroller);
  const startUs = monotonicUs();
  await session.send('Input.synthesizeScrollGesture', {
    x: Math.round(before.x),
    y: Math.round(before.y),
    // The gesture moves the content: a positive distance reveals what lies above.
    yDistance: -gesture.distancePx,
    // Chromium scales the distance to the screen, and leaves the speed as it is.
    speed: Math.round(gesture.pixelsPerSecond * before.zoom),
    gestureSourceType: 'mouse',
    preventFling: true,
  });
  const endUs = monotonicUs();
  const after = await locate(page, gesture.scroller);
  return {
    startUs,
    endUs,
    askedPx: Math.abs(gesture.distancePx),
    scrolledPx: Math.abs(after.top - before.top),
  };
}
