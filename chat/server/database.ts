import pg from 'pg';
import { ApiError, errorCode, errorText } from './errors.ts';

/** SQL. PostgreSQL parses a named statement only once per connection. */
export type Statement = { name?: string; text: string };

/** Something that runs statements: the pool, or a request's view of it. */
export type Queries = {
  /**
   * Runs one statement and returns its rows.
   * @throws {ApiError} 503 when the database is unavailable; otherwise PostgreSQL's own error
   */
  rows<Row extends pg.QueryResultRow>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>;
};

const int8Oid = 20;
const connectTimeoutMs = 5_000;
const statementTimeoutMs = 15_000;

/** Parses bigint as a number: ids and sequences fit a double, and strings would stay strings in the JSON. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (Number(oid) === int8Oid ? Number : pg.types.getTypeParser(oid, format)),
};

/** The connection pool of the server. */
export class Database implements Queries {
  readonly #pool: pg.Pool;
  readonly #size: number;

  /** @param onIdleError called when an idle connection breaks; without it the process would end */
  constructor(url: string, size: number, onIdleError: (error: Error) => void) {
    this.#size = size;
    this.#pool = new pg.Pool({
      connectionString: url,
      max: size,
      connectionTimeoutMillis: connectTimeoutMs,
      // Never closes idle connections: the first request after a pause would be slower than the others.
      idleTimeoutMillis: 0,
      statement_timeout: statementTimeoutMs,
      application_name: 'backscroll-chat',
      types,
    });
    this.#pool.on('error', onIdleError);
  }

  async rows<Row extends pg.QueryResultRow>(
    statement: Statement,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    try {
      const result = await this.#pool.query<Row>({ ...statement, values: [...values] });
      return result.rows;
    } catch (error) {
      throw this.#unavailable(error) ?? error;
    }
  }

  /** Ends all connections, after their running statements. */
  async close(): Promise<void> {
    await this.#pool.end();
  }

  #unavailable(cause: unknown): ApiError | undefined {
    const waitedInVain = errorText(cause).includes('timeout exceeded when trying to connect');
    if (waitedInVain && this.#pool.totalCount >= this.#size) {
      return new ApiError(503, 'POOL_EXHAUSTED', `All ${this.#size} database connections are busy.`, {
        cause,
      });
    }
    if (errorCode(cause) === '57014') {
      return new ApiError(503, 'DATABASE_SLOW', 'The database took too long to answer.', { cause });
    }
    if (!waitedInVain && !isConnectionFailure(cause)) return undefined;
    return new ApiError(503, 'DATABASE_DOWN', 'The database cannot be reached.', { cause });
  }
}

/**
 * A request's view of the database, which measures how long the request waited for it.
 *
 * `elapsedMs` is the time during which at least one statement was running, including the wait for a
 * connection. The time of parallel statements counts once.
 */
export class TimedQueries implements Queries {
  readonly #queries: Queries;
  #running = 0;
  #startedMs = 0;
  #elapsedMs = 0;

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  get elapsedMs(): number {
    return this.#elapsedMs;
  }

  async rows<Row extends pg.QueryResultRow>(
    statement: Statement,
    values?: readonly unknown[],
  ): Promise<Row[]> {
    if (this.#running++ === 0) this.#startedMs = performance.now();
    try {
      return await this.#queries.rows<Row>(statement, values);
    } finally {
      if (--this.#running === 0) this.#elapsedMs += performance.now() - this.#startedMs;
    }
  }
}

const networkFailures = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ETIMEDOUT',
]);
// Class 08: connection exceptions; 57P01 to 57P05: shut down, crashed, starting; 53300: too many connections.
// Source: PostgreSQL, Appendix A, error codes.
const sqlConnectionFailure = /^(08...|57P0[1-5]|53300)$/;

/** Whether an error means that the database cannot be reached, rather than that a statement is wrong. */
export function isConnectionFailure(error: unknown): boolean {
  const code = errorCode(error);
  if (code !== undefined) return networkFailures.has(code) || sqlConnectionFailure.test(code);
  // node-postgres sets no code on these errors.
  return /Connection terminated|Client has encountered a connection error|server closed the connection/i.test(
    errorText(error),
  );
}
