/** Actions of other users through the API of the reference chat. */
import { randomUUID } from 'node:crypto';
import { monotonicUs } from '../../core/clock.ts';
import { causeText, HarnessError } from '../../core/errors.ts';
import type { Conversation, Correspondent } from '../target.ts';
import { type ApiAnswer, ChatApi } from './api-client.ts';

/** Another member of the conversation with a known token. */
export async function correspondentOf(
  own: ChatApi,
  byUser: Record<string, string>,
  { id }: Conversation,
  userId: number,
): Promise<Correspondent> {
  const { members } = await ask(own.members(Number(id)), 'the members of a conversation');
  const other = members.find((member) => member.id !== userId && String(member.id) in byUser);
  if (other === undefined) {
    throw new HarnessError(
      'CORRESPONDENT_MISSING',
      `Nobody else in conversation ${id} has a seeded token.`,
      'Run "backscroll seed" again.',
    );
  }
  const api = new ChatApi({ baseUrl: own.baseUrl, token: tokenOf(byUser, other.id) });
  return {
    send: async (conversation, body) => {
      const sentUs = monotonicUs();
      const sending = api.send(Number(conversation.id), { clientId: randomUUID(), body });
      const { receivedUs } = await answerTo(sending, 'the sending of a message');
      return { sentUs, acknowledgedUs: receivedUs };
    },
  };
}

/** @throws HarnessError `TOKEN_MISSING` */
export function tokenOf(byUser: Record<string, string>, userId: number): string {
  const token = byUser[String(userId)];
  if (token !== undefined) return token;
  throw new HarnessError('TOKEN_MISSING', `There is no token for user ${userId}.`, 'Run "backscroll seed".');
}

/** The value of the chat's answer. @throws HarnessError `TARGET_REFUSED` */
export async function ask<Value>(request: Promise<ApiAnswer<Value>>, what: string): Promise<Value> {
  return (await answerTo(request, what)).value;
}

type Answered<Value> = Extract<ApiAnswer<Value>, { kind: 'ok' }>;

/** @throws HarnessError `TARGET_REFUSED`, also where the chat does not answer at all */
async function answerTo<Value>(request: Promise<ApiAnswer<Value>>, what: string): Promise<Answered<Value>> {
  const answer = await request.catch(
    (cause: unknown) => ({ kind: 'failed', reason: causeText(cause) }) as const,
  );
  if (answer.kind === 'ok') return answer;
  throw new HarnessError(
    'TARGET_REFUSED',
    `The chat refused ${what}: ${answer.kind === 'failed' ? answer.reason : 'too many requests'}.`,
    'Look at the log of the chat server; an expired token is renewed by "backscroll seed".',
  );
}
