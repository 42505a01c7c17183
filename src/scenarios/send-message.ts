import { randomUUID } from 'node:crypto';
import { watch } from '../instruments/journeys.ts';
import { inp } from '../metrics/inp.ts';
import { mainThreadTime } from '../metrics/main-thread-work.ts';
import { sendToPaint } from '../metrics/send-to-paint.ts';
import { watchKey } from '../page/key-watch.ts';
import { watchRow } from '../page/row-watch.ts';
import { composerOf } from '../targets/capabilities.ts';
import type { Conversation } from '../targets/target.ts';
import { atMost } from './limits.ts';
import { openLoaded, within } from './open-loaded.ts';
import { chatScenario } from './scenario.ts';

/** Faster than a quick typist, whose 80 words a minute are 150 ms a key: this shows a slow handler sooner. */
const keyEveryMs = 60;

/**
 * Types a message and sends it: every key is an interaction, and the user's own message must appear at once.
 */
export const sendMessage = chatScenario<Conversation>({
  id: 'send-message',
  sizes: [500],
  comparedByDefault: true,
  budgets: { atDevices: [atMost(inp, 200), atMost(sendToPaint, 200)], everywhere: [] },
  primary: [inp, sendToPaint, mainThreadTime],
  question: () => 'typing and sending respond at once',
  play: (messages) => ({
    title: `Typing and sending in a conversation of ${messages} messages`,
    passes: ['recorded', 'timing'],
    needs: ['conversation', 'opening', 'composer'],
    besideTraffic: true,
    prepare: async (stage) => {
      const conversation = await openLoaded(stage, messages);
      // By script: a click would be an interaction that INP counts.
      await within(stage.page, stage.target.chat, composerOf(stage.target)).focus();
      return conversation;
    },
    act: async ({ page, target: { chat } }) => {
      const text = `On my way ${randomUUID().slice(0, 8)}`;
      await page.keyboard.type(text, { delay: keyEveryMs });
      const enter = await watch(page, watchKey, { key: 'Enter' }, 'The key Enter');
      const own = await watch(
        page,
        watchRow,
        { selector: chat.row, shadowHosts: chat.shadowHosts, text, place: 'in-view' as const },
        `The own message "${text}"`,
      );
      await page.keyboard.press('Enter');
      const [pressed, painted] = [await enter.seen(), await own.seen()];
      return {
        scrolls: [],
        journeys: [
          {
            metric: sendToPaint,
            from: { pageMs: pressed.atMs },
            toPageMs: painted.atMs,
            until: 'presented',
            already: painted.already,
          },
        ],
      };
    },
  }),
});
