import { type Conversation, planConversations } from './conversations.ts';
import { makePeople, type Person } from './people.ts';
import type { MediaPool } from './pool.ts';
import { findSize, type SizeName } from './sizes.ts';
import { makeTimeline, type Timeline } from './timeline.ts';

/** The data from which the rows are derived. Unlike the rows, it is small enough to keep in memory. */
export type Plan = {
  seed: number;
  people: Person[];
  conversations: Conversation[];
  timeline: Timeline;
  media: MediaPool;
};

/** Plans the users, conversations and messages of a data set. The same arguments give the same plan. */
export function makePlan(sizeName: SizeName, seed: number, media: MediaPool): Plan {
  const size = findSize(sizeName);
  const people = makePeople(seed, size.users);
  const conversations = planConversations(seed, size, people);
  return { seed, people, conversations, timeline: makeTimeline(seed, size, conversations), media };
}
