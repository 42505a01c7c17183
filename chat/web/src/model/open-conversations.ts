import type { Conversation, User } from '../../../shared/api.ts';
import { api } from './api.ts';
import { Store } from './store.ts';
import { Timeline } from './timeline.ts';

export type Detail = { conversation: Conversation | null; members: ReadonlyMap<number, User> };

export type OpenConversation = {
  timeline: Timeline;
  detail: Store<Detail>;
  /** Sequence of the newest message that has been on the screen here; 0 before. */
  seen: number;
};

/** Conversations whose newest messages stay in memory, so that switching back is instant. */
const kept = 5;
const cache = new Map<number, OpenConversation>();

/** The conversation with this id, loaded if it is not in memory; the least recently used one is forgotten. */
export function openConversation(id: number): OpenConversation {
  const known = cache.get(id);
  if (known && known.timeline.state.get().status !== 'failed') {
    cache.delete(id);
    cache.set(id, known);
    return known;
  }
  const opened = {
    timeline: new Timeline(id),
    detail: new Store<Detail>({ conversation: null, members: new Map() }),
    seen: 0,
  };
  cache.set(id, opened);
  void loadDetail(id, opened.detail);
  for (const oldest of cache.keys()) {
    if (cache.size <= kept) break;
    cache.delete(oldest);
  }
  return opened;
}

async function loadDetail(id: number, detail: Store<Detail>): Promise<void> {
  try {
    const { conversation, members } = await api.conversation(id);
    detail.set({ conversation, members: new Map(members.map((member) => [member.id, member])) });
  } catch (error) {
    // The timeline's own request shows the reader what is wrong.
    reportError(error);
  }
}

/** The timeline of a conversation, if it is in memory. */
export function loadedTimeline(id: number): Timeline | undefined {
  return cache.get(id)?.timeline;
}

/** All timelines in memory. */
export function loadedTimelines(): Timeline[] {
  return [...cache.values()].map(({ timeline }) => timeline);
}

/** The name of a user, as far as any loaded conversation knows it. */
export function knownName(userId: number): string | null {
  for (const { detail } of cache.values()) {
    const name = detail.get().members.get(userId)?.name;
    if (name !== undefined) return name;
  }
  return null;
}
