import { at, drawMoment, historyEndMs, historyStartMs } from './calendar.ts';
import type { Person } from './people.ts';
import { openStream, type Random, streams } from './random.ts';
import {
  businessSize,
  everyoneMembers,
  journeyMembers,
  journeySizes,
  measuredUser,
  type Size,
} from './sizes.ts';

export type Conversation = {
  id: number;
  role: 'journey' | 'everyone' | 'group' | 'direct';
  channel: 'web' | 'whatsapp' | 'email' | 'sms';
  title: string;
  /** Ascending user ids. */
  members: number[];
  messages: number;
  /** The period of its messages. */
  fromMs: number;
  toMs: number;
};

const channels = [
  'web',
  'web',
  'web',
  'whatsapp',
  'whatsapp',
  'whatsapp',
  'whatsapp',
  'email',
  'email',
  'sms',
] as const;
const topics =
  'Hiking,Climbing,Book,Release,Kitchen,Wedding,Garden,Budget,Cinema,Band,Running,Weekend,Support'.split(',');
const forms = 'club,crew,planning,updates,friends,team,ideas,photos'.split(',');
const dayMs = 86_400_000;

/**
 * Plans all conversations: the journeys first, so that their ids are the same in every size, then the group
 * "Everyone", the other groups and the directs.
 */
export function planConversations(seed: number, size: Size, people: Person[]): Conversation[] {
  const journeys = journeySizes.map((messages, index) =>
    planJourney(seed, index + 1, messages, businessSize(size)),
  );
  const groups = Array.from({ length: size.groups }, (_, index) =>
    planGroup(seed, journeys.length + 1 + index, size, index),
  );
  const directs = planPairs(size).map((pair, index) =>
    planDirect(seed, journeys.length + size.groups + 1 + index, pair, people),
  );
  const others = [...groups, ...directs];
  shareMessages(seed, size.messages, others);
  return [...journeys, ...others];
}

/** A journey ends when the history ends; the more messages it has, the longer it lasts. */
function planJourney(seed: number, id: number, messages: number, users: number): Conversation {
  const random = openStream(seed, streams.membership, id);
  const lastsDays = Math.min(89, 2 + messages / 60);
  return {
    id,
    role: 'journey',
    channel: 'web',
    title: `Journey ${messages}`,
    // Only the first hundred users, whom every size has.
    members: pickMembers(random, Math.min(journeyMembers, users), Math.min(users, 100), true),
    messages,
    fromMs: Math.floor(historyEndMs - lastsDays * dayMs),
    toMs: historyEndMs,
  };
}

function planGroup(seed: number, id: number, size: Size, index: number): Conversation {
  const users = businessSize(size);
  const random = openStream(seed, streams.membership, id);
  const ofMeasuredUser = index < size.ofMeasuredUser.groups;
  const count = Math.min(users - 1, 3 + Math.floor(4 / (random.next() + 0.1)) - 3);
  const everyone = index === 0;
  return {
    id,
    role: everyone ? 'everyone' : 'group',
    channel: random.pick(channels),
    title: everyone ? 'Everyone' : `${random.pick(topics)} ${random.pick(forms)} ${id}`,
    members: everyone
      ? Array.from({ length: Math.min(everyoneMembers, users) }, (_, member) => member + 1)
      : pickMembers(random, Math.max(3, count), users, ofMeasuredUser).map(
          (member) => member + (ofMeasuredUser ? 0 : businessOf(index, size) * users),
        ),
    messages: 0,
    ...drawPeriod(random),
  };
}

function planDirect(seed: number, id: number, pair: [number, number], people: Person[]): Conversation {
  const random = openStream(seed, streams.membership, id);
  return {
    id,
    role: 'direct',
    channel: random.pick(channels),
    // The name of the member with the larger id, because the measured user always has the smaller one.
    title: at(people, pair[1] - 1).name,
    members: pair,
    messages: 0,
    ...drawPeriod(random),
  };
}

/** The business of a group that is not of the measured user; these groups go to the businesses in turn. */
function businessOf(index: number, { businesses = 1 }: Size): number {
  return index % businesses;
}

/** Distinct pairs of users: first those of the measured user, then others at increasing distances of ids. */
function planPairs(size: Size): [number, number][] {
  const pairs: [number, number][] = [];
  for (let other = 2; pairs.length < size.ofMeasuredUser.directs; other++) pairs.push([measuredUser, other]);
  if ((size.businesses ?? 1) > 1) return [...pairs, ...pairsWithin(size, size.directs - pairs.length)];
  const others = size.users - 1;
  for (let index = 0; pairs.length < size.directs; index++) {
    const one = 2 + (index % others);
    const two = 2 + ((one - 2 + 1 + Math.floor(index / others)) % others);
    pairs.push([Math.min(one, two), Math.max(one, two)]);
  }
  return pairs;
}

/** Pairs within one business, spread evenly; {@link planPairs} makes those of the measured user. */
function pairsWithin(size: Size, count: number): [number, number][] {
  const users = businessSize(size);
  const pairs: [number, number][] = [];
  for (let distance = 1; distance < users; distance++) {
    for (let one = 1; one + distance <= users; one++) {
      for (let business = 0; business < (size.businesses ?? 1) && pairs.length < count; business++) {
        const first = business * users + one;
        if (first !== measuredUser) pairs.push([first, first + distance]);
      }
    }
  }
  return pairs;
}

function pickMembers(random: Random, count: number, users: number, withMeasuredUser: boolean): number[] {
  const members = new Set<number>(withMeasuredUser ? [measuredUser] : []);
  while (members.size < count) members.add(2 + random.below(users - 1));
  return [...members].sort((a, b) => a - b);
}

function drawPeriod(random: Random): { fromMs: number; toMs: number } {
  // More conversations are recent than old.
  const toMs = Math.floor(historyEndMs - random.next() ** 2 * 80 * dayMs);
  return { fromMs: drawMoment(random, historyStartMs, toMs - dayMs), toMs };
}

/** Gives few conversations most of the messages (Pareto distribution), each at least one, in sum `total`. */
function shareMessages(seed: number, total: number, conversations: Conversation[]): void {
  const weights = conversations.map(({ id }) => (openStream(seed, streams.size, id).next() + 1e-4) ** -0.7);
  const sum = weights.reduce((a, b) => a + b, 0);
  const free = total - conversations.length;
  let left = free;
  conversations.forEach((conversation, index) => {
    const extra = Math.floor((at(weights, index) / sum) * free);
    conversation.messages = 1 + extra;
    left -= extra;
  });
  for (let index = 0; left > 0; index = (index + 1) % conversations.length, left--) {
    at(conversations, index).messages++;
  }
}
