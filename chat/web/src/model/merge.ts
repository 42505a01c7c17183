import type { Message, Poll } from '../../../shared/api.ts';

export type Merged = {
  /** Ascending and without gaps. */
  messages: readonly Message[];
  /** Messages that arrived too early: an earlier message is still missing. */
  held: readonly Message[];
};

/**
 * Appends new messages as far as they follow without a gap, and drops repeated ones. The order of arrival
 * does not matter.
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

/** Puts an older page before the known messages, and drops any overlap. */
export function prependPage(known: readonly Message[], page: readonly Message[]): readonly Message[] {
  const first = known[0]?.sequence ?? Number.POSITIVE_INFINITY;
  const older = page.filter((message) => message.sequence < first);
  return older.length === 0 ? known : [...older, ...known];
}

export type ReactionChange = { emoji: string; mine?: boolean; count: number };

/** The message with the count of one reaction set; a reaction with count 0 is removed. */
export function withReaction(message: Message, { emoji, mine, count }: ReactionChange): Message {
  const before = message.reactions.find((reaction) => reaction.emoji === emoji);
  const changed = { emoji, count, mine: mine ?? before?.mine ?? false };
  const reactions = before
    ? message.reactions.map((reaction) => (reaction === before ? changed : reaction))
    : [...message.reactions, changed];
  return { ...message, reactions: reactions.filter((reaction) => reaction.count > 0) };
}

export type TextChange = { body: string; editedAt: string | null; deletedAt: string | null };

/**
 * The message with another text. The link preview is removed if the text no longer has its link; a deleted
 * message also loses its attachments, reactions and poll.
 */
export function withText(message: Message, { body, editedAt, deletedAt }: TextChange): Message {
  const { linkPreview } = message;
  const linked = linkPreview !== null && body.includes(linkPreview.url) ? linkPreview : null;
  if (deletedAt === null) return { ...message, body, editedAt, linkPreview: linked };
  const nothing = { attachments: [], reactions: [], poll: null, linkPreview: null };
  return { ...message, ...nothing, kind: 'text', body, editedAt, deletedAt };
}

/** The message with its quotation updated, if it replies to the message at `sequence`. */
export function withQuote(message: Message, sequence: number, preview: string): Message {
  const { replyTo } = message;
  if (replyTo?.sequence !== sequence) return message;
  return { ...message, replyTo: { ...replyTo, preview } };
}

export type PollChange = {
  votes: readonly { position: number; votes: number }[];
  /** The option of the reader; null for none, left out when another member voted. */
  mine?: number | null;
};

/** The message with the votes of its poll updated. */
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

/** The votes of a poll after the reader's vote has moved to `position`; null withdraws it. */
export function movedVote({ options }: Poll, position: number | null): PollChange {
  const votes = options.map((option) => ({
    position: option.position,
    votes: option.votes - Number(option.mine) + Number(option.position === position),
  }));
  return { votes, mine: position };
}
