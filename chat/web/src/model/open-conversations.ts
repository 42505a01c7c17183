import type { Conversation, ServerEvents, User } from '../../../shared/api.ts';
import { api, type ConversationDetail, withPage } from './api.ts';
import { Store } from './store.ts';
import { Timeline } from './timeline.ts';

export type Detail = { conversation: Conversation | null; members: ReadonlyMap<number, User> };

export type OpenConversation = {
  timeline: Timeline;
  detail: Store<Detail>;
  /** Ids of the members who are online. Not part of the detail: it changes often, and no message shows it. */
  online: Store<ReadonlySet<number>>;
  /** Sequence of the newest message that has been on the screen; 0 if none. */
  seen: number;
};

/** How many conversations stay in memory with their newest messages, so that switching back is instant. */
const kept = 5;
const cache = new Map<number, OpenConversation>();

/** The conversation with this id, loaded if it is not in memory. Drops the least recently used ones. */
export function openConversation(id: number): OpenConversation {
  const known = cache.get(id);
  if (known && known.timeline.state.get().status !== 'failed') {
    cache.delete(id);
    cache.set(id, known);
    return known;
  }
  const opened: OpenConversation = {
    timeline: new Timeline(id),
    detail: new Store<Detail>({ conversation: null, members: new Map() }),
    online: new Store<ReadonlySet<number>>(new Set()),
    seen: 0,
  };
  cache.set(id, opened);
  const detail = withPage.conversation(id);
  if (detail === undefined) void loadDetail(id, opened);
  else showDetail(opened, detail);
  for (const oldest of cache.keys()) {
    if (cache.size <= kept) break;
    cache.delete(oldest);
  }
  return opened;
}

function showDetail(
  { detail, online }: OpenConversation,
  { conversation, members }: ConversationDetail,
): void {
  online.set(new Set(members.filter((member) => member.online).map((member) => member.id)));
  detail.set({ conversation, members: new Map(members.map((member) => [member.id, member])) });
}

async function loadDetail(id: number, opened: OpenConversation): Promise<void> {
  try {
    showDetail(opened, await api.conversation(id));
  } catch (error) {
    // The timeline's own request shows the problem to the reader.
    reportError(error);
  }
}

/** A user came online or went offline. */
export function notePresence(event: Parameters<ServerEvents['presence:changed']>[0]): void {
  for (const { detail, online } of cache.values()) {
    const here = online.get();
    if (!detail.get().members.has(event.userId) || here.has(event.userId) === event.online) continue;
    const others = [...here].filter((id) => id !== event.userId);
    online.set(new Set(event.online ? [...others, event.userId] : others));
  }
}

/** Loads which members are online, after a disconnection. */
export function refreshPresence(): void {
  for (const [id, opened] of cache) void loadDetail(id, opened);
}

/** The timeline of a conversation, if it is in memory. */
export function loadedTimeline(id: number): Timeline | undefined {
  return cache.get(id)?.timeline;
}

/** All timelines in memory. */
export function loadedTimelines(): Timeline[] {
  return [...cache.values()].map(({ timeline }) => timeline);
}

/** The name of a user, if they are a member of a loaded conversation. */
export function knownName(userId: number): string | null {
  for (const { detail } of cache.values()) {
    const name = detail.get().members.get(userId)?.name;
    if (name !== undefined) return name;
  }
  return null;
}
