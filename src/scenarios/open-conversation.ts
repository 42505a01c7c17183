import type { Page } from 'playwright';
import { monotonicUs } from '../core/clock.ts';
import { type ObservedJourney, type Watch, watch, watchFromStart } from '../instruments/journeys.ts';
import { loadConversation, loadPage } from '../instruments/load-page.ts';
import { NetworkWatch } from '../instruments/network-watch.ts';
import { type RestOptions, untilRest } from '../instruments/rest.ts';
import { cls } from '../metrics/cls.ts';
import { imagesDecoded } from '../metrics/images-decoded.ts';
import { lcp } from '../metrics/lcp.ts';
import { mainThreadTime } from '../metrics/main-thread-work.ts';
import { olderPage } from '../metrics/older-page.ts';
import { openToNewest } from '../metrics/open-to-newest.ts';
import { watchAnyRow } from '../page/any-row-watch.ts';
import { watchImages } from '../page/images-watch.ts';
import { watchJump } from '../page/jump-watch.ts';
import { watchRow } from '../page/row-watch.ts';
import { conversationOf } from '../targets/capabilities.ts';
import type { ChatPage, Conversation } from '../targets/target.ts';
import { atMost } from './limits.ts';
import { within } from './open-loaded.ts';
import { chatScenario } from './scenario.ts';

/**
 * How the page must rest after it opened the conversation, and again after it loaded older messages. Without
 * that, the window would end at an arbitrary moment of the loading: 22 to 40 requests were counted for one
 * build. Live traffic may keep a page busy, so the wait has a limit.
 */
const rest: RestOptions = { quietMs: 500, withinMs: 5_000 };

/**
 * A cold start: opens the app with one media-heavy conversation, then loads the page of history before. Where
 * a conversation has no address, the app is loaded first, and the time counts from the click that opens the
 * conversation.
 */
export const openConversation = chatScenario<Conversation>({
  id: 'open-conversation',
  sizes: [500],
  comparedByDefault: true,
  budgets: {
    atDevices: [atMost(openToNewest, 2_000), atMost(lcp, 2_500), atMost(cls, 0.1)],
    everywhere: [],
  },
  primary: [openToNewest, lcp, mainThreadTime],
  question: () => 'opening a media-heavy conversation is fast',
  play: (messages) => ({
    title: `Opening a media-heavy conversation of ${messages} messages`,
    passes: ['recorded', 'timing'],
    needs: ['conversation', 'opening', 'direct'],
    besideTraffic: true,
    prepare: ({ target }) => conversationOf(target, messages),
    enter: async ({ page, target }) => {
      if (target.chat.conversationUrl !== undefined) return;
      await loadPage(page, target.baseUrl, 'load');
      await target.enter?.(page);
    },
    act: async ({ page, target: { chat } }, conversation) => {
      using network = new NetworkWatch(page);
      const opened = await open(page, chat, conversation);
      const loading = await untilRest(page, network, rest, 'now');
      const older = await lookBack(page, chat, conversation);
      const noInteraction = 'absent' in older ? older.absent : undefined;
      const journeys = [...opened, older];
      if (noInteraction !== undefined) return { scrolls: [], journeys, loading, noInteraction };
      await untilRest(page, network, rest, 'now');
      return { scrolls: [], journeys, loading };
    },
  }),
});

async function open(page: Page, chat: ChatPage, conversation: Conversation): Promise<ObservedJourney[]> {
  const newest = chat.newestRow?.(conversation) ?? chat.row;
  const { shadowHosts } = chat;
  const row = { selector: newest, shadowHosts, place: 'in-view' as const };
  // Where the newest message is not named, the first one that is in view counts.
  const watchNewest = chat.newestRow === undefined ? watchAnyRow : watchRow;
  const pictures = { container: chat.scroller, row: chat.row, newest, shadowHosts };
  const url = chat.conversationUrl?.(conversation);
  // With an address, watch from the start of its document: a server may render row and images into the page.
  const begin = url === undefined ? watchNow : watchFromStart;
  const opening = await begin(page, watchNewest, row, 'The newest message');
  const decoding = await begin(page, watchImages, pictures, 'The last image in view');
  const clickedUs = monotonicUs();
  if (url === undefined) await chat.open?.(page, conversation);
  else await loadConversation(page, url, 'commit');
  const [opened, decoded] = [await (await opening()).seen(), await (await decoding()).seen()];
  const from = url === undefined ? { hostUs: clickedUs } : { pageMs: 0 };
  return [
    {
      ...{ metric: openToNewest, from, toPageMs: opened.atMs },
      ...{ until: 'presented', already: opened.already },
    },
    {
      ...{ metric: imagesDecoded, from, toPageMs: decoded.atMs },
      ...{ until: 'seen', already: decoded.already, absent: decoded.absent },
    },
  ];
}

/** A watch in the current document. */
async function watchNow<Options>(
  ...options: Parameters<typeof watch<Options>>
): Promise<() => Promise<Watch>> {
  const watching = await watch(...options);
  return () => Promise.resolve(watching);
}

/** Goes to the first loaded message with the key Home, which ends LCP as every input does. */
async function lookBack(page: Page, chat: ChatPage, conversation: Conversation): Promise<ObservedJourney> {
  const selector = chat.firstOlderRow?.(conversation);
  if (selector === undefined) {
    const absent =
      'the target does not say which messages the page of history before begins with (page.firstOlderRow)';
    const never = { from: { pageMs: 0 }, toPageMs: 0, until: 'seen', already: false } as const;
    return { metric: olderPage, ...never, absent };
  }
  // By script: a click would be an interaction that INP counts.
  await within(page, chat, chat.scroller).focus();
  const { scroller, shadowHosts } = chat;
  const home = await watch(page, watchJump, { key: 'Home', scroller, shadowHosts }, 'The key Home');
  const place = 'in-document' as const;
  const options = { selector, shadowHosts, place };
  const older = await watch(page, watchRow, options, 'The first older message');
  await page.keyboard.press('Home');
  const [pressed, arrived] = [await home.seen(), await older.seen()];
  return {
    metric: olderPage,
    from: { pageMs: pressed.atMs },
    toPageMs: arrived.atMs,
    until: 'presented',
    already: arrived.already,
  };
}
