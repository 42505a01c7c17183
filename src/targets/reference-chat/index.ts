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
import { HarnessError } from '../../core/errors.ts';
import { connect, connected } from '../../database/client.ts';
import { type Database, openDatabase } from '../../database/server.ts';
import type { ChatTarget } from '../target.ts';
import { ChatApi } from './api-client.ts';
import { buildChatClient, migrateChat } from './chat-commands.ts';
import { ask, correspondentOf, tokenOf } from './correspondent.ts';
import { referenceChatPage } from './page-object.ts';
import { type ChatServer, startChatServer } from './server-process.ts';
import { warmUpServer } from './warm-up.ts';

export interface ReferenceChatOptions {
  /** A PostgreSQL of the user; undefined for the embedded one. */
  databaseUrl: string | undefined;
  /** The kind of `databaseUrl`: `embedded` where a parent process of the harness has started it. */
  databaseKind?: Database['kind'] | undefined;
  /** The harness's working directory, `.backscroll`. */
  directory: string;
  size: SizeName;
  seed: number;
  defects: readonly string[];
  /** 0 lets the system choose. */
  port: number;
  /** Reports a finished step. */
  say: (line: string) => void;
  /** Reports the progress of a long step, many times; each line replaces the one before. */
  progress: (line: string) => void;
}

/** The prepared data and environment of the reference chat, without a running server. */
export interface PreparedChat extends AsyncDisposable {
  database: Database;
  dataset: Dataset;
}

/** Database, schema, data, media, logins and the built client: made when missing, reused when present. */
export async function prepareChat(
  options: Omit<ReferenceChatOptions, 'defects' | 'port'>,
): Promise<PreparedChat> {
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

type Parts =
  | 'conversation'
  | 'correspondent'
  | 'traffic'
  | 'reset'
  | 'dataset'
  | 'databaseUrl'
  | 'assertAlive'
  | 'restart';

/** A running reference chat that ends when it is disposed. */
export interface ReferenceChat
  extends Omit<ChatTarget, Parts>,
    Required<Pick<ChatTarget, Parts>>,
    AsyncDisposable {
  database: Database;
  data: Dataset;
  /** Logs in the person who opens it. It contains a token, so only `backscroll chat` prints it. */
  loginLink: string;
  /** Resolves when its server has ended, for any reason. */
  ended: Promise<void>;
}

/** Prepares the data and environment and starts the reference chat with them; both end together. */
export async function startReferenceChat(options: ReferenceChatOptions): Promise<ReferenceChat> {
  const prepared = await prepareChat(options);
  try {
    const chat = await startChatOn(prepared, options);
    return {
      ...chat,
      [Symbol.asyncDispose]: async () => {
        await chat[Symbol.asyncDispose]();
        await prepared[Symbol.asyncDispose]();
      },
    };
  } catch (cause) {
    await prepared[Symbol.asyncDispose]();
    throw cause;
  }
}

/** The build of a chat from another commit. */
interface OtherBuild {
  /** Its folder in its worktree. */
  chatFolder?: string;
  /** Folder of its `uploads`, where another chat runs beside it; else the working directory. */
  uploadsIn?: string;
}

/** Starts the reference chat with prepared data, which outlives it; several chats may use the same. */
export async function startChatOn(
  prepared: PreparedChat,
  options: Pick<ReferenceChatOptions, 'directory' | 'defects' | 'port'> & OtherBuild,
): Promise<ReferenceChat> {
  const { directory, defects, uploadsIn = directory } = options;
  const tokens = await ensureTokens(directory);
  const passwords = await ensurePasswords(directory, tokens.secret, prepared.dataset.seed);
  const server = await startChatServer({
    folder: options.chatFolder,
    databaseUrl: prepared.database.url,
    tokenSecret: tokens.secret,
    mediaFolder: path.join(directory, 'media'),
    uploadsFolder: path.join(uploadsIn, 'uploads'),
    defects,
    port: options.port,
  });
  return targetOf({ defects, uploadsIn }, prepared, server, { ...tokens, passwords });
}

/** The credentials of the users. */
type Logins = Tokens & {
  /** By handle. */
  passwords: Record<string, string>;
};

function targetOf(
  { defects, uploadsIn }: { defects: readonly string[]; uploadsIn: string },
  { database, dataset }: PreparedChat,
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
      const newest = (await ask(own.history(id, { limit: 1 }), 'the history')).messages.at(-1);
      return { id: String(id), messages, newestSequence: newest?.sequence ?? messages };
    },
    correspondent: (conversation) => correspondentOf(own, byUser, conversation, dataset.userId),
    traffic: {
      modulePath: fileURLToPath(
        new URL(`./operations/index${path.extname(import.meta.url)}`, import.meta.url),
      ),
      baseUrl: server.url,
      allowHosts: [],
      // No other user writes in conversations whose length is measured.
      config: { tokensFile: file, exceptUserIds: [dataset.userId], exceptConversationIds: journeys },
    },
    reset: async () => {
      await using client = await connect(database.url, 'backscroll reset');
      await connected(database.url, () => resetDataset(client, dataset.counts));
      await clearUploads(uploadsIn);
    },
    ended: server.ended,
    assertAlive: server.assertAlive,
    restart: async () => {
      await server.restart();
      await warmUpServer(server.url, { token, conversationIds: journeys });
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
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

/** A refused token stays refused; a server with a failure may recover. */
function loginFailed(status: number): HarnessError {
  const message = `The chat answered ${status} to the login with a seeded token.`;
  return status < 500 && status !== 429
    ? new HarnessError('LOGIN_REFUSED', message, 'Renew the tokens by "backscroll seed", then run again.')
    : new HarnessError('LOGIN_FAILED', message, 'Look whether the chat and its database are well.');
}
