import type { Socket } from 'socket.io-client';
import type { Message, ServerEvents } from '../../../shared/api.ts';
import { noteChange, noteMessages, noteRead, refreshConversations } from './conversations.ts';
import { frameBatch } from './frame-batch.ts';
import { loadedTimeline, loadedTimelines } from './open-conversations.ts';
import { me } from './session.ts';
import { Store } from './store.ts';

/** Whether live updates arrive; `starting` until the first connection stands. */
export const connection = new Store<'starting' | 'live' | 'lost'>('starting');

type ReactionEvent = Parameters<ServerEvents['reaction:changed']>[0];
type TextEvent = Parameters<ServerEvents['message:changed']>[0];
type VoteEvent = Parameters<ServerEvents['poll:changed']>[0];
type Arrival = { message: Message } | { reaction: ReactionEvent } | { text: TextEvent } | { vote: VoteEvent };

let wanted = false;

/** Connects once, and stays connected. Called after the first messages are on the screen. */
export function goLive(): void {
  if (wanted) return;
  wanted = true;
  connect().catch((error: unknown) => {
    wanted = false;
    reportError(error);
  });
}

async function connect(): Promise<void> {
  const { io } = await import('socket.io-client');
  const opened: Socket<ServerEvents> = io({ transports: ['websocket'] });
  const arrive = frameBatch(applyArrivals);
  opened.on('connect', () => {
    const returned = connection.get() === 'lost';
    connection.set('live');
    // Whatever was said before the socket stood, or while it was away, is fetched.
    for (const timeline of loadedTimelines()) void (returned ? timeline.refresh() : timeline.catchUp());
    void refreshConversations();
  });
  opened.on('disconnect', () => connection.set('lost'));
  opened.on('message:new', ({ message }) => arrive({ message }));
  opened.on('reaction:changed', (reaction) => arrive({ reaction }));
  opened.on('message:changed', (text) => arrive({ text }));
  opened.on('poll:changed', (vote) => arrive({ vote }));
  opened.on('read:changed', ({ conversationId, userId, sequence }) => {
    if (userId === me.get()?.id) noteRead(conversationId, sequence);
  });
}

function applyArrivals(arrivals: Arrival[]): void {
  const messages = arrivals.flatMap((arrival) => ('message' in arrival ? [arrival.message] : []));
  const byConversation = Map.groupBy(messages, (message) => message.conversationId);
  for (const [id, group] of byConversation) loadedTimeline(id)?.receive(group);
  noteMessages(messages, me.get()?.id ?? null);
  for (const arrival of arrivals) {
    if ('reaction' in arrival) applyReaction(arrival.reaction);
    else if ('text' in arrival) applyText(arrival.text);
    else if ('vote' in arrival) applyVote(arrival.vote);
  }
}

function applyText({ conversationId, sequence, ...change }: TextEvent): void {
  loadedTimeline(conversationId)?.applyText(sequence, change);
  noteChange(conversationId, sequence, change.body);
}

function applyVote({ conversationId, sequence, userId, position, votes }: VoteEvent): void {
  const change = userId === me.get()?.id ? { votes, mine: position } : { votes };
  loadedTimeline(conversationId)?.applyVotes(sequence, change);
}

function applyReaction({ conversationId, sequence, userId, emoji, count, active }: ReactionEvent): void {
  const change = userId === me.get()?.id ? { emoji, count, mine: active } : { emoji, count };
  loadedTimeline(conversationId)?.applyReaction(sequence, change);
}
