import type { Message, Poll } from '../../../shared/api.ts';

export type Merged = {
  /** Ascending and without gaps. */
  messages: readonly Message[];
  /** What came too early: something before it is still missing. */
  held: readonly Message[];
};

/**
 * Adds messages at the newer end as far as they follow without a gap; repeated ones are dropped.
 * The order in which they arrive does not matter.
 */
export function appendMessages(known: readonly Message[], incoming: readonly Message[]): Merged {
  const sorted = [...incoming].sort((a, b) => a.sequence - b.sequence);
  const added: Message[] = [];
  const held: Message[] = [];
  let last = known.at(-1)?.sequence ?? 0;
  for (const message of sorted) {
    if (message.sequence <= last || message.sequence === held.at(-1)?.sequence) continue;
    if (message.sequence === last + 1) {
      added.push(message);
      last = message.sequence;
    } else held.push(message);
  }
  return { messages: added.length === 0 ? known : [...known, ...added], held };
}

/** Puts an older page before what is known; the overlap, if any, is dropped. */
export function prependPage(known: readonly Message[], page: readonly Message[]): readonly Message[] {
  const first = known[0]?.sequence ?? Number.POSITIVE_INFINITY;
  const older = page.filter((message) => message.sequence < first);
  return older.length === 0 ? known : [...older, ...known];
}

export type ReactionChange = { emoji: string; mine?: boolean; count: number };

/** The message with one reaction's count set; a reaction that nobody holds any more disappears. */
export function withReaction(message: Message, { emoji, mine, count }: ReactionChange): Message {
  const before = message.reactions.find((reaction) => reaction.emoji === emoji);
  const changed = { emoji, count, mine: mine ?? before?.mine ?? false };
  const reactions = before
    ? message.reactions.map((reaction) => (reaction === before ? changed : reaction))
    : [...message.reactions, changed];
  return { ...message, reactions: reactions.filter((reaction) => reaction.count > 0) };
}

export type TextChange = { body: string; editedAt: string | null; deletedAt: string | null };

/** The message with another text, without what that no longer links to; a deleted one keeps nothing it carried. */
export function withText(message: Message, { body, editedAt, deletedAt }: TextChange): Message {
  const { linkPreview } = message;
  const linked = linkPreview !== null && body.includes(linkPreview.url) ? linkPreview : null;
  if (deletedAt === null) return { ...message, body, editedAt, linkPreview: linked };
  const nothing = { attachments: [], reactions: [], poll: null, linkPreview: null };
  return { ...message, ...nothing, kind: 'text', body, editedAt, deletedAt };
}

/** The message with its quotation brought up to date, if it answers the one at `sequence`. */
export function withQuote(message: Message, sequence: number, preview: string): Message {
  const { replyTo } = message;
  if (replyTo?.sequence !== sequence) return message;
  return { ...message, replyTo: { ...replyTo, preview } };
}

export type PollChange = {
  votes: readonly { position: number; votes: number }[];
  /** The option that is ours now; left out where somebody else has voted. */
  mine?: number | null;
};

/** The message with the votes of its poll counted anew. */
export function withVotes(message: Message, { votes, mine }: PollChange): Message {
  if (message.poll === null) return message;
  const counted = new Map(votes.map((option) => [option.position, option.votes]));
  const options = message.poll.options.map((option) => ({
    ...option,
    votes: counted.get(option.position) ?? option.votes,
    mine: mine === undefined ? option.mine : option.position === mine,
  }));
  return { ...message, poll: { options } };
}

/** The votes of a poll once ours has moved to `position`; null takes it back. */
export function movedVote({ options }: Poll, position: number | null): PollChange {
  const votes = options.map((option) => ({
    position: option.position,
    votes: option.votes - Number(option.mine) + Number(option.position === position),
  }));
  return { votes, mine: position };
}
