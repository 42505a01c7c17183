import { HarnessError } from '../../core/errors.ts';
import type { ChatPage, Conversation } from '../target.ts';
import { loadWholeHistory } from './load-history.ts';

/** Number of messages that the client requests at a time. */
const pageSize = 50;
const loadWithinMs = 90_000;

const scroller = '[role="feed"][aria-label="Messages"]';
const row = `${scroller} article`;

function rowOf(sequence: number): string {
  return `${row}[data-sequence="${sequence}"]`;
}

/** The page object of the reference chat: roles and labels, and the sequence that each row carries. */
export function referenceChatPage(baseUrl: string): Required<Omit<ChatPage, 'open' | 'shadowHosts'>> {
  const newestRow = (conversation: Conversation) => rowOf(sequenceOf(conversation));
  return {
    scroller,
    row,
    rowKey: 'data-sequence',
    composer: 'textarea[aria-label="Message"]',
    conversationUrl: ({ id }) => new URL(`/c/${id}`, baseUrl).href,
    newestRow,
    firstOlderRow: (conversation) => rowOf(sequenceOf(conversation) - pageSize),
    loadHistory: async (page, conversation) => {
      const state = await page.evaluate(loadWholeHistory, {
        scroller,
        oldest: rowOf(1),
        newest: newestRow(conversation),
        stillFrames: 10,
        timeoutMs: loadWithinMs,
      });
      if (state === 'loaded') return;
      throw new HarnessError(
        'HISTORY_NOT_LOADED',
        `The ${conversation.messages} messages of the conversation were not loaded within ${loadWithinMs / 1000} s.`,
        'Open the conversation by hand and scroll to its beginning.',
      );
    },
  };
}

/** Sequence of the newest message: without gaps, so it is the number of messages where it was not read. */
function sequenceOf({ newestSequence, messages }: Conversation): number {
  return newestSequence ?? messages;
}
