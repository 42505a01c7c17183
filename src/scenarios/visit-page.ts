import type { Page } from 'playwright';
import { one, untilVisible } from '../browser/select.ts';
import { HarnessError } from '../core/errors.ts';
import type { Parameters } from '../core/results/cell.ts';
import type { PassId } from '../core/results/metric.ts';
import { usualRest } from '../core/results/rest.ts';
import { assertAddress, loadPage, untilPainted } from '../instruments/load-page.ts';
import { NetworkWatch } from '../instruments/network-watch.ts';
import { type Loading, type RestOptions, untilRest } from '../instruments/rest.ts';
import { locateScroller, type Place } from '../instruments/scroll.ts';
import { type ScrolledThrough, scrollThrough } from '../instruments/scroll-through.ts';
import type { Acted } from '../instruments/timing.ts';
import { findScrollers } from '../page/find-scrollers.ts';
import { playStep } from '../steps/play-step.ts';
import type { Distance, Step } from '../steps/step.ts';
import type { VisitTarget } from '../targets/page.ts';
import { startRepeating } from './repeat-visit.ts';
import type { Scenario, Stage } from './scenario.ts';

export interface VisitOptions {
  /** Selector of the element to scroll; undefined scrolls the document, if it is longer than the screen. */
  scroller: string | undefined;
  /** How far to scroll; undefined for {@link usualPx}, or less where the page is shorter. */
  distance: Distance | undefined;
  pixelsPerSecond: number;
  /**
   * Must be visible before the page counts as loaded; undefined waits for the load event and the first paint.
   */
  waitFor: string | undefined;
  /** When its loading is over. */
  rest: RestOptions;
  /** Steps after the load in each visit, shaped and slowed down, before the measurement. */
  enter: readonly Step[];
  /** Measured steps, after the clicks and texts; with them, only a named element is scrolled. */
  act: readonly Step[];
  /** Selectors to click, in order. */
  clicks: readonly string[];
  /** Texts to type and their fields, in order, after the clicks. */
  texts: readonly { selector: string; text: string }[];
  /** Measures the page to which the address redirects, instead of refusing it. */
  allowRedirect: boolean;
  /** Dismisses dialogs, instead of refusing a page that opens one. */
  dismissDialogs: boolean;
  /** Also makes traces and a filmstrip for people. */
  recorded: boolean;
  /** How often the memory pass repeats the actions, for the leak verdict; undefined for not at all. */
  repeat: number | undefined;
}

/** Loads, and scrolls the document: the default. */
export const plainVisit: VisitOptions = {
  scroller: undefined,
  distance: undefined,
  pixelsPerSecond: 1_500,
  waitFor: undefined,
  rest: usualRest,
  enter: [],
  act: [],
  clicks: [],
  texts: [],
  allowRedirect: false,
  dismissDialogs: false,
  recorded: false,
  repeat: undefined,
};

const usualPx = 3_000;

const nothingDone = 'nothing was clicked, typed or scrolled';

/**
 * Loads the page of its target until it rests, clicks, types, and scrolls with a paced gesture, as
 * `backscroll measure` does.
 *
 * @param params of the cell; arms with their own addresses have none
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
    ...(options.enter.length === 0 ? {} : { enter: (stage) => enter(stage, options) }),
    act: (stage) => visit(stage, options),
    dismissesDialogs: options.dismissDialogs,
    ...(options.repeat === undefined
      ? {}
      : { repeat: { times: options.repeat, start: (stage) => startRepeating(stage, options) } }),
  };
}

/** Loads the page, plays the steps that lead to the measured place, and waits until it rests. */
async function enter(stage: Stage<VisitTarget>, options: VisitOptions): Promise<void> {
  const { page, target } = stage;
  using network = new NetworkWatch(page);
  await load(stage, options, network);
  for (const step of options.enter)
    await playAny(stage, step, '--enter', { options, network, base: target.url });
  await untilRest(page, network, options.rest, 'now');
}

async function visit(stage: Stage<VisitTarget>, options: VisitOptions): Promise<Acted> {
  const { page, target } = stage;
  using network = new NetworkWatch(page);
  const isEntered = options.enter.length > 0;
  const loading = isEntered ? undefined : await load(stage, options, network);
  const documentStartedMs = await page.evaluate(timeOrigin);
  const scrolled: ScrolledThrough = { scrolls: [], journeys: [], missingPx: 0 };
  const steps = stepsOf(options);
  for (const { step, option } of steps) {
    const more = await playAny(stage, step, option, { options, network, base: target.url });
    scrolled.scrolls.push(...(more?.scrolls ?? []));
    scrolled.journeys.push(...(more?.journeys ?? []));
    await assertSameDocument(page, documentStartedMs);
  }
  if (options.act.length === 0 || options.scroller !== undefined) {
    const { scrolls, journeys } = await scrollAsAsked(stage, options, network);
    scrolled.scrolls.push(...scrolls);
    scrolled.journeys.push(...journeys);
    await assertSameDocument(page, documentStartedMs);
  }
  const { scrolls, journeys } = scrolled;
  const acted: Acted = { scrolls, journeys, ...(loading === undefined ? {} : { loading }) };
  if (scrolls.length > 0) return acted;
  const noScroll = await noScrollReason(page);
  const interacted = steps.some(({ step }) => interactions.includes(step.kind));
  return { ...acted, noScroll, ...(interacted ? {} : { noInteraction: nothingDone }) };
}

/** Steps that a user does by hand. */
const interactions: readonly Step['kind'][] = ['click', 'fill', 'type', 'press'];

/** All steps before the scroll, with their option. */
function stepsOf({ clicks, texts, act }: VisitOptions): { step: Step; option: string }[] {
  return [
    ...clicks.map((selector) => ({ step: { kind: 'click' as const, selector }, option: '--click' })),
    ...texts.map((text) => ({ step: { kind: 'type' as const, ...text }, option: '--type' })),
    ...act.map((step) => ({ step, option: '--act' })),
  ];
}

/** @returns the scroll, if the step is one */
async function playAny(
  { page, session }: Stage<VisitTarget>,
  step: Step,
  option: string,
  { options, network, base }: { options: VisitOptions; network: NetworkWatch; base: string },
): Promise<ScrolledThrough | undefined> {
  if (step.kind === 'rest') {
    await untilRest(page, network, options.rest, 'now');
    return undefined;
  }
  if (step.kind !== 'scroll') {
    await playStep(page, step, option, base);
    return undefined;
  }
  const scroller = await one(page, step.selector, option);
  const { pixelsPerSecond } = options;
  const gesture = { scroller, pixelsPerSecond };
  const done = await scrollThrough(page, session, gesture, { way: step.distance, network });
  if (done.missingPx === 0) return done;
  throw new HarnessError(
    'SCROLLER_TOO_SHORT',
    `What ${option} "scroll ${step.selector}" matches came to its end ${done.missingPx} px too early, and nothing more was loaded there.`,
    'Give a shorter distance; "start" and "end" go as far as there is.',
  );
}

/** Waits until the page rests, or until the maximum wait. */
async function load(
  { page, target }: Stage<VisitTarget>,
  options: VisitOptions,
  network: NetworkWatch,
): Promise<Loading> {
  const event = options.waitFor === undefined ? 'load' : 'commit';
  await loadPage(page, target.url, event);
  await arrive(page, target.url, options);
  const documentStartedMs = await page.evaluate(timeOrigin);
  try {
    return await untilRest(page, network, options.rest, event === 'load' ? 'load' : 'now');
  } catch (cause) {
    // A new document loses the watch's state; then that is the error.
    await assertSameDocument(page, documentStartedMs);
    throw cause;
  }
}

/** Waits until the page is there. If it is another page, that is the error, even if the wait failed too. */
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
  network: NetworkWatch,
): Promise<ScrolledThrough> {
  const element = scroller === undefined ? ':root' : await one(page, scroller, '--scroll');
  if (typeof element !== 'string') await element.scrollIntoViewIfNeeded();
  const place = await locateScroller(page, element);
  const way = distance ?? usualWay(place);
  const gesture = { scroller: element, pixelsPerSecond };
  const done = await scrollThrough(page, session, gesture, { way, network });
  // A reader does not scroll a document that fits the screen either.
  const isStill = done.scrolls.length === 0 && scroller !== undefined;
  if (done.missingPx > 0 || isStill) throw tooShort(scroller, distance, place);
  return done;
}

async function noScrollReason(page: Page): Promise<string> {
  const found = await page.evaluate(findScrollers, 3);
  const hint =
    found.length === 0 ? 'nothing else of it scrolls' : `--scroll could be given ${found.join(' or ')}`;
  return `the document is no longer than the screen; ${hint}`;
}

/** A list that starts at its end, like a chat's, is read upwards. */
function usualWay({ upPx, downPx }: Place): number {
  return downPx < 1 && upPx >= 1
    ? -Math.min(usualPx, Math.floor(upPx))
    : Math.min(usualPx, Math.floor(downPx));
}

function tooShort(
  scroller: string | undefined,
  distance: Distance | undefined,
  { upPx, downPx }: Place,
): HarnessError {
  const what = scroller === undefined ? 'The document' : `What --scroll "${scroller}" matches`;
  return new HarnessError(
    'SCROLLER_TOO_SHORT',
    `${what} can be scrolled ${Math.round(upPx)} px up and ${Math.round(downPx)} px down, and loads no more at its end, which is not ${distance === undefined ? 'at all' : distanceText(distance)}.`,
    'Give the element that has the scroll bar with --scroll; --distance end goes as far as there is.',
  );
}

function distanceText(distance: Distance): string {
  if (typeof distance === 'object') return `${distance.rows} rows ${distance.row}`;
  return typeof distance === 'number' ? `${distance} px` : distance;
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
