import type { Page } from 'playwright';
import { HarnessError } from '../../core/errors.ts';
import type { ChatPage, Conversation } from '../target.ts';
import { loadWholeHistory } from './load-history.ts';

/** Messages that the client asks for at a time. */
const pageSize = 50;
const loadWithinMs = 90_000;

const scroller = '[role="feed"][aria-label="Messages"]';
const row = `${scroller} article`;
const composer = 'textarea[aria-label="Message"]';

function rowOf(sequence: number): string {
  return `${row}[data-sequence="${sequence}"]`;
}

/** The page object of the reference chat: roles and labels, and the sequence that each row carries. */
export function referenceChatPage(baseUrl: string): ChatPage {
  const newestRow = (conversation: Conversation) => rowOf(conversation.newestSequence);
  return {
    scroller,
    row,
    list: 'nav[aria-label="Conversations"]',
    conversationUrl: ({ id }) => new URL(`/c/${id}`, baseUrl).href,
    listUrl: () => baseUrl,
    newestRow,
    firstOlderRow: ({ newestSequence }) => rowOf(newestSequence - pageSize),
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
    focusMessages: (page) => focus(page, scroller),
    focusComposer: (page) => focus(page, composer),
  };
}

/** By script: a click would be an interaction that INP counts. */
async function focus(page: Page, selector: string): Promise<void> {
  await page.locator(selector).focus();
}
