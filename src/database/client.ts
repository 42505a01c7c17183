import pg from 'pg';
import { causeText, HarnessError } from '../core/errors.ts';

/** A connection that closes itself at the end of an `await using` block. */
export type OwnedClient = pg.Client & AsyncDisposable;

/** Host, port, database and user of a connection URL, for messages. It never contains the password. */
export type DatabaseAddress = { host: string; port: number; database: string; user: string };

/**
 * Reads the parts of a `postgres://` URL that may be shown.
 *
 * @throws HarnessError DATABASE_URL_INVALID, without quoting the URL: it may contain a password
 */
export function databaseAddress(databaseUrl: string, setting = 'DATABASE_URL'): DatabaseAddress {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : null;
  if (url === null || (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:')) {
    throw new HarnessError(
      'DATABASE_URL_INVALID',
      `${setting} is not a PostgreSQL URL.`,
      'Write it as postgres://user:password@host:5432/database.',
    );
  }
  const user = url.username === '' ? 'postgres' : decodeURIComponent(url.username);
  const database = decodeURIComponent(url.pathname.slice(1));
  return {
    host: url.hostname === '' ? 'localhost' : url.hostname,
    port: url.port === '' ? 5432 : Number(url.port),
    database: database === '' ? user : database,
    user,
  };
}

/**
 * Opens one connection.
 *
 * @param setting the setting in which the user gave the URL, for messages
 * @throws HarnessError DATABASE_UNREACHABLE, DATABASE_LOGIN_FAILED or DATABASE_MISSING
 */
export async function connect(
  databaseUrl: string,
  applicationName = 'backscroll',
  setting = 'DATABASE_URL',
): Promise<OwnedClient> {
  const address = databaseAddress(databaseUrl, setting);
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
  });
  // An idle connection that is lost would end the process; the next query reports the loss instead.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    throw connectionError(address, cause, setting);
  }
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

/** Runs statements in a transaction; an error rolls them back and is rethrown. */
export async function inTransaction<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    // On a lost connection the rollback fails too, and PostgreSQL does it by itself. Only the first error
    // matters.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/**
 * The server ended the connection: it was stopped, or another client ended this session. `code` is class 57P
 * of PostgreSQL's error codes; later errors of the client have no code, so `text` matches them.
 */
const endedByServer = {
  code: /^57P0[1-5]$/,
  text: /Connection terminated|is not queryable|ECONNRESET|EPIPE/,
};

/**
 * Does work on an open connection.
 *
 * @throws HarnessError DATABASE_UNREACHABLE when the server ended the connection meanwhile, or any error of
 *   the work
 */
export async function connected<T>(url: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code, text } = endedByServer;
    const lost = code.test(errorCode(cause) ?? '') || text.test(causeText(cause));
    throw lost ? connectionError(databaseAddress(url), cause, 'DATABASE_URL') : cause;
  }
}

/** The error code of PostgreSQL or of the socket (`28P01`, `ECONNREFUSED`), or null. */
export function errorCode(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
}

function connectionError(address: DatabaseAddress, cause: unknown, setting: string): HarnessError {
  const where = `${address.host}:${address.port}`;
  switch (errorCode(cause)) {
    case '28P01':
    case '28000':
      return new HarnessError(
        'DATABASE_LOGIN_FAILED',
        `PostgreSQL at ${where} refused the user "${address.user}".`,
        `Check user and password in ${setting}.`,
        { cause },
      );
    case '3D000':
      return new HarnessError(
        'DATABASE_MISSING',
        `PostgreSQL at ${where} has no database "${address.database}".`,
        `Make one with: createdb -h ${address.host} -p ${address.port} -U ${address.user} ${address.database}`,
        { cause },
      );
    default:
      return new HarnessError(
        'DATABASE_UNREACHABLE',
        `PostgreSQL at ${where} does not answer: ${connectionCause(cause)}.`,
        `Check that it runs and that host and port in ${setting} are right, or leave ${setting} out.`,
        { cause },
      );
  }
}

/** `localhost` has two addresses, whose failures Node wraps in an AggregateError without a message. */
function connectionCause(cause: unknown): string {
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : cause;
  return causeText(first).replace(/\.$/, '');
}
