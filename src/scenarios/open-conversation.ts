import { watch, watchFromStart } from '../instruments/journeys.ts';
import { loadPage } from '../instruments/load-page.ts';
import { watchImages } from '../page/images-watch.ts';
import { watchKey } from '../page/key-watch.ts';
import { watchRow } from '../page/row-watch.ts';
import type { ChatTarget, Conversation } from '../targets/target.ts';
import type { Scenario } from './scenario.ts';

/** A cold start: the app and one media-heavy conversation, then a look at the page of history before. */
export function openConversation(params: { messages: number }): Scenario<ChatTarget, Conversation> {
  return {
    id: 'open-conversation',
    params,
    title: `Opening a media-heavy conversation of ${params.messages} messages`,
    passes: ['recorded', 'timing'],
    besideTraffic: true,
    prepare: ({ target }) => target.conversation(params.messages),
    act: async ({ page, target: { chat } }, conversation) => {
      // A server may render both into the page.
      const newest = await watchFromStart(
        page,
        watchRow,
        { selector: chat.newestRow(conversation), place: 'in-view' as const },
        'The newest message',
      );
      const images = await watchFromStart(
        page,
        watchImages,
        { container: chat.scroller, row: chat.row, newest: chat.newestRow(conversation) },
        'The last image in view',
      );
      await loadPage(page, chat.conversationUrl(conversation), 'commit');
      const [opened, decoded] = [await (await newest()).seen(), await (await images()).seen()];

      await chat.focusMessages(page);
      const home = await watch(page, watchKey, { key: 'Home' }, 'The key Home');
      const older = await watch(
        page,
        watchRow,
        { selector: chat.firstOlderRow(conversation), place: 'in-document' as const },
        'The first older message',
      );
      await page.keyboard.press('Home');
      const [pressed, arrived] = [await home.seen(), await older.seen()];
      return {
        scrolls: [],
        journeys: [
          {
            metric: 'open-to-newest',
            from: { pageMs: 0 },
            toPageMs: opened.atMs,
            until: 'presented',
            already: opened.already,
          },
          {
            metric: 'images-decoded',
            from: { pageMs: 0 },
            toPageMs: decoded.atMs,
            until: 'seen',
            already: decoded.already,
            absent: decoded.absent,
          },
          {
            metric: 'older-page',
            from: { pageMs: pressed.atMs },
            toPageMs: arrived.atMs,
            until: 'presented',
            already: arrived.already,
          },
        ],
      };
    },
  };
}
