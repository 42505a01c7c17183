/**
 * Repeats the user's actions on a page with raw input, for the leak verdict.
 *
 * Playwright's selectors leave about 3 kB in the page's heap each time, as much as a relevant leak. So only
 * the first repetition finds the elements with selectors. The later ones press and type at the same points,
 * after a check that the same element is still there.
 */
import type { CDPSession, Frame, Locator, Page } from 'playwright';
import { one } from '../browser/select.ts';
import { HarnessError } from '../core/errors.ts';
import {
  type Gesture,
  type GesturePoint,
  locateScroller,
  pointOf,
  synthesizeScroll,
} from '../instruments/scroll.ts';
import { focusedText, middleOf, nextFrame, type Stand, standAt } from '../page/raw-input.ts';
import type { VisitTarget } from '../targets/page.ts';
import type { Stage } from './scenario.ts';

/** The repeated actions: all clicks, then all texts, each undone again; without them, a scroll. */
export interface Repeated {
  clicks: readonly string[];
  texts: readonly { selector: string; text: string }[];
  /** Undefined for the document. */
  scroller: string | undefined;
}

/** A point to press, and the element there. */
interface Spot {
  /** The option with its selector, such as `--click "button"`. */
  label: string;
  /** In the page's viewport. */
  at: { x: number; y: number };
  /** Its document, and the point in it. */
  frame: Frame;
  inner: { x: number; y: number };
  stand: Stand;
}

/** Speed of scrolling away and back while no frames are measured. */
const pixelsPerSecond = 8_000;
const mostPx = 3_000;
/**
 * At least this share of the distance must be scrolled; after scrolling back at most the rest may be missing.
 */
const scrolledShare = 0.95;

/** How long an element may take to be back in its place. */
const returnsWithinMs = 5_000;
/** A box may differ by this much, because of hover or focus styles. */
const tolerancePx = 4;

/**
 * Does the actions once with their selectors.
 *
 * @returns a function that repeats them
 * @throws HarnessError `REPEAT_NOTHING`, `REPEAT_HIDDEN`, `REPEAT_MOVED`, `REPEAT_NOT_TYPED`, or as
 *   {@link one}; the repetition throws the same
 */
export async function startRepeating(
  { page, session }: Stage<VisitTarget>,
  repeated: Repeated,
): Promise<() => Promise<void>> {
  if (repeated.clicks.length + repeated.texts.length === 0) {
    const way = await findWay(page, session, repeated.scroller);
    return () => scrollThereAndBack(session, way);
  }
  const clicks: Spot[] = [];
  for (const selector of repeated.clicks) clicks.push(await pressFirst(page, selector, '--click'));
  const texts: (Spot & { text: string })[] = [];
  for (const { selector, text } of repeated.texts) {
    const spot = { ...(await pressFirst(page, selector, '--type')), text };
    await typeAndUndo(page, spot);
    texts.push(spot);
  }
  return async () => {
    for (const spot of clicks) await pressAgain(page, spot);
    for (const spot of texts) {
      await pressAgain(page, spot);
      await typeAndUndo(page, spot);
    }
  };
}

async function pressFirst(page: Page, selector: string, option: string): Promise<Spot> {
  const label = `${option} "${selector}"`;
  const element = await one(page, selector, option);
  await element.scrollIntoViewIfNeeded();
  // Actionable: visible, still, and not covered.
  await element.click({ trial: true });
  const box = await element.boundingBox();
  if (box === null) {
    throw new HarnessError(
      'REPEAT_HIDDEN',
      `What ${label} matches has no box, so nobody can press it.`,
      'Give the selector of something that is visible.',
    );
  }
  const at = { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
  const frame = await frameOf(element, page);
  const inner = await element.evaluate(middleOf);
  const spot = { label, at, frame, inner, stand: await frame.evaluate(standAt, inner) };
  await press(page, spot);
  return spot;
}

async function frameOf(element: Locator, page: Page): Promise<Frame> {
  const handle = await element.elementHandle();
  const frame = await handle?.ownerFrame();
  // The handle would keep the element alive.
  await handle?.dispose();
  return frame ?? page.mainFrame();
}

async function pressAgain(page: Page, spot: Spot): Promise<void> {
  const { label, at, frame, inner, stand } = spot;
  const untilMs = performance.now() + returnsWithinMs;
  let found = await frame.evaluate(standAt, inner);
  while (!isSame(stand, found) && performance.now() < untilMs) {
    await page.evaluate(nextFrame);
    found = await frame.evaluate(standAt, inner);
  }
  if (!isSame(stand, found)) {
    throw new HarnessError(
      'REPEAT_MOVED',
      `${label} was ${nameOf(stand)} at ${at.x}, ${at.y} the first time, and now ${nameOf(found)} is there.`,
      'What is repeated must end where it began: close what it opens, and name nothing that moves.',
    );
  }
  await press(page, spot);
}

function isSame(a: Stand, b: Stand): boolean {
  return a.tag === b.tag && a.box.every((value, side) => Math.abs(value - (b.box[side] ?? 0)) <= tolerancePx);
}

function nameOf({ tag, box: [left, top, width, height] }: Stand): string {
  return `${tag} (${width}×${height} at ${left}, ${top})`;
}

async function press(page: Page, { at }: Spot): Promise<void> {
  await page.mouse.click(at.x, at.y);
  await page.evaluate(nextFrame);
}

/**
 * Types into the focused element and undoes it. Deleted text would stay in the browser's undo history, one
 * node each time, which would look like a leak of the page.
 */
async function typeAndUndo(page: Page, { frame, label, text }: Spot & { text: string }): Promise<void> {
  const before = await frame.evaluate(focusedText);
  await page.keyboard.type(text);
  await page.evaluate(nextFrame);
  const typed = await frame.evaluate(focusedText);
  if (before === null || typed === before) {
    throw notTyped(`What is typed into ${label} does not arrive there.`);
  }
  await page.keyboard.press('ControlOrMeta+Z');
  await page.evaluate(nextFrame);
  if ((await frame.evaluate(focusedText)) === before) return;
  throw notTyped(
    `What was typed into ${label} could not be undone, and deleting it would look like a leak of the page.`,
  );
}

function notTyped(message: string): HarnessError {
  return new HarnessError('REPEAT_NOT_TYPED', message, 'Repeat without --type, or name the field itself.');
}

interface Way {
  from: GesturePoint;
  /** Pixels; negative where more content is above. */
  distancePx: number;
}

/** Determines the distance to scroll, and scrolls once there and back. */
async function findWay(page: Page, session: CDPSession, selector: string | undefined): Promise<Way> {
  const scroller: Gesture['scroller'] =
    selector === undefined ? ':root' : await one(page, selector, '--scroll');
  const place = await locateScroller(page, scroller);
  const wayPx = Math.floor(Math.min(mostPx, Math.max(place.upPx, place.downPx)));
  if (wayPx === 0) throw nothingToScroll('the page is not longer than the screen');
  const from = { ...(await pointOf(scroller, place)), zoom: place.zoom };
  const way = { from, distancePx: place.downPx >= place.upPx ? wayPx : -wayPx };
  await synthesizeScroll(session, from, { distancePx: way.distancePx, pixelsPerSecond });
  const away = await locateScroller(page, scroller);
  await synthesizeScroll(session, from, { distancePx: -way.distancePx, pixelsPerSecond });
  const back = await locateScroller(page, scroller);
  const [gonePx, missingPx] = [Math.abs(away.top - place.top), Math.abs(back.top - place.top)];
  if (gonePx >= wayPx * scrolledShare && missingPx <= wayPx * (1 - scrolledShare)) return way;
  throw nothingToScroll(
    `${Math.round(gonePx)} of ${wayPx} px were scrolled away and ${Math.round(gonePx - missingPx)} back`,
  );
}

function nothingToScroll(why: string): HarnessError {
  return new HarnessError(
    'REPEAT_NOTHING',
    `There is nothing to repeat: ${why}.`,
    'Name what to repeat with --click, --type or --scroll.',
  );
}

async function scrollThereAndBack(session: CDPSession, { from, distancePx }: Way): Promise<void> {
  for (const px of [distancePx, -distancePx]) {
    await synthesizeScroll(session, from, { distancePx: px, pixelsPerSecond });
  }
}
