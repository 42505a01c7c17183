import { one } from '../browser/select.ts';
import { HarnessError } from '../core/errors.ts';
import type { Budget } from '../core/results/budget.ts';
import type { Parameters } from '../core/results/cell.ts';
import { walkList } from '../instruments/list-walk.ts';
import { NetworkWatch } from '../instruments/network-watch.ts';
import { domElements } from '../metrics/dom-elements.ts';
import { eventListeners } from '../metrics/event-listeners.ts';
import { jsHeap } from '../metrics/js-heap.ts';
import { blankPlaces } from '../metrics/list/blank-places.ts';
import { lostRows } from '../metrics/list/lost-rows.ts';
import { olderShift } from '../metrics/list/older-shift.ts';
import { repeatedRows } from '../metrics/list/repeated-rows.ts';
import { restlessPlaces } from '../metrics/list/restless-places.ts';
import { scrollShift } from '../metrics/list/scroll-shift.ts';
import type { VisitTarget } from '../targets/page.ts';
import type { ChatTarget, Conversation } from '../targets/target.ts';
import { never, perMessage } from './limits.ts';
import { firstRowMs, openLoaded, openNewest, within } from './open-loaded.ts';
import type { Scenario } from './scenario.ts';
import { type VisitOptions, visitPage } from './visit-page.ts';

/** The list of a page, by selectors that a user types. */
export interface ListOptions {
  /** Playwright selector of the list, or of an element around it; `frame >>> list` goes into a frame. */
  list: string;
  /** CSS selector of a row within the list. */
  row: string;
  /** Attribute that identifies the message of a row; undefined to look for one. */
  key: string | undefined;
  /** Playwright selector of a button that loads older messages; undefined where they come by themselves. */
  older: string | undefined;
  /** Walks from end to end and back instead of taking samples. */
  journey: boolean;
  /** Measures the blank time as well, which takes some 20 s. */
  blank: boolean;
}

/** Rows may move by a rounding of the browser; a gesture, too, may end a pixel off. */
const roundingPx = 1;
const gestureRoundingPx = 2;

/** What must hold in every list, at any length. */
export const listInvariants: readonly Budget[] = [
  never(repeatedRows, 0),
  never(lostRows, 0),
  never(scrollShift, gestureRoundingPx),
  never(olderShift, roundingPx),
  never(blankPlaces, 0),
  never(restlessPlaces, 0),
];

/**
 * What a message may cost in a list that does not show it: half an element, which is less than any wrapper, a listener
 * among ten, and its data.
 */
export const listGrowth: readonly Budget[] = [
  perMessage(domElements, 0.5),
  perMessage(eventListeners, 0.1),
  perMessage(jsHeap, 3_000),
];

/**
 * Opens a page with a list, and walks through it: what is in the document, and what a reader sees come and go.
 *
 * @param params of the cell; `messages` where the address is that of a list of a known length
 */
export function auditList(
  list: ListOptions,
  visit: VisitOptions,
  params: Parameters,
): Scenario<VisitTarget, void> {
  // Without a scroll: the walk scrolls by itself, and the other passes are about the list as it was opened.
  const { repeat: _, ...opened } = visitPage({ ...visit, act: [...visit.act, { kind: 'rest' }] }, params);
  return {
    ...opened,
    id: 'audit-list',
    title: `The list of ${params.messages === undefined ? 'a page' : `${params.messages} messages`}`,
    passes: [...opened.passes.filter((pass) => pass !== 'memory'), 'memory', 'visual'],
    walk: async ({ page, session }) => {
      const { row, key, journey: whole } = list;
      assertCss(row);
      using network = new NetworkWatch(page);
      const root = await one(page, list.list, '--list');
      const older = list.older === undefined ? undefined : page.locator(list.older);
      // Awaited here: the watch ends with this function.
      const options = { row, key, whole, older, blank: list.blank };
      return await walkList(root, options, { session, network });
    },
  };
}

/**
 * The list of a chat's conversation: memory once all of its messages are loaded, and a walk from a fresh opening, so that
 * older messages come in while it scrolls.
 */
export function auditConversationList(
  messages: number,
  { journey, blank }: Pick<ListOptions, 'journey' | 'blank'>,
): Scenario<ChatTarget, Conversation> {
  return {
    id: 'audit-list',
    params: { messages },
    title: `The list of ${messages} messages`,
    passes: ['memory', 'visual'],
    needs: ['conversation', 'opening'],
    besideTraffic: false,
    prepare: (stage) => openLoaded(stage, messages),
    act: () => Promise.resolve({ scrolls: [], journeys: [] }),
    walk: async (stage, conversation) => {
      const { page, session, target } = stage;
      const { row, rowKey, scroller } = target.chat;
      using network = new NetworkWatch(page);
      await openNewest(stage, conversation);
      const rows = within(page, target.chat, row);
      await rows.filter({ visible: true }).first().waitFor({ timeout: firstRowMs });
      const list = within(page, target.chat, scroller);
      const options = { row, key: rowKey, whole: journey, older: undefined, blank };
      return await walkList(list, options, { session, network });
    },
  };
}

/** Rows are looked for inside the page, where only CSS is known. @throws HarnessError `SELECTOR_INVALID` */
function assertCss(row: string): void {
  if (!/^(text|role|xpath|internal:\w+)=|>>/.test(row)) return;
  throw new HarnessError(
    'SELECTOR_INVALID',
    `--row "${row}" is not a CSS selector.`,
    'Rows are looked for within --list, in open shadow roots too; a frame is entered by --list alone.',
  );
}
