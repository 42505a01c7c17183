import { io, type Socket } from 'socket.io-client';
import type { ClientEvents, Message, ServerEvents } from '../../../shared/api.ts';
import { connection } from './connection.ts';
import { noteChange, noteMessages, noteRead, refreshConversations } from './conversations.ts';
import { frameBatch } from './frame-batch.ts';
import { loadedTimeline, loadedTimelines, notePresence, refreshPresence } from './open-conversations.ts';
import { me } from './session.ts';
import { noteSilence, noteTyping } from './typing.ts';

type ReactionEvent = Parameters<ServerEvents['reaction:changed']>[0];
type TextEvent = Parameters<ServerEvents['message:changed']>[0];
type VoteEvent = Parameters<ServerEvents['poll:changed']>[0];
type Arrival = { message: Message } | { reaction: ReactionEvent } | { text: TextEvent } | { vote: VoteEvent };

/** Connects, reconnects and applies the server's events. In its own chunk, loaded after the first paint. */
export function connect(): Socket<ServerEvents, ClientEvents> {
  const socket: Socket<ServerEvents, ClientEvents> = io({ transports: ['websocket'] });
  const arrive = frameBatch(applyArrivals);
  socket.on('connect', () => {
    const returned = connection.get() === 'lost';
    connection.set('live');
    // Loads what was sent before the socket connected, or while it was disconnected.
    for (const timeline of loadedTimelines()) void (returned ? timeline.refresh() : timeline.catchUp());
    if (returned) refreshPresence();
    void refreshConversations();
  });
  socket.on('disconnect', () => connection.set('lost'));
  socket.on('message:new', ({ message }) => arrive({ message }));
  socket.on('reaction:changed', (reaction) => arrive({ reaction }));
  socket.on('message:changed', (text) => arrive({ text }));
  socket.on('poll:changed', (vote) => arrive({ vote }));
  socket.on('read:changed', ({ conversationId, userId, sequence }) => {
    if (userId === me.get()?.id) noteRead(conversationId, sequence);
  });
  socket.on('typing:started', noteTyping);
  socket.on('presence:changed', notePresence);
  return socket;
}

function applyArrivals(arrivals: Arrival[]): void {
  const messages = arrivals.flatMap((arrival) => ('message' in arrival ? [arrival.message] : []));
  const byConversation = Map.groupBy(messages, (message) => message.conversationId);
  for (const [id, group] of byConversation) loadedTimeline(id)?.receive(group);
  noteMessages(messages, me.get()?.id ?? null);
  for (const { conversationId, senderId } of messages) noteSilence({ conversationId, userId: senderId });
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
