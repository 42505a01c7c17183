import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  clearUploads,
  type Dataset,
  ensurePasswords,
  ensureTokens,
  resetDataset,
  type SizeName,
  seedTarget,
  type Tokens,
} from '../../../seed/index.ts';
import { causeText, HarnessError } from '../../core/errors.ts';
import { connect } from '../../database/client.ts';
import { type Database, openDatabase } from '../../database/server.ts';
import type { ChatTarget, Conversation, Correspondent } from '../target.ts';
import { type ApiAnswer, ChatApi } from './api-client.ts';
import { buildChatClient, migrateChat } from './chat-commands.ts';
import { referenceChatPage } from './page-object.ts';
import { type ChatServer, startChatServer } from './server-process.ts';

export interface ReferenceChatOptions {
  /** A PostgreSQL of the user; undefined for the embedded one. */
  databaseUrl: string | undefined;
  /** What `databaseUrl` leads to: the embedded one where an outer process of ours has started it. */
  databaseKind?: Database['kind'] | undefined;
  /** Our working directory, `.backscroll`. */
  directory: string;
  size: SizeName;
  seed: number;
  defects: readonly string[];
  /** 0 lets the system choose. */
  port: number;
  /** Says what was done. */
  say: (line: string) => void;
  /** Says how far a long step is, many times; the next line replaces the last. */
  progress: (line: string) => void;
}

/** Everything that the reference chat stands on, made ready; nothing of it is a server of the chat yet. */
export interface Ground extends AsyncDisposable {
  database: Database;
  dataset: Dataset;
}

/** Database, schema, data, media, logins and the built client: made when missing, recognised when there. */
export async function prepareGround(
  options: Omit<ReferenceChatOptions, 'defects' | 'port'>,
): Promise<Ground> {
  const { databaseUrl, databaseKind, directory, size, seed, say, progress } = options;
  if (await buildChatClient()) say('Built the web client.');
  const database = await openDatabase({
    url: databaseUrl,
    urlKind: databaseKind,
    directory,
    onProgress: say,
  });
  try {
    const dataset = await seedTarget({
      databaseUrl: database.url,
      directory,
      size,
      seed,
      migrate: migrateChat,
      onProgress: ({ step, done, total, secondsLeft }) =>
        progress(
          `${step}: ${done} of ${total}${secondsLeft === null ? '' : `, ${secondsLeft.toFixed(0)} s left`}`,
        ),
    });
    return { database, dataset, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
  } catch (cause) {
    await database[Symbol.asyncDispose]();
    throw cause;
  }
}

/** Names the data, so that only figures of equal data are compared. */
export function datasetName({ size, seed, hash }: Dataset): string {
  return `${size}/${seed}/${hash.slice(0, 12)}`;
}

/** A running reference chat that ends when it is disposed of. */
export interface ReferenceChat extends ChatTarget, AsyncDisposable {
  database: Database;
  data: Dataset;
  /** Logs a person in who opens it: holds a token, so it is printed for `backscroll chat` only. */
  loginLink: string;
  /** Resolves when its server has ended, for whatever reason. */
  ended: Promise<void>;
}

/** Makes the ground ready and starts the reference chat on it; both end together. */
export async function startReferenceChat(options: ReferenceChatOptions): Promise<ReferenceChat> {
  const ground = await prepareGround(options);
  try {
    const chat = await startChatOn(ground, options);
    return {
      ...chat,
      [Symbol.asyncDispose]: async () => {
        await chat[Symbol.asyncDispose]();
        await ground[Symbol.asyncDispose]();
      },
    };
  } catch (cause) {
    await ground[Symbol.asyncDispose]();
    throw cause;
  }
}

/** Starts the reference chat on ground that is ready and outlives it; several may stand on one. */
export async function startChatOn(
  ground: Ground,
  options: Pick<ReferenceChatOptions, 'directory' | 'defects' | 'port'>,
): Promise<ReferenceChat> {
  const tokens = await ensureTokens(options.directory);
  const passwords = await ensurePasswords(options.directory, tokens.secret, ground.dataset.seed);
  const server = await startChatServer({
    databaseUrl: ground.database.url,
    tokenSecret: tokens.secret,
    mediaFolder: path.join(options.directory, 'media'),
    uploadsFolder: path.join(options.directory, 'uploads'),
    defects: options.defects,
    port: options.port,
  });
  return targetOf(options, ground, server, { ...tokens, passwords });
}

/** What logs users in. */
type Logins = Tokens & {
  /** By handle. */
  passwords: Record<string, string>;
};

function targetOf(
  { defects, directory }: Pick<ReferenceChatOptions, 'defects' | 'directory'>,
  { database, dataset }: Ground,
  server: ChatServer,
  { byUser, secret, file, passwords }: Logins,
): ReferenceChat {
  const token = tokenOf(byUser, dataset.userId);
  const own = new ChatApi({ baseUrl: server.url, token });
  const journeys = dataset.journeys.map((journey) => journey.conversationId);
  return {
    id: 'reference-chat',
    baseUrl: server.url,
    defects,
    dataset: datasetName(dataset),
    database,
    data: dataset,
    databaseUrl: database.url,
    chat: referenceChatPage(server.url),
    secrets: [secret, ...Object.values(byUser), ...Object.values(passwords)],
    loginLink: new URL(`/login#token=${token}`, server.url).href,
    login: async (context) => {
      const answer = await context.request.post(new URL('/api/session', server.url).href, {
        data: { token },
      });
      if (!answer.ok()) throw loginFailed(answer.status());
    },
    conversation: async (messages) => {
      const id = journeyOf(dataset, messages);
      const newest = value(await own.history(id, { limit: 1 }), 'the history').messages.at(-1);
      return { id: String(id), messages, newestSequence: newest?.sequence ?? messages };
    },
    correspondent: (conversation) => correspondentOf(own, byUser, conversation, dataset.userId),
    traffic: {
      modulePath: fileURLToPath(new URL('./operations/index.ts', import.meta.url)),
      baseUrl: server.url,
      allowHosts: [],
      // Nobody else writes where length is what is measured.
      config: { tokensFile: file, exceptUserIds: [dataset.userId], exceptConversationIds: journeys },
    },
    reset: async () => {
      await using client = await connect(database.url, 'backscroll reset');
      await resetDataset(client, dataset.counts);
      await clearUploads(directory);
    },
    ended: server.ended,
    assertAlive: server.assertAlive,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** Another member of the conversation whose token we have. */
async function correspondentOf(
  own: ChatApi,
  byUser: Record<string, string>,
  { id }: Conversation,
  userId: number,
): Promise<Correspondent> {
  const { members } = value(await own.members(Number(id)), 'the members of a conversation');
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
      const answer = await api
        .send(Number(conversation.id), { clientId: randomUUID(), body })
        // A chat that does not answer at all has refused as well.
        .catch((cause: unknown) => ({ kind: 'failed', reason: causeText(cause), receivedUs: 0 }) as const);
      value(answer, 'the sending of a message');
      return { acknowledgedUs: answer.receivedUs };
    },
  };
}

function tokenOf(byUser: Record<string, string>, userId: number): string {
  const token = byUser[String(userId)];
  if (token !== undefined) return token;
  throw new HarnessError('TOKEN_MISSING', `There is no token for user ${userId}.`, 'Run "backscroll seed".');
}

function journeyOf({ journeys }: Dataset, messages: number): number {
  const journey = journeys.find((each) => each.messages === messages);
  if (journey !== undefined) return journey.conversationId;
  throw new HarnessError(
    'JOURNEY_UNKNOWN',
    `The data set has no measured conversation of ${messages} messages.`,
    `Use one of ${journeys.map((each) => each.messages).join(', ')} with --messages.`,
  );
}

function value<Value>(answer: ApiAnswer<Value>, what: string): Value {
  if (answer.kind === 'ok') return answer.value;
  throw new HarnessError(
    'TARGET_REFUSED',
    `The chat refused ${what}: ${answer.kind === 'failed' ? answer.reason : 'too many requests'}.`,
    'Look at the log of the chat server; an expired token is renewed by "backscroll seed".',
  );
}

/** A token that is refused once is refused always; a server in trouble may recover. */
function loginFailed(status: number): HarnessError {
  const message = `The chat answered ${status} to the login with a seeded token.`;
  return status < 500 && status !== 429
    ? new HarnessError('LOGIN_REFUSED', message, 'Renew the tokens by "backscroll seed", then run again.')
    : new HarnessError('LOGIN_FAILED', message, 'Look whether the chat and its database are well.');
}
