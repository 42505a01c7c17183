import type { Message } from '../../../shared/api.ts';
import { ApiError, api } from './api.ts';
import { newClientId } from './client-id.ts';
import { appendMessages, prependPage, type ReactionChange, withReaction } from './merge.ts';
import { Store } from './store.ts';

/** A message of ours that the server has not confirmed yet. */
export type Pending = { clientId: string; body: string; createdAt: string; state: 'sending' | 'failed' };

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

/** How many messages stay in memory when the reader leaves a conversation. */
const keptAfterLeaving = 50;

/** The messages of one conversation: contiguous, ending at the newest, growing towards the oldest. */
export class Timeline {
  readonly conversationId: number;
  readonly state = new Store<TimelineState>(empty);
  #held: readonly Message[] = [];
  #catchingUp = false;

  constructor(conversationId: number) {
    this.conversationId = conversationId;
    void this.open();
  }

  /** Loads the newest page. */
  async open(): Promise<void> {
    this.state.update({ status: 'loading' });
    try {
      const page = await api.newest(this.conversationId);
      this.state.update({ status: 'ready', messages: page.messages, hasBefore: page.hasBefore });
      this.receive([]);
    } catch (error) {
      const missing = error instanceof ApiError && (error.status === 404 || error.status === 403);
      this.state.update({ status: missing ? 'missing' : 'failed' });
    }
  }

  /** Loads the page before the oldest message that is known; does nothing while one is on its way. */
  async loadOlder(): Promise<void> {
    const { status, hasBefore, older, messages } = this.state.get();
    const first = messages[0];
    if (status !== 'ready' || !hasBefore || older === 'loading' || first === undefined) return;
    this.state.update({ older: 'loading' });
    try {
      const page = await api.older(this.conversationId, first.sequence);
      const joined = prependPage(this.state.get().messages, page.messages);
      this.state.update({ messages: joined, hasBefore: page.hasBefore, older: 'idle' });
    } catch {
      this.state.update({ older: 'failed' });
    }
  }

  /** Takes messages of any order and from any source; what leaves a gap waits until the gap is filled. */
  receive(incoming: readonly Message[]): void {
    const { status, messages: known, pending } = this.state.get();
    if (status !== 'ready') {
      this.#held = [...this.#held, ...incoming];
      return;
    }
    const { messages, held } = appendMessages(known, [...this.#held, ...incoming]);
    this.#held = held;
    const confirmed = new Set(messages.slice(known.length).map((message) => message.clientId));
    const waiting = pending.filter(({ clientId }) => !confirmed.has(clientId));
    if (messages !== known || waiting.length !== pending.length) {
      this.state.update({ messages, pending: waiting.length === pending.length ? pending : waiting });
    }
    if (held.length > 0) void this.catchUp();
  }

  /** Fetches everything after the newest message that is known: after a gap and after a reconnect. */
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
      // The next arrival or reconnect tries again; what is on the screen stays right.
      reportError(error);
    } finally {
      this.#catchingUp = false;
    }
  }

  /** Shows the message at once and sends it. */
  send(body: string): void {
    const createdAt = new Date().toISOString();
    const pending: Pending = { clientId: newClientId(), body, createdAt, state: 'sending' };
    this.state.update({ pending: [...this.state.get().pending, pending] });
    void this.#post(pending);
  }

  /** Sends a failed message again under the same client id, so that it cannot arrive twice. */
  retry(clientId: string): void {
    const failed = this.state.get().pending.find((item) => item.clientId === clientId);
    if (failed?.state !== 'failed') return;
    this.#mark(clientId, 'sending');
    void this.#post(failed);
  }

  async #post({ clientId, body }: Pending): Promise<void> {
    try {
      this.receive([await api.send(this.conversationId, { clientId, body })]);
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

  /** Sets one reaction of the message at `sequence`, if it is loaded. */
  applyReaction(sequence: number, change: ReactionChange): void {
    const { messages } = this.state.get();
    const index = sequence - (messages[0]?.sequence ?? Number.POSITIVE_INFINITY);
    const message = messages[index];
    if (message) this.state.update({ messages: messages.with(index, withReaction(message, change)) });
  }

  /** Adds or takes back our own reaction, on the screen first. */
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

  /** Forgets old pages when the reader leaves: the conversation opens at the newest again. */
  trim(): void {
    const { status, messages } = this.state.get();
    if (status !== 'ready' || messages.length <= keptAfterLeaving) return;
    this.state.update({ messages: messages.slice(-keptAfterLeaving), hasBefore: true });
  }
}
