import type { Conversation, Message } from '../../../shared/api.ts';
import { api } from './api.ts';
import { knownName } from './open-conversations.ts';
import { previewText } from './preview.ts';
import { Store } from './store.ts';

export type ConversationList = {
  status: 'idle' | 'loading' | 'ready' | 'failed';
  items: readonly Conversation[];
  next: string | null;
};

/** The conversations of the reader, newest activity first. */
export const conversationList = new Store<ConversationList>({ status: 'idle', items: [], next: null });

const byActivity = (a: Conversation, b: Conversation): number =>
  (b.lastMessage?.createdAt ?? '').localeCompare(a.lastMessage?.createdAt ?? '') || b.id - a.id;

function merge(changed: readonly Conversation[]): readonly Conversation[] {
  const byId = new Map(conversationList.get().items.map((item) => [item.id, item]));
  for (const item of changed) {
    const known = byId.get(item.id);
    // A slow response must not undo what has arrived over the socket meanwhile.
    if (known === undefined || known.lastSequence <= item.lastSequence) byId.set(item.id, item);
  }
  return [...byId.values()].sort(byActivity);
}

/** Loads the next page of the list, initially the first one; does nothing while a page is loading. */
export async function loadConversations(): Promise<void> {
  const { status, next, items } = conversationList.get();
  if (status === 'loading' || (items.length > 0 && next === null)) return;
  conversationList.update({ status: 'loading' });
  try {
    const page = await api.conversations(next);
    conversationList.set({ status: 'ready', items: merge(page.conversations), next: page.next });
  } catch {
    conversationList.update({ status: 'failed' });
  }
}

/** Loads what changed during a disconnection: newest activity first, until a page has an unchanged one. */
export async function refreshConversations(): Promise<void> {
  if (conversationList.get().status !== 'ready') return;
  const unchanged = (item: Conversation): boolean =>
    conversationList
      .get()
      .items.some(({ id, lastSequence }) => id === item.id && lastSequence === item.lastSequence);
  try {
    for (let before: string | null = null, more = true; more; ) {
      const page = await api.conversations(before, 20);
      more = page.next !== null && !page.conversations.some(unchanged);
      before = page.next;
      conversationList.update({ items: merge(page.conversations) });
    }
  } catch (error) {
    reportError(error);
  }
}

/** Moves the conversations of new messages to the top, with their previews. */
export function noteMessages(messages: readonly Message[], meId: number | null): void {
  if (conversationList.get().items.length === 0) return;
  const byId = new Map(conversationList.get().items.map((item) => [item.id, item]));
  const changed = new Map<number, Conversation>();
  for (const message of messages) {
    const known = changed.get(message.conversationId) ?? byId.get(message.conversationId);
    if (known === undefined) void addConversation(message.conversationId);
    else if (message.sequence > known.lastSequence) changed.set(known.id, withMessage(known, message, meId));
  }
  if (changed.size > 0) conversationList.update({ items: merge([...changed.values()]) });
}

function withMessage(known: Conversation, message: Message, meId: number | null): Conversation {
  const senderName = message.senderId === meId ? 'You' : (knownName(message.senderId) ?? '');
  const { sequence, createdAt } = message;
  return {
    ...known,
    lastSequence: sequence,
    lastMessage: { sequence, senderName, preview: previewText(message), createdAt },
  };
}

/** Updates the list after the last message of a conversation was edited or deleted. */
export function noteChange(conversationId: number, sequence: number, body: string): void {
  const { items } = conversationList.get();
  const shows = (item: Conversation): boolean =>
    item.id === conversationId && item.lastMessage?.sequence === sequence;
  if (!items.some(shows)) return;
  const preview = body === '' ? 'Message deleted' : body;
  conversationList.update({
    items: items.map((item) =>
      shows(item) && item.lastMessage ? { ...item, lastMessage: { ...item.lastMessage, preview } } : item,
    ),
  });
}

const adding = new Set<number>();

async function addConversation(id: number): Promise<void> {
  if (adding.has(id)) return;
  adding.add(id);
  try {
    conversationList.update({ items: merge([(await api.conversation(id)).conversation]) });
  } catch (error) {
    reportError(error);
  } finally {
    adding.delete(id);
  }
}

/** Moves the read mark of a conversation forward in the list. */
export function noteRead(id: number, sequence: number): void {
  const { items } = conversationList.get();
  if (!items.some((item) => item.id === id && item.lastReadSequence < sequence)) return;
  conversationList.update({
    items: items.map((item) => (item.id === id ? { ...item, lastReadSequence: sequence } : item)),
  });
}
