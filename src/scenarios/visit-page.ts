import type { Page } from 'playwright';
import { one, untilVisible } from '../browser/select.ts';
import { HarnessError } from '../core/errors.ts';
import type { Parameters } from '../core/results/cell.ts';
import type { PassId } from '../core/results/metric.ts';
import { usualRest } from '../core/results/rest.ts';
import { assertAddress, loadPage, untilPainted } from '../instruments/load-page.ts';
import { NetworkWatch } from '../instruments/network-watch.ts';
import { type Loading, type RestOptions, untilRest } from '../instruments/rest.ts';
import { locateScroller, scroll } from '../instruments/scroll.ts';
import type { Acted } from '../instruments/timing.ts';
import type { Scroll } from '../metrics/recordings.ts';
import { findScrollers } from '../page/find-scrollers.ts';
import { nextFrame } from '../page/raw-input.ts';
import type { VisitTarget } from '../targets/page.ts';
import { startRepeating } from './repeat-visit.ts';
import type { Scenario, Stage } from './scenario.ts';

/** How far to scroll: pixels (negative for up) or to an end; undefined for {@link usualPx}, or what there is. */
export type Distance = number | 'start' | 'end' | undefined;

export interface VisitOptions {
  /** Selector of the element to scroll; undefined scrolls the document, if it is longer than the screen. */
  scroller: string | undefined;
  distance: Distance;
  pixelsPerSecond: number;
  /** Visible before the page counts as there; undefined waits for the load event and the first paint. */
  waitFor: string | undefined;
  /** When its loading is over. */
  rest: RestOptions;
  /** Selectors to click, in order. */
  clicks: readonly string[];
  /** What to type where, in order, after the clicks. */
  texts: readonly { selector: string; text: string }[];
  /** Measures where the address leads to, instead of refusing it. */
  allowRedirect: boolean;
  /** Dismisses dialogs, instead of refusing a page that opens one. */
  dismissDialogs: boolean;
  /** Also makes traces and a filmstrip for people. */
  recorded: boolean;
  /** How often the memory pass repeats what is done, for the leak verdict; undefined for not at all. */
  repeat: number | undefined;
}

/** Loads, and scrolls the document: what is done when nothing else is asked for. */
export const plainVisit: VisitOptions = {
  scroller: undefined,
  distance: undefined,
  pixelsPerSecond: 1_500,
  waitFor: undefined,
  rest: usualRest,
  clicks: [],
  texts: [],
  allowRedirect: false,
  dismissDialogs: false,
  recorded: false,
  repeat: undefined,
};

const usualPx = 3_000;

const nothingDone = 'nothing was clicked, typed or scrolled';

/** Time between two keys of somebody who types briskly. */
const keyEveryMs = 60;

/**
 * Loads the page of its target until it rests, clicks, types, and scrolls by a paced gesture: what
 * `backscroll measure` does.
 *
 * @param params of the cell; arms with addresses of their own have none
 */
export function visitPage(options: VisitOptions, params: Parameters = {}): Scenario<VisitTarget, void> {
  const passes: PassId[] = options.recorded ? ['recorded', 'timing', 'memory'] : ['timing', 'memory'];
  return {
    id: 'visit-page',
    params,
    title: params.url === undefined ? 'Visiting a page' : `Visiting ${params.url}`,
    passes,
    besideTraffic: false,
    prepare: () => Promise.resolve(),
    act: (stage) => visit(stage, options),
    dismissesDialogs: options.dismissDialogs,
    ...(options.repeat === undefined
      ? {}
      : { repeat: { times: options.repeat, start: (stage) => startRepeating(stage, options) } }),
  };
}

async function visit(stage: Stage<VisitTarget>, options: VisitOptions): Promise<Acted> {
  const { page } = stage;
  const { documentStartedMs, loading } = await load(stage, options);
  for (const selector of options.clicks) {
    await (await one(page, selector, '--click')).click();
    await page.evaluate(nextFrame);
  }
  for (const { selector, text } of options.texts) {
    await (await one(page, selector, '--type')).pressSequentially(text, { delay: keyEveryMs });
    await page.evaluate(nextFrame);
  }
  await assertSameDocument(page, documentStartedMs);
  const scrolls = await scrollAsAsked(stage, options);
  await assertSameDocument(page, documentStartedMs);
  const acted: Acted = { scrolls, journeys: [], loading };
  if (scrolls.length > 0) return acted;
  const noScroll = await noScrollReason(page);
  const interacted = options.clicks.length + options.texts.length > 0;
  return { ...acted, noScroll, ...(interacted ? {} : { noInteraction: nothingDone }) };
}

/** Until the page has come to rest, or is at the bound. */
async function load(
  { page, target }: Stage<VisitTarget>,
  options: VisitOptions,
): Promise<{ documentStartedMs: number; loading: Loading }> {
  const event = options.waitFor === undefined ? 'load' : 'commit';
  using network = new NetworkWatch(page);
  await loadPage(page, target.url, event);
  await arrive(page, target.url, options);
  const documentStartedMs = await page.evaluate(timeOrigin);
  try {
    const loading = await untilRest(page, network, options.rest, event === 'load' ? 'load' : 'now');
    return { documentStartedMs, loading };
  } catch (cause) {
    // What the document knew went with it.
    await assertSameDocument(page, documentStartedMs);
    throw cause;
  }
}

/** Until the page is there; where it is another page, that is the error, whatever it lacks. */
async function arrive(page: Page, url: string, { waitFor, allowRedirect }: VisitOptions): Promise<void> {
  try {
    if (waitFor === undefined) await untilPainted(page);
    else await untilVisible(page, waitFor, '--wait-for');
  } finally {
    if (!allowRedirect) assertAddress(page, url);
  }
}

async function scrollAsAsked(
  { page, session }: Stage<VisitTarget>,
  { scroller, distance, pixelsPerSecond }: VisitOptions,
): Promise<Scroll[]> {
  const element = scroller === undefined ? ':root' : await one(page, scroller, '--scroll');
  if (typeof element !== 'string') await element.scrollIntoViewIfNeeded();
  const { upPx, downPx } = await locateScroller(page, element);
  const distancePx = distanceOf(distance, upPx, downPx);
  const short = Math.abs(distancePx) > (distancePx < 0 ? upPx : downPx) + 1;
  if (short || (distancePx === 0 && scroller !== undefined)) throw tooShort(scroller, distance, upPx, downPx);
  // A document that fits the screen is not scrolled by its reader either.
  if (distancePx === 0) return [];
  return [await scroll(page, session, { scroller: element, distancePx, pixelsPerSecond })];
}

async function noScrollReason(page: Page): Promise<string> {
  const found = await page.evaluate(findScrollers, 3);
  const hint =
    found.length === 0 ? 'nothing else of it scrolls' : `--scroll could be given ${found.join(' or ')}`;
  return `the document is no longer than the screen; ${hint}`;
}

function distanceOf(distance: Distance, upPx: number, downPx: number): number {
  switch (distance) {
    case 'end':
      return Math.floor(downPx);
    case 'start':
      return -Math.floor(upPx);
    case undefined:
      // A list that starts at its end, as chats do, is read upwards.
      return downPx < 1 && upPx >= 1
        ? -Math.min(usualPx, Math.floor(upPx))
        : Math.min(usualPx, Math.floor(downPx));
    default:
      return distance;
  }
}

function tooShort(
  scroller: string | undefined,
  distance: Distance,
  upPx: number,
  downPx: number,
): HarnessError {
  const what = scroller === undefined ? 'The document' : `What --scroll "${scroller}" matches`;
  return new HarnessError(
    'SCROLLER_TOO_SHORT',
    `${what} can be scrolled ${Math.round(upPx)} px up and ${Math.round(downPx)} px down, which is not ${distance ?? 'at all'}${typeof distance === 'number' ? ' px' : ''}.`,
    'Give the element that has the scroll bar with --scroll; --distance end goes as far as there is.',
  );
}

async function assertSameDocument(page: Page, startedMs: number): Promise<void> {
  if ((await page.evaluate(timeOrigin)) === startedMs) return;
  throw new HarnessError(
    'PAGE_LEFT',
    `Another document was loaded, now at ${new URL(page.url()).pathname}, so nothing of the first can be read.`,
    'Measure that page by its own address, or act on what does not leave the page.',
  );
}

/** Identifies the document: another one has another time origin. Runs inside the page. */
function timeOrigin(): number {
  return performance.timeOrigin;
}
