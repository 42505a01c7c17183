import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { SignJWT } from 'jose';
import type { z } from 'zod';
import { connect, type OwnedClient } from '../../../src/database/client.ts';
import { openDatabase } from '../../../src/database/server.ts';
import { runServer, type ServerRun } from './process.ts';

/** A running chat server with a migrated database of its own. */
export type Chat = {
  server: ServerRun;
  /** The environment that it was started with, to start another one. */
  environment: Record<string, string>;
  sql: OwnedClient;
  mediaDir: string;
  /** Where the server keeps uploads; not there before the first. */
  uploadsDir: string;
  /** A token that the server accepts, unless `expiresIn` lies in the past or the secret is another. */
  token: (userId: number, options?: { expiresIn?: string; secret?: string }) => Promise<string>;
  client: (userId: number) => Promise<Client>;
};

/** Users with a conversation that no other test touches. */
export type Room = { id: number; users: number[]; outsider: number };

/** One user's HTTP client. */
export type Client = {
  token: string;
  request: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Response>;
  /** GET with the answer checked against the contract. */
  get: <Schema extends z.ZodType>(path: string, schema: Schema) => Promise<z.output<Schema>>;
};

type TestFixtures = { createRoom: (options?: { messages?: number; members?: number }) => Promise<Room> };

export const test = base.extend<TestFixtures, { chat: Chat }>({
  /** Worker: PostgreSQL, migrations and server once; a test that stops things starts its own server. */
  chat: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
    async ({}, use) => {
      await using directory = await temporaryDirectory();
      await using database = await openDatabase({ directory: directory.path });
      await using sql = await connect(database.url);
      const mediaDir = join(directory.path, 'media');
      await mkdir(mediaDir);
      const uploadsDir = join(directory.path, 'uploads');
      const secret = randomBytes(32).toString('hex');
      const environment = {
        DATABASE_URL: database.url,
        CHAT_TOKEN_SECRET: secret,
        CHAT_MEDIA_DIR: mediaDir,
        CHAT_UPLOADS_DIR: uploadsDir,
      };
      await using _migration = await runServer('migrate', environment);
      await using server = await runServer('serve', environment);
      const token: Chat['token'] = (userId, options) => sign(secret, userId, options);
      const client = async (userId: number) => httpClient(server.url, await token(userId));
      await use({ server, environment, sql, mediaDir, uploadsDir, token, client });
    },
    { scope: 'worker' },
  ],

  createRoom: async ({ chat }, use) => {
    await use(({ messages = 0, members = 2 } = {}) => insertRoom(chat.sql, messages, members));
  },
});

export { expect };

async function temporaryDirectory(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'backscroll-chat-'));
  await chmod(path, 0o755); // PostgreSQL runs as a user of its own
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

function sign(
  secret: string,
  userId: number,
  options: { expiresIn?: string; secret?: string } = {},
): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(String(userId))
    .setExpirationTime(options.expiresIn ?? '1h')
    .sign(new TextEncoder().encode(options.secret ?? secret));
}

/** A client of any server that accepts the token; paths are relative to its URL. */
export function httpClient(url: string, token: string): Client {
  const request: Client['request'] = (method, path, body, headers = {}) =>
    fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const get: Client['get'] = async (path, schema) => {
    const response = await request('GET', path);
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return schema.parse(await response.json());
  };
  return { token, request, get };
}

/** Members, an outsider, and a conversation with messages `1`, `2`, … by its first member. */
async function insertRoom(sql: OwnedClient, messages: number, members: number): Promise<Room> {
  const users = await ids(
    sql,
    `insert into users (handle, name, hue)
     select 'u-' || gen_random_uuid(), 'User ' || n, n from generate_series(1, $1::int) n returning id`,
    [members + 1],
  );
  const [id = 0] = await ids(
    sql,
    `insert into conversations (kind, channel, title, last_sequence) values ('group', 'web', 'Room', $1) returning id`,
    [messages],
  );
  const [outsider = 0, ...inside] = users;
  await sql.query('insert into members (conversation_id, user_id) select $1, unnest($2::bigint[])', [
    id,
    inside,
  ]);
  await sql.query(
    `insert into messages (conversation_id, sequence, sender_id, kind, body)
     select $1, n, $2, 'text', n::text from generate_series(1, $3::int) n`,
    [id, inside[0], messages],
  );
  return { id, users: inside, outsider };
}

/** Runs an insert and gives the ids that it returns, in order. */
export async function ids(sql: OwnedClient, text: string, values: unknown[]): Promise<number[]> {
  const result = await sql.query<{ id: string }>(text, values);
  return result.rows.map(({ id }) => Number(id)).sort((a, b) => a - b);
}
