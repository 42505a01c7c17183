import { randomUUID } from 'node:crypto';
import { watch } from '../instruments/journeys.ts';
import { watchKey } from '../page/key-watch.ts';
import { watchRow } from '../page/row-watch.ts';
import { composerOf } from '../targets/capabilities.ts';
import type { ChatTarget, Conversation } from '../targets/target.ts';
import { openLoaded } from './open-loaded.ts';
import type { Scenario } from './scenario.ts';

/** A quick typist: 80 words a minute are 150 ms a key; faster shows a slow handler sooner. */
const keyEveryMs = 60;

/** Types a message and sends it: every key is an interaction, and the own message must appear at once. */
export function sendMessage(params: { messages: number }): Scenario<ChatTarget, Conversation> {
  return {
    id: 'send-message',
    params,
    title: `Typing and sending in a conversation of ${params.messages} messages`,
    passes: ['recorded', 'timing'],
    needs: ['conversation', 'opening', 'composer'],
    besideTraffic: true,
    prepare: async (stage) => {
      const conversation = await openLoaded(stage, params.messages);
      // By script: a click would be an interaction that INP counts.
      await stage.page.locator(composerOf(stage.target)).focus();
      return conversation;
    },
    act: async ({ page, target: { chat } }) => {
      const text = `On my way ${randomUUID().slice(0, 8)}`;
      await page.keyboard.type(text, { delay: keyEveryMs });
      const enter = await watch(page, watchKey, { key: 'Enter' }, 'The key Enter');
      const own = await watch(
        page,
        watchRow,
        { selector: chat.row, text, place: 'in-view' as const },
        `The own message "${text}"`,
      );
      await page.keyboard.press('Enter');
      const [pressed, painted] = [await enter.seen(), await own.seen()];
      return {
        scrolls: [],
        journeys: [
          {
            metric: 'send-to-paint',
            from: { pageMs: pressed.atMs },
            toPageMs: painted.atMs,
            until: 'presented',
            already: painted.already,
          },
        ],
      };
    },
  };
}
