import type { Message, MessagesResponse } from '../../../shared/api.ts';
import { afterPaint } from './after-paint.ts';
import { ApiError, api, withPage } from './api.ts';
import { hasDefect } from './defects.ts';
import {
  appendMessages,
  movedVote,
  type PollChange,
  prependPage,
  type ReactionChange,
  type TextChange,
  withQuote,
  withReaction,
  withText,
  withVotes,
} from './merge.ts';
import { mergeWithGaps } from './merge-with-gaps.ts';
import { prependOverlapping } from './overlapping-page.ts';
import { type Attached, newPending, type Pending, releasePictures } from './pending.ts';
import { deletedText, previewText } from './preview.ts';
import { Store } from './store.ts';

export type TimelineState = {
  status: 'loading' | 'ready' | 'missing' | 'failed';
  messages: readonly Message[];
  pending: readonly Pending[];
  hasBefore: boolean;
  older: 'idle' | 'loading' | 'failed';
};

const empty: TimelineState = {
  status: 'loading',
  messages: [],
  pending: [],
  hasBefore: false,
  older: 'idle',
};

/** How many messages a jump loads before its target, so that the target is not at the upper edge. */
const rowsAround = 40;

/** How far a jump goes back: 5,000 messages. */
const mostPagesBack = 100;

/** How many messages stay in memory when the reader leaves a conversation. */
const keptAfterLeaving = 50;

const repeatsEdges = hasDefect('duplicate-rows');
const hasGaps = hasDefect('message-loss');
const append = hasGaps ? mergeWithGaps : appendMessages;
const prepend = repeatsEdges ? prependOverlapping : prependPage;

/** The loaded messages of one conversation: without gaps, up to the newest; older pages come on demand. */
export class Timeline {
  readonly conversationId: number;
  readonly state = new Store<TimelineState>(empty);
  #held: readonly Message[] = [];
  #catchingUp = false;
  #older: Promise<void> | null = null;
  /** Changes that arrived before their message, by sequence. */
  readonly #early = new Map<number, TextChange>();

  constructor(conversationId: number) {
    this.conversationId = conversationId;
    const page = withPage.newest(conversationId);
    if (page === undefined) void this.open();
    else this.#show(page);
  }

  /** Loads the newest page. */
  async open(): Promise<void> {
    this.state.update({ status: 'loading' });
    try {
      this.#show(await api.newest(this.conversationId));
    } catch (error) {
      const missing = error instanceof ApiError && (error.status === 404 || error.status === 403);
      this.state.update({ status: missing ? 'missing' : 'failed' });
    }
  }

  #show({ messages, hasBefore }: MessagesResponse): void {
    this.state.update({ status: 'ready', messages, hasBefore });
    this.receive([]);
  }

  /** Loads the page before the oldest known message. While a page is loading, returns that request. */
  loadOlder(): Promise<void> {
    this.#older ??= this.#loadOlder().finally(() => {
      this.#older = null;
    });
    return this.#older;
  }

  async #loadOlder(): Promise<void> {
    const { status, hasBefore, messages } = this.state.get();
    const first = messages[0];
    if (status !== 'ready' || !hasBefore || first === undefined) return;
    this.state.update({ older: 'loading' });
    try {
      const page = await api.older(this.conversationId, first.sequence + Number(repeatsEdges));
      const joined = prepend(this.state.get().messages, page.messages);
      this.state.update({ messages: joined, hasBefore: page.hasBefore, older: 'idle' });
    } catch {
      this.state.update({ older: 'failed' });
    }
  }

  /** Loads older pages until the message at `sequence` is loaded with some before it, or no page is left. */
  async loadBackTo(sequence: number): Promise<void> {
    for (let pages = 0; pages < mostPagesBack; pages++) {
      const { messages, hasBefore, older } = this.state.get();
      const first = messages[0]?.sequence ?? 0;
      if (!hasBefore || first <= sequence - rowsAround || older === 'failed') return;
      await this.loadOlder();
    }
  }

  /** Takes messages in any order and from any source. Messages after a gap wait until the gap is filled. */
  receive(incoming: readonly Message[]): void {
    const { status, messages: known, pending } = this.state.get();
    if (status !== 'ready') {
      this.#held = [...this.#held, ...incoming];
      return;
    }
    const current = incoming.map((message) => this.#upToDate(message));
    const { messages, held } = append(known, [...this.#held, ...current]);
    this.#held = held;
    const confirmed = new Set(messages.slice(known.length).map((message) => message.clientId));
    const waiting = pending.filter(({ clientId }) => !confirmed.has(clientId));
    if (messages !== known || waiting.length !== pending.length) {
      this.state.update({ messages, pending: waiting.length === pending.length ? pending : waiting });
    }
    for (const item of pending) if (confirmed.has(item.clientId)) releasePictures(item);
    if (held.length > 0) void this.catchUp();
  }

  #upToDate(message: Message): Message {
    const change = this.#early.get(message.sequence);
    this.#early.delete(message.sequence);
    return change === undefined ? message : withText(message, change);
  }

  /** Loads everything after the newest known message: after a gap and after a reconnect. */
  async catchUp(): Promise<void> {
    if (this.#catchingUp || this.state.get().status !== 'ready') return;
    this.#catchingUp = true;
    try {
      for (let more = true; more; ) {
        const after = this.state.get().messages.at(-1)?.sequence ?? 0;
        const page = await api.newer(this.conversationId, after);
        this.receive(page.messages);
        more = page.hasAfter && page.messages.length > 0;
      }
    } catch (error) {
      // The next arrival or reconnect tries again; the messages on the screen stay correct.
      reportError(error);
    } finally {
      this.#catchingUp = false;
    }
  }

  /** Loads the newest page again, because changes to it were missed during a disconnection. */
  async refresh(): Promise<void> {
    if (this.state.get().status !== 'ready') return;
    try {
      const page = await api.newest(this.conversationId);
      const fetched = new Map(page.messages.map((message) => [message.sequence, message]));
      const messages = this.state.get().messages.map((message) => fetched.get(message.sequence) ?? message);
      this.state.update({ messages });
    } catch (error) {
      reportError(error);
    }
    await this.catchUp();
  }

  /** Shows the message at once and sends it. */
  send(body: string, answered: Message | null = null, attached: readonly Attached[] = []): void {
    const pending = newPending(body, answered, attached);
    this.state.update({ pending: [...this.state.get().pending, pending] });
    // A request takes too much main-thread time for a key press, so the message is drawn first.
    afterPaint(() => void this.#post(pending));
  }

  /** Sends a failed message again under the same client id, so that it cannot arrive twice. */
  retry(clientId: string): void {
    const failed = this.state.get().pending.find((item) => item.clientId === clientId);
    if (failed?.state !== 'failed') return;
    this.#mark(clientId, 'sending');
    void this.#post(failed);
  }

  async #post({ clientId, body, replyTo, attached }: Pending): Promise<void> {
    const uploads = attached.length === 0 ? undefined : attached.map(({ id }) => id);
    try {
      const message = { clientId, body, replyTo: replyTo?.sequence, uploads };
      this.receive([await api.send(this.conversationId, message)]);
    } catch {
      this.#mark(clientId, 'failed');
    }
  }

  #mark(clientId: string, state: Pending['state']): void {
    const pending = this.state
      .get()
      .pending.map((item) => (item.clientId === clientId ? { ...item, state } : item));
    this.state.update({ pending });
  }

  /** Replaces the message at `sequence`, if it is loaded. */
  #replace(sequence: number, change: (message: Message) => Message): void {
    const { messages } = this.state.get();
    const index =
      hasGaps || repeatsEdges
        ? messages.findIndex((message) => message.sequence === sequence)
        : sequence - (messages[0]?.sequence ?? Number.POSITIVE_INFINITY);
    const message = messages[index];
    if (message) this.state.update({ messages: messages.with(index, change(message)) });
  }

  /** Sets one reaction of the message at `sequence`. */
  applyReaction(sequence: number, change: ReactionChange): void {
    this.#replace(sequence, (message) => withReaction(message, change));
  }

  /** Sets the votes of the poll at `sequence`. */
  applyVotes(sequence: number, change: PollChange): void {
    this.#replace(sequence, (message) => withVotes(message, change));
  }

  /** Sets the text of the message at `sequence`, and of its quotations. */
  applyText(sequence: number, change: TextChange): void {
    if (sequence > (this.state.get().messages.at(-1)?.sequence ?? 0)) this.#early.set(sequence, change);
    this.#replace(sequence, (message) => withText(message, change));
    this.#quote(sequence, change);
  }

  #quote(sequence: number, { body, deletedAt }: TextChange): void {
    const preview = deletedAt === null ? body : deletedText;
    const { messages } = this.state.get();
    if (messages.some(({ replyTo }) => replyTo?.sequence === sequence))
      this.state.update({ messages: messages.map((message) => withQuote(message, sequence, preview)) });
  }

  /** Edits a message of the reader, on the screen first. */
  async edit(message: Message, body: string): Promise<void> {
    this.applyText(message.sequence, { body, editedAt: new Date().toISOString(), deletedAt: null });
    await this.#orBack(message, api.edit(message.id, body));
  }

  /** Deletes a message of the reader, on the screen first. */
  async remove(message: Message): Promise<void> {
    this.applyText(message.sequence, { body: '', editedAt: null, deletedAt: new Date().toISOString() });
    await this.#orBack(message, api.remove(message.id));
  }

  async #orBack(before: Message, done: Promise<void>): Promise<void> {
    try {
      await done;
    } catch (error) {
      this.#replace(before.sequence, () => before);
      this.#quote(before.sequence, { ...before, body: previewText(before) });
      reportError(error);
    }
  }

  /** Casts or moves the reader's vote, on the screen first; null withdraws it. */
  async vote({ sequence, id, poll }: Message, position: number | null): Promise<void> {
    if (poll === null) return;
    const before = poll.options.find(({ mine }) => mine)?.position ?? null;
    this.applyVotes(sequence, movedVote(poll, position));
    try {
      await api.vote(id, position);
    } catch (error) {
      this.applyVotes(sequence, { votes: poll.options, mine: before });
      reportError(error);
    }
  }

  /** Adds or removes the reader's reaction, on the screen first. */
  async toggleReaction(message: Message, emoji: string): Promise<void> {
    const before = message.reactions.find((reaction) => reaction.emoji === emoji);
    const active = !(before?.mine ?? false);
    const count = before?.count ?? 0;
    this.applyReaction(message.sequence, { emoji, mine: active, count: count + (active ? 1 : -1) });
    try {
      await api.react(message.id, emoji, active);
    } catch {
      this.applyReaction(message.sequence, { emoji, mine: !active, count });
    }
  }

  /** Drops old pages when the reader leaves: the conversation opens at the newest message again. */
  trim(): void {
    const { status, messages } = this.state.get();
    if (status !== 'ready' || messages.length <= keptAfterLeaving) return;
    this.state.update({ messages: messages.slice(-keptAfterLeaving), hasBefore: true });
  }
}
