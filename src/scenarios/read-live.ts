import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { monotonicUs } from '../core/clock.ts';
import { type ObservedJourney, watch } from '../instruments/journeys.ts';
import { scroll } from '../instruments/scroll.ts';
import { messageToPixel } from '../metrics/message-to-pixel.ts';
import { partialFrames } from '../metrics/partial-frames.ts';
import { sendToAcknowledge } from '../metrics/send-to-acknowledge.ts';
import { sendToPixel } from '../metrics/send-to-pixel.ts';
import { watchRow } from '../page/row-watch.ts';
import { correspondentIn } from '../targets/capabilities.ts';
import type { ChatTarget, Conversation, Correspondent } from '../targets/target.ts';
import { atMost, perMessage } from './limits.ts';
import { openLoaded, scrollerOf } from './open-loaded.ts';
import { chatScenario, type Stage } from './scenario.ts';
import { fewMoreDroppedFrames, historyGesture } from './scroll-history.ts';

/**
 * When others write during reading: at fixed times, whether or not the last message has arrived.
 *
 * When the first message during the scroll is written, the reader has already left the end by some hundred
 * pixels. A chat correctly takes a reader who is still near the end back to it, and the distance would then
 * differ by chance.
 */
const arrivals = { everyMs: 250, whileAtBottom: 6, whileScrolling: 6, scrollingFirstMs: 500 } as const;

interface Prepared {
  conversation: Conversation;
  correspondent: Correspondent;
}

/** Reads the newest messages while others write, then scrolls up while they go on. */
export const readLive = chatScenario<Prepared>({
  id: 'read-live',
  sizes: [50, 2_000],
  comparedByDefault: false,
  budgets: {
    atDevices: [atMost(sendToPixel, 500)],
    // 2,000 more messages may affect one update in five.
    everywhere: [perMessage(partialFrames, 10, 1_000), fewMoreDroppedFrames],
  },
  primary: [sendToPixel, partialFrames],
  question: (messages) =>
    messages === 50
      ? 'messages that arrive appear at once, among 50: the base of what longer conversations may cost'
      : `messages that arrive appear at once, among ${messages.toLocaleString('en-US')}`,
  play: (messages) => ({
    title: `Reading and scrolling among ${messages} messages while new ones arrive`,
    passes: ['recorded', 'timing'],
    needs: ['conversation', 'opening', 'correspondent'],
    besideTraffic: true,
    prepare: async (stage) => {
      const conversation = await openLoaded(stage, messages);
      return { conversation, correspondent: await correspondentIn(stage.target, conversation) };
    },
    act: async (stage, prepared) => {
      const journeys = await receive(stage, prepared);
      const writing = write(prepared);
      // The `await` below handles a failure; until then a refused message must not end the process.
      writing.catch(() => undefined);
      const scrolled = await scroll(stage.page, stage.session, {
        scroller: scrollerOf(stage.page, stage.target.chat),
        ...historyGesture,
      });
      await writing;
      return { scrolls: [scrolled], journeys };
    },
  }),
});

/** Messages that arrive while the newest is in view: from request and acknowledgement to the pixel. */
async function receive(
  { page, target }: Stage<ChatTarget>,
  { conversation, correspondent }: Prepared,
): Promise<ObservedJourney[]> {
  const texts = Array.from(
    { length: arrivals.whileAtBottom },
    (_, index) => `Live ${index + 1} ${randomUUID()}`,
  );
  const watches = await Promise.all(
    texts.map((text) =>
      watch(
        page,
        watchRow,
        {
          ...{ selector: target.chat.row, shadowHosts: target.chat.shadowHosts },
          ...{ text, place: 'in-view' as const },
        },
        `The message "${text}"`,
      ),
    ),
  );
  const sent = await paced(texts, (text) => correspondent.send(conversation, text));
  const seen = await Promise.all(watches.map((each) => each.seen()));
  return seen.flatMap((row, index): ObservedJourney[] => {
    const times = sent[index];
    if (times === undefined) throw new RangeError(`message ${index} was not sent`);
    const { sentUs, acknowledgedUs } = times;
    const shown = { toPageMs: row.atMs, until: 'presented', already: row.already } as const;
    return [
      { metric: sendToPixel, from: { hostUs: sentUs }, ...shown },
      { metric: sendToAcknowledge, from: { hostUs: sentUs }, toHostUs: acknowledgedUs },
      { metric: messageToPixel, from: { hostUs: acknowledgedUs }, ...shown },
    ];
  });
}

async function write({ conversation, correspondent }: Prepared): Promise<void> {
  const texts = Array.from(
    { length: arrivals.whileScrolling },
    (_, index) => `Meanwhile ${index + 1} ${randomUUID()}`,
  );
  await paced(texts, (text) => correspondent.send(conversation, text), arrivals.scrollingFirstMs);
}

/** Starts one action for each item at its intended time, and waits for all of them. */
function paced<Item, Result>(
  items: readonly Item[],
  action: (item: Item) => Promise<Result>,
  firstMs = 0,
): Promise<Result[]> {
  const startUs = monotonicUs();
  return Promise.all(
    items.map(async (item, index) => {
      const elapsedMs = (monotonicUs() - startUs) / 1000;
      await delay(Math.max(0, firstMs + index * arrivals.everyMs - elapsedMs));
      return action(item);
    }),
  );
}
