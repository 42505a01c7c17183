/** Walks through a list, and looks at it wherever it has come to rest. */
import type { CDPSession, ElementHandle, JSHandle, Locator } from 'playwright';
import { monotonicUs } from '../core/clock.ts';
import { HarnessError } from '../core/errors.ts';
import type { ListLook } from '../core/list-look.ts';
import type { ListRecording, ListStep } from '../metrics/list/recording.ts';
import { createListReader, type ListReader } from '../page/list-reader.ts';
import { untilGrown } from '../page/until-grown.ts';
import { measureBlankTime } from './blank/blank-time.ts';
import { type ListHandles, listBox, middleOf, zoomOf } from './list-box.ts';
import type { NetworkWatch } from './network-watch.ts';
import { synthesizeScroll } from './scroll.ts';

export interface ListWalkOptions {
  /** CSS selector of a row within the list. */
  row: string;
  /** The attribute that identifies a row; undefined to look for one. */
  key: string | undefined;
  /** Walks from end to end and back instead of taking samples. */
  whole: boolean;
  /** A button that loads older messages; undefined where they come by themselves. */
  older: Locator | undefined;
  /** Measures the blank time at the end. */
  blank: boolean;
}

/** The page's requests, and the session that its input goes through. */
interface Watched {
  session: CDPSession;
  network: NetworkWatch;
}

/** Part of a screen that one step scrolls: some rows stay in view, to see how far they moved. */
const stepShare = 0.7;
/** As fast as a reader who looks for something. */
const gesturePxPerSecond = 3_000;
/** A gesture may end so much too early; one to the edge is longer by that. */
const inaccuratePx = 10;
/** Steps at each end, by gestures; and, without a whole walk, pages of history that are loaded. */
const [sampledSteps, sampledPages] = [6, 3];
const places = [0.75, 0.5, 0.25];
/** Nothing more is loaded at an edge that has not grown for so long without a request in flight. */
const [quietMs, mostMs] = [1_500, 10_000];
/** A walk ends after so many steps, or that long, whatever is left. */
const [mostSteps, mostWalkMs] = [4_000, 300_000];

/**
 * @param list the list, or an element around it
 * @throws HarnessError `SELECTOR_MISSING` where no row is in the list, `SCROLLER_TOO_SHORT` where it does not scroll,
 *   `LIST_ENDLESS` where its end is not reached within bounds
 */
export async function walkList(
  list: Locator,
  options: ListWalkOptions,
  watched: Watched,
): Promise<ListRecording> {
  using walk = await ListWalk.begin(list, options, watched);
  await walk.open();
  return await (options.whole ? walk.throughAll() : walk.throughSamples());
}

type Way = -1 | 1;

class ListWalk implements Disposable {
  readonly #list: ListHandles;
  readonly #options: ListWalkOptions;
  readonly #watched: Watched;
  readonly #steps: ListStep[] = [];
  readonly #untilMs = performance.now() + mostWalkMs;

  private constructor(list: ListHandles, options: ListWalkOptions, watched: Watched) {
    this.#list = list;
    this.#options = options;
    this.#watched = watched;
  }

  static async begin(list: Locator, options: ListWalkOptions, watched: Watched): Promise<ListWalk> {
    const { row, key } = options;
    const made = await list.evaluateHandle(createListReader, { row, key });
    const trouble = await made.evaluate((reader) => (typeof reader === 'string' ? reader : null));
    if (trouble !== null) throw unreadable(trouble, row);
    const reader = made as JSHandle<ListReader>;
    const scroller = (await reader.evaluateHandle((of) => of.scroller)) as ElementHandle<Element>;
    return new ListWalk({ page: list.page(), reader, scroller }, options, watched);
  }

  async open(): Promise<void> {
    await this.#look('open', null);
  }

  /** From the edge where the list was opened to the other one and back. */
  async throughAll(): Promise<ListRecording> {
    const away = this.#wayAway();
    const near = (from: number): boolean => this.#steps.length - from < sampledSteps;
    while (await this.#onwards(away, near(1))) this.#assertWithinBounds();
    const turnedAt = this.#steps.length;
    const back: Way = away === 1 ? -1 : 1;
    while (await this.#step(back, near(turnedAt))) this.#assertWithinBounds();
    return await this.#recording(turnedAt);
  }

  /** Some screens at both ends, and jumps to places between them. */
  async throughSamples(): Promise<ListRecording> {
    const away = this.#wayAway();
    for (let count = 0; count < sampledSteps; count++) await this.#step(away, true);
    for (const share of places) await this.#jump(away === -1 ? share : 1 - share);
    await this.#toEdge(away);
    for (let pages = 0; pages < sampledPages && (await this.#grow(away)); pages++) await this.#toEdge(away);
    const turnedAt = this.#steps.length;
    const back: Way = away === 1 ? -1 : 1;
    for (let count = 0; count < sampledSteps; count++) await this.#step(back, true);
    await this.#jump(away === -1 ? 1 : 0);
    return await this.#recording(turnedAt);
  }

  [Symbol.dispose](): void {
    // The page may be gone; its objects are then, too.
    this.#list.reader.dispose().catch(() => undefined);
  }

  async #recording(turnedAt: number): Promise<ListRecording> {
    const { whole } = this.#options;
    const attachedAtEnd = await this.#list.reader.evaluate((reader) => reader.attachedKeys());
    const keyAttribute = await this.#list.reader.evaluate((reader) => reader.keyAttribute());
    return { whole, keyAttribute, steps: this.#steps, turnedAt, attachedAtEnd, blank: await this.#blank() };
  }

  async #blank(): Promise<ListRecording['blank']> {
    if (!this.#options.blank) return 'it is measured in the longest list';
    return await measureBlankTime({ ...this.#list, session: this.#watched.session });
  }

  get #last(): ListLook {
    const last = this.#steps.at(-1);
    if (last === undefined) throw new RangeError('a list walk before its first look');
    return last.look;
  }

  /** A chat opens at its end, so the way leads up; other lists start at the top. */
  #wayAway(): Way {
    const { offsetPx, roomPx } = this.#last;
    return offsetPx > roomPx / 2 ? -1 : 1;
  }

  /** One step on the way, or a page of history at its edge; false at the end. */
  async #onwards(way: Way, byGesture: boolean): Promise<boolean> {
    return (await this.#step(way, byGesture)) || (await this.#grow(way));
  }

  /**
   * Scrolls by less than a screen: by a gesture near the ends, which gives the list the time that a reader gives it, else at
   * once.
   *
   * @returns false where the edge was reached before, and nothing was done
   */
  async #step(way: Way, byGesture: boolean): Promise<boolean> {
    const before = this.#last;
    const leftPx = way === -1 ? before.offsetPx : before.roomPx - before.offsetPx;
    if (leftPx < 1) return false;
    const px = Math.min(Math.round(before.viewPx * stepShare), leftPx);
    if (byGesture) await this.#gesture(way, px, leftPx);
    if (!byGesture || !this.#hasMoved(before)) {
      await this.#list.reader.evaluate((reader, byPx) => reader.move({ byPx }), way * px);
      await this.#look('step', -way * px);
    }
    this.#nameGrowth(px === leftPx, before.roomPx);
    return true;
  }

  /** Its own events tell how far it really went; beyond the edge it goes nowhere. */
  async #gesture(way: Way, px: number, leftPx: number): Promise<void> {
    const { page, reader } = this.#list;
    const box = await listBox(this.#list);
    if (box === undefined) return;
    const point = { ...middleOf(box), zoom: await zoomOf(page) };
    const distancePx = way * (px === leftPx ? px + inaccuratePx : px);
    const beforePx = await reader.evaluate((of) => of.inputPx());
    await synthesizeScroll(this.#watched.session, point, { distancePx, pixelsPerSecond: gesturePxPerSecond });
    const wentPx = Math.abs((await reader.evaluate((of) => of.inputPx())) - beforePx);
    await this.#look('gesture', -way * Math.min(wentPx, leftPx));
  }

  /** What lies over the list, or scrolls within it, may take the gesture. */
  #hasMoved(before: ListLook): boolean {
    const tops = ({ inView }: ListLook): string => inView.map(({ key, topPx }) => `${key} ${topPx}`).join();
    if (tops(this.#last) !== tops(before)) return true;
    if (this.#steps.at(-1)?.kind === 'gesture') this.#steps.pop();
    return false;
  }

  async #jump(share: number): Promise<void> {
    await this.#list.reader.evaluate((reader, to) => reader.move({ share: to }), share);
    await this.#look('jump', null);
  }

  /** Older messages may come while a step to the edge comes to rest, before anything waits for them. */
  #nameGrowth(isAtEdge: boolean, roomBeforePx: number): void {
    const step = this.#steps.at(-1);
    if (step === undefined || !isAtEdge) return;
    // Rows that are measured make a list longer as well, but not by screens.
    if (step.look.roomPx - roomBeforePx > step.look.viewPx * 2) step.kind = 'older';
  }

  /** To the edge by a last step, before and after which the same rows are in view. */
  async #toEdge(way: Way): Promise<void> {
    const { roomPx, viewPx } = this.#last;
    const nearPx = Math.min(viewPx * stepShare, roomPx);
    await this.#jump((way === -1 ? nearPx : roomPx - nearPx) / Math.max(1, roomPx));
    await this.#step(way, true);
  }

  /** Waits at the edge for more rows, after a press of the button where there is one. */
  async #grow(way: Way): Promise<boolean> {
    const before = this.#last;
    const { older } = this.#options;
    const growing = this.#untilGrown(way);
    if (older !== undefined && (await older.isVisible())) await older.click();
    if (!(await growing)) return false;
    await this.#look('older', 0);
    return this.#last.roomPx > before.roomPx;
  }

  async #untilGrown(way: Way): Promise<boolean> {
    const startedMs = performance.now();
    for (;;) {
      const how = { up: way === -1, patienceMs: quietMs };
      if ((await this.#list.scroller.evaluate(untilGrown, how)) !== null) return true;
      const nowUs = monotonicUs();
      const isQuiet = nowUs - this.#watched.network.idleSinceUs >= quietMs * 1000;
      if (isQuiet || performance.now() - startedMs > mostMs) return false;
    }
  }

  async #look(kind: ListStep['kind'], expectedPx: number | null): Promise<void> {
    const look = await this.#list.reader.evaluate((reader) => reader.settle());
    this.#steps.push({ kind, expectedPx, look });
  }

  #assertWithinBounds(): void {
    if (this.#steps.length < mostSteps && performance.now() < this.#untilMs) return;
    throw new HarnessError(
      'LIST_ENDLESS',
      `The end of the list was not reached in ${this.#steps.length} steps within ${mostWalkMs / 1000} s.`,
      'Audit a shorter conversation, or without --journey.',
    );
  }
}

function unreadable(trouble: string, row: string): HarnessError {
  return trouble === 'no-row'
    ? new HarnessError(
        'SELECTOR_MISSING',
        `No row is in the list: 0 elements match "${row}" there.`,
        'Give a CSS selector of the rows, relative to the list; open shadow roots within it are searched.',
      )
    : new HarnessError(
        'SCROLLER_TOO_SHORT',
        'Nothing around the rows of the list can be scrolled: it is no longer than its box.',
        'Audit a longer conversation, or give the element that scrolls.',
      );
}
