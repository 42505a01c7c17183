import type { Message } from '../../../../shared/api.ts';
import { startOfDay } from '../../model/format.ts';
import type { Pending, ShownAttachment } from '../../model/pending.ts';

/** The message of a row: from the server, or a pending one of the reader, which has no sequence yet. */
export type RowMessage = Omit<Message, 'id' | 'sequence' | 'conversationId' | 'attachments'> & {
  id: number | null;
  sequence: number | null;
  attachments: readonly ShownAttachment[];
};

export type Row = {
  /** Does not change when the server confirms a message of the reader, so that its element is kept. */
  key: string;
  message: RowMessage;
  state: 'received' | 'sending' | 'sent' | 'failed';
  mine: boolean;
  startsDay: boolean;
  /** It is the first message that was unread when the conversation was opened. */
  startsUnread: boolean;
  startsGroup: boolean;
  endsGroup: boolean;
};

const groupGapMs = 5 * 60_000;

/** When a message was written, in the reader's calendar. */
type Moment = { atMs: number; dayMs: number };

type Source = { message: RowMessage; state: Row['state']; mine: boolean; moment: Moment };

function grouped(a: Source, b: Source): boolean {
  const gapMs = b.moment.atMs - a.moment.atMs;
  return a.message.senderId === b.message.senderId && gapMs < groupGapMs && sameDay(a, b);
}

function sameDay(a: Source, b: Source): boolean {
  return a.moment.dayMs === b.moment.dayMs;
}

export type RowInput = {
  messages: readonly Message[];
  pending: readonly Pending[];
  hasBefore: boolean;
  /** Sequence up to which the reader had read when the feed opened; null if nothing was unread. */
  readUpTo: number | null;
  meId: number;
};

/**
 * Turns messages into rows. A row that looks the same stays the same object, so that it is not rendered
 * again.
 *
 * While the server has older messages, the oldest loaded one gets no row: whether it starts a day or a group
 * depends on the message before it, and the height of a visible row must not change.
 */
export function createRowBuilder(): (input: RowInput) => readonly Row[] {
  const known = new WeakMap<RowMessage, Row>();
  const drafts = new WeakMap<Pending, RowMessage>();
  // Cached, because arrivals build rows again, and dates are the slowest part of that.
  const moments = new WeakMap<RowMessage, Moment>();
  const momentOf = (message: RowMessage): Moment => {
    const known = moments.get(message);
    if (known !== undefined) return known;
    const date = new Date(message.createdAt);
    const moment = { atMs: date.getTime(), dayMs: startOfDay(date) };
    moments.set(message, moment);
    return moment;
  };
  const draftOf = (pending: Pending, meId: number): RowMessage => {
    const draft = drafts.get(pending) ?? draftMessage(pending, meId);
    drafts.set(pending, draft);
    return draft;
  };
  let last: Built | undefined;
  return (input) => {
    const { messages, pending, hasBefore, readUpTo, meId } = input;
    // A message that is added at the end changes only the row before it.
    const kept = last === undefined ? 0 : sameStart(last.input, input);
    const sources = last?.sources.slice(0, kept) ?? [];
    for (let index = kept; index < messages.length; index++) {
      const message = messages[index] as Message;
      const mine = message.senderId === meId;
      sources.push({ message, mine, state: mine ? 'sent' : 'received', moment: momentOf(message) });
    }
    for (const item of pending) {
      const message = draftOf(item, meId);
      sources.push({ message, mine: true, state: item.state, moment: momentOf(message) });
    }
    const held = hasBefore ? 1 : 0;
    const rows = last?.rows.slice(0, Math.max(0, kept - 1 - held)) ?? [];
    for (let index = held + rows.length; index < sources.length; index++) {
      const source = sources[index] as Source;
      const row = toRow(source, sources[index - 1], sources[index + 1], readUpTo);
      const before = known.get(source.message);
      const same = before !== undefined && sameRow(before, row);
      rows.push(same ? before : row);
      if (!same) known.set(source.message, row);
    }
    last = { input, sources, rows };
    return rows;
  };
}

type Built = { input: RowInput; sources: readonly Source[]; rows: readonly Row[] };

/** How many of the oldest messages are the same as before; 0 if an input changed on which all rows depend. */
function sameStart(before: RowInput, now: RowInput): number {
  if (before.hasBefore !== now.hasBefore || before.readUpTo !== now.readUpTo || before.meId !== now.meId)
    return 0;
  const changed = now.messages.findIndex((message, index) => message !== before.messages[index]);
  return changed < 0 ? now.messages.length : changed;
}

function toRow(
  source: Source,
  before: Source | undefined,
  after: Source | undefined,
  readUpTo: number | null,
): Row {
  const { message, state, mine } = source;
  return {
    key: message.clientId ?? `#${message.sequence}`,
    message,
    state,
    mine,
    startsDay: before === undefined || !sameDay(before, source),
    startsUnread: readUpTo !== null && message.sequence === readUpTo + 1,
    startsGroup: before === undefined || !grouped(before, source),
    endsGroup: after === undefined || !grouped(source, after),
  };
}

function sameRow(a: Row, b: Row): boolean {
  return (
    a.state === b.state &&
    a.startsDay === b.startsDay &&
    a.startsUnread === b.startsUnread &&
    a.startsGroup === b.startsGroup &&
    a.endsGroup === b.endsGroup
  );
}

function draftMessage(pending: Pending, meId: number): RowMessage {
  const { clientId, body, createdAt, replyTo, attached } = pending;
  const nothing = { editedAt: null, deletedAt: null, reactions: [], poll: null, linkPreview: null };
  const kind = attached.length > 0 ? 'media' : 'text';
  const written = { clientId, kind, body, createdAt, replyTo, attachments: attached } as const;
  return { id: null, sequence: null, senderId: meId, ...written, ...nothing };
}
