/**
 * One repetition of what is done on a page, for the leak verdict, by raw input.
 *
 * Playwright's selectors leave about 3 kB in the page's heap each time, as much as a leak that matters. So they find
 * everything in the first repetition, and the later ones press and type where it was found, after a look whether
 * the same still stands there.
 */
import type { CDPSession, Page } from 'playwright';
import { one } from '../browser/select.ts';
import { HarnessError } from '../core/errors.ts';
import { type GesturePoint, locateScroller, pointOf, synthesizeScroll } from '../instruments/scroll.ts';
import { describeAt, focusedText, nextFrame } from '../page/raw-input.ts';
import type { VisitTarget } from '../targets/page.ts';
import type { Stage } from './scenario.ts';

/** What is repeated: all clicks, then all texts, each taken out again; where there are none, the way that is scrolled. */
export interface Repeated {
  clicks: readonly string[];
  texts: readonly { selector: string; text: string }[];
  /** Undefined for the document. */
  scroller: string | undefined;
}

/** Where something was pressed, and what it was: its opening tag without what changes with its state. */
interface Spot {
  asked: string;
  selector: string;
  x: number;
  y: number;
  there: string;
}

/** How fast the page is scrolled away and back when nobody looks at its frames. */
const pixelsPerSecond = 8_000;
const mostPx = 3_000;

/** How long something may take to stand again where it was. */
const returnsWithinMs = 5_000;

/**
 * Does it once by its selectors.
 *
 * @returns what does it again
 * @throws HarnessError `REPEAT_NOTHING`, or as {@link one}; the repetition throws `REPEAT_MOVED`
 */
export async function startRepeating(
  { page, session }: Stage<VisitTarget>,
  repeated: Repeated,
): Promise<() => Promise<void>> {
  if (repeated.clicks.length + repeated.texts.length === 0) {
    const there = await findWay(page, repeated.scroller);
    return () => scrollThereAndBack(session, there);
  }
  const clicks: Spot[] = [];
  for (const selector of repeated.clicks) clicks.push(await pressFirst(page, selector, '--click'));
  const texts: (Spot & { text: string })[] = [];
  for (const { selector, text } of repeated.texts) {
    texts.push({ ...(await pressFirst(page, selector, '--type')), text });
    await typeAndErase(page, text);
  }
  return async () => {
    for (const spot of clicks) await pressAgain(page, spot);
    for (const spot of texts) {
      await pressAgain(page, spot);
      await typeAndErase(page, spot.text);
    }
  };
}

async function pressFirst(page: Page, selector: string, asked: string): Promise<Spot> {
  const element = await one(page, selector, asked);
  await element.scrollIntoViewIfNeeded();
  // Actionable: visible, still, and nothing lies over it.
  await element.click({ trial: true });
  const box = await element.boundingBox();
  if (box === null) {
    throw new HarnessError(
      'REPEAT_HIDDEN',
      `What ${asked} "${selector}" matches has no box, so nobody can press it.`,
      'Give the selector of something that is visible.',
    );
  }
  const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
  const there = await page.evaluate(describeAt, { x, y });
  await press(page, { x, y });
  return { asked, selector, x, y, there };
}

async function pressAgain(page: Page, spot: Spot): Promise<void> {
  const { asked, selector, x, y, there } = spot;
  const untilMs = performance.now() + returnsWithinMs;
  let found = await page.evaluate(describeAt, { x, y });
  while (found !== there && performance.now() < untilMs) {
    await page.evaluate(nextFrame);
    found = await page.evaluate(describeAt, { x, y });
  }
  if (found !== there) {
    throw new HarnessError(
      'REPEAT_MOVED',
      `${asked} "${selector}" was ${there} at ${x}, ${y} the first time, and now ${found} is there.`,
      'What is repeated must end where it began: close what it opens, and name nothing that moves.',
    );
  }
  await press(page, spot);
}

async function press(page: Page, { x, y }: { x: number; y: number }): Promise<void> {
  await page.mouse.click(x, y);
  await page.evaluate(nextFrame);
}

/**
 * Into what has the focus. Taken out by undoing: text that is deleted stays in the browser's undo history, a node
 * each time, which would look like a leak of the page's.
 */
async function typeAndErase(page: Page, text: string): Promise<void> {
  const before = await page.evaluate(focusedText);
  await page.keyboard.type(text);
  await page.evaluate(nextFrame);
  await page.keyboard.press('ControlOrMeta+Z');
  await page.evaluate(nextFrame);
  if ((await page.evaluate(focusedText)) === before) return;
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Backspace');
  await page.evaluate(nextFrame);
}

interface Way {
  from: GesturePoint;
  /** Pixels; negative where there is more above. */
  distancePx: number;
}

async function findWay(page: Page, selector: string | undefined): Promise<Way> {
  const scroller = selector === undefined ? ':root' : await one(page, selector, '--scroll');
  const place = await locateScroller(page, scroller);
  const wayPx = Math.floor(Math.min(mostPx, Math.max(place.upPx, place.downPx)));
  if (wayPx === 0) {
    throw new HarnessError(
      'REPEAT_NOTHING',
      'There is nothing to repeat: the page is not longer than the screen.',
      'Name what to repeat with --click, --type or --scroll.',
    );
  }
  const from = { ...(await pointOf(scroller, place)), zoom: place.zoom };
  return { from, distancePx: place.downPx >= place.upPx ? wayPx : -wayPx };
}

async function scrollThereAndBack(session: CDPSession, { from, distancePx }: Way): Promise<void> {
  for (const px of [distancePx, -distancePx]) {
    await synthesizeScroll(session, from, { distancePx: px, pixelsPerSecond });
  }
}
