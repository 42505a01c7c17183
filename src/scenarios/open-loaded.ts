import type { Locator, Page } from 'playwright';
import { HarnessError } from '../core/errors.ts';
import { loadConversation, loadPage } from '../instruments/load-page.ts';
import { loadWholeHistory } from '../page/load-history.ts';
import { conversationOf } from '../targets/capabilities.ts';
import type { ChatPage, ChatTarget, Conversation } from '../targets/target.ts';
import type { Stage } from './scenario.ts';

/** Ten times what the longest conversation needs on a fast link. */
const loadWithinMs = 90_000;
/** As long as any message is waited for. */
export const firstRowMs = 30_000;

/**
 * Opens a conversation of about this number of messages and loads its whole history. Most scenarios begin
 * with it.
 *
 * @throws HarnessError those of loading a page, and `HISTORY_NOT_LOADED`
 */
export async function openLoaded(stage: Stage<ChatTarget>, messages: number): Promise<Conversation> {
  const { page, target } = stage;
  const { chat } = target;
  const conversation = await conversationOf(target, messages);
  await openNewest(stage, conversation);
  if (chat.loadHistory !== undefined) await chat.loadHistory(page, conversation);
  else await loadByScrolling(page, chat);
  return conversation;
}

/** Opens a conversation as a reader does, without its older messages. @throws HarnessError those of loading a page */
export async function openNewest(
  { page, target }: Stage<ChatTarget>,
  conversation: Conversation,
): Promise<void> {
  const { chat, baseUrl } = target;
  const url = chat.conversationUrl?.(conversation);
  if (url === undefined) await loadPage(page, baseUrl, 'load');
  else await loadConversation(page, url, 'load');
  await target.enter?.(page);
  if (url === undefined) await chat.open?.(page, conversation);
}

/** The scroller for a gesture. A locator sees into shadow roots, and leaves Playwright's selector engine in the heap. */
export function scrollerOf(page: Page, chat: ChatPage): string | Locator {
  return chat.shadowHosts === undefined ? chat.scroller : within(page, chat, chat.scroller);
}

/** What a selector of the target matches within the open shadow roots of its messages. */
export function within(page: Page, { shadowHosts = [] }: ChatPage, selector: string): Locator {
  return page.locator([...shadowHosts, selector].join(' '));
}

async function loadByScrolling(page: Page, { scroller, row, shadowHosts }: ChatPage): Promise<void> {
  const options = { scroller, row, shadowHosts, timeoutMs: loadWithinMs, firstRowMs };
  const state = await page.evaluate(loadWholeHistory, options);
  if (state === 'loaded') return;
  if (state !== 'late') {
    const [part, selector] = state === 'no-row' ? ['row', row] : ['scroller', scroller];
    throw new HarnessError(
      'SELECTOR_MISSING',
      `Nothing in the conversation matched page.${part} of the target, "${selector}", for ${firstRowMs / 1000} s.`,
      'Open the conversation by hand and look for the selector in its document.',
    );
  }
  throw new HarnessError(
    'HISTORY_NOT_LOADED',
    `The history in ${scroller} was not loaded within ${loadWithinMs / 1000} s.`,
    'Open the conversation by hand and scroll to its beginning; a target may load it in its own way (page.loadHistory).',
  );
}
