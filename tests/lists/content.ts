/** The messages that every list shows: the same for an index, whatever list, number of messages or day. */
import { seededRandom } from '../../src/core/statistics/random.ts';

export interface Picture {
  /** Pixels, of the file and on the screen. */
  width: number;
  height: number;
}

export interface Message {
  id: string;
  index: number;
  author: string;
  /** 1 to 60 words. */
  text: string;
  /** On every fifth message. */
  picture?: Picture;
}

/** What a list has in a place: a message, or the day before every fortieth one, which is no message. */
export type Item =
  | { kind: 'message'; key: string; message: Message }
  | { kind: 'divider'; key: string; day: string };

export const authors: readonly string[] = ['Ada', 'Grace', 'Edsger', 'Barbara', 'Donald', 'Radia'];

const words =
  'a the of and to it in we list row screen scroll build test page late early cache paint frame message reader ' +
  'network latency deploy question answer yesterday tomorrow please review measured rendering virtualization';
const vocabulary = words.split(' ');

const pictures: readonly Picture[] = [
  { width: 240, height: 160 },
  { width: 200, height: 260 },
  { width: 280, height: 140 },
  { width: 160, height: 160 },
  { width: 260, height: 180 },
  { width: 220, height: 300 },
];

/** Message `index` of a conversation; 0 is the oldest. */
export function messageAt(index: number): Message {
  const random = seededRandom(index + 1);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const author = pick(authors);
  // Squared, since most messages of a chat are short.
  const count = 1 + Math.floor(random() ** 2 * 60);
  const text = Array.from({ length: count }, () => pick(vocabulary)).join(' ');
  const message = { id: `m-${index}`, index, author, text: `${index}: ${text}` };
  return index % 5 === 4 ? { ...message, picture: pick(pictures) } : message;
}

function dayOf(index: number): string {
  const date = new Date(Date.UTC(2026, 0, 1 + index / 40));
  return date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** Messages `from` to `to` (exclusive), with the days between them. */
export function itemsBetween(from: number, to: number): Item[] {
  const items: Item[] = [];
  for (let index = from; index < to; index++) {
    if (index % 40 === 0) items.push({ kind: 'divider', key: `d-${index}`, day: dayOf(index) });
    const message = messageAt(index);
    items.push({ kind: 'message', key: message.id, message });
  }
  return items;
}
