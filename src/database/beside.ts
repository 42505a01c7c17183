/** A temporary second database beside one of the harness, on the same server. */
import pg from 'pg';
import { causeText, HarnessError } from '../core/errors.ts';
import { connect, databaseAddress, errorCode, type OwnedClient } from './client.ts';
import { claim, isMarked } from './disposable.ts';

/** A database that is dropped when it is disposed of. */
export interface DatabaseBeside extends AsyncDisposable {
  /** Holds the password: never print it. */
  url: string;
  /** Whether it is a copy of the other database; otherwise it is empty. */
  copied: boolean;
}

/** The longest name that PostgreSQL keeps without cutting it, in bytes. */
const longestName = 63;
const objectInUse = '55006';
const notAllowed = '42501';

/**
 * Creates the database `<name>_<suffix>` on the server of a database that has the harness's mark: as a copy
 * of it, or empty with its locale and encoding. Replaces one of that name from an earlier run, if the harness
 * may empty it. A database with open connections cannot be copied; the new one is then empty.
 *
 * @throws HarnessError `DATABASE_NOT_DISPOSABLE`, `DATABASE_NOT_COPIED`, and those of connecting
 */
export async function createBeside(
  sourceUrl: string,
  suffix: string,
  how: 'copy' | 'empty',
): Promise<DatabaseBeside> {
  await using source = await connect(sourceUrl, 'backscroll copy');
  if (!(await isMarked(source))) throw notOurs(databaseAddress(sourceUrl).database);
  const own = databaseAddress(sourceUrl).database;
  const name = `${own.slice(0, longestName - suffix.length - 1)}_${suffix}`;
  const url = withDatabase(sourceUrl, name);
  await dropOurs(source, url, name);
  const copied = await create(source, name, how === 'copy' ? own : undefined);
  return {
    url,
    copied,
    [Symbol.asyncDispose]: () => dropAtEnd(sourceUrl, name),
  };
}

/** @returns whether it was copied */
async function create(source: OwnedClient, name: string, template: string | undefined): Promise<boolean> {
  const quoted = pg.escapeIdentifier(name);
  try {
    if (template !== undefined) {
      await source.query(`create database ${quoted} template ${pg.escapeIdentifier(template)}`);
      return true;
    }
    await source.query(`create database ${quoted} template template0 ${await likeSource(source)}`);
    return false;
  } catch (cause) {
    if (errorCode(cause) === objectInUse) return create(source, name, undefined);
    throw new HarnessError(
      'DATABASE_NOT_COPIED',
      `The database "${name}" for the baseline could not be made: ${causeText(cause)}.`,
      errorCode(cause) === notAllowed
        ? 'Give the user of DATABASE_URL the right CREATEDB, or leave DATABASE_URL out.'
        : 'See that the server has room, or leave DATABASE_URL out.',
      { cause },
    );
  }
}

/** Text sorts and compares the same in both; otherwise the arms would not have the same work. */
async function likeSource(source: OwnedClient): Promise<string> {
  const { rows } = await source.query<{ encoding: string; collate: string; ctype: string }>(
    `select pg_encoding_to_char(encoding) as encoding, datcollate as collate, datctype as ctype
     from pg_database where datname = current_database()`,
  );
  const [{ encoding, collate, ctype } = { encoding: 'UTF8', collate: 'C', ctype: 'C' }] = rows;
  const literal = (text: string) => pg.escapeLiteral(text);
  return `encoding ${literal(encoding)} lc_collate ${literal(collate)} lc_ctype ${literal(ctype)}`;
}

/** @throws HarnessError `DATABASE_NOT_DISPOSABLE` when it has tables but no mark */
async function dropOurs(source: OwnedClient, url: string, name: string): Promise<void> {
  const there = await source.query('select 1 from pg_database where datname = $1', [name]);
  if (there.rows.length === 0) return;
  {
    await using left = await connect(url, 'backscroll copy');
    await claim(left);
  }
  await source.query(`drop database ${pg.escapeIdentifier(name)} with (force)`);
}

/** On a server that is down there is nothing to drop until it is up again: the next run does it. */
async function dropAtEnd(sourceUrl: string, name: string): Promise<void> {
  try {
    await using source = await connect(sourceUrl, 'backscroll copy');
    await source.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
  } catch (cause) {
    if (!(cause instanceof HarnessError)) throw cause;
  }
}

function withDatabase(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}

function notOurs(name: string): HarnessError {
  return new HarnessError(
    'DATABASE_NOT_DISPOSABLE',
    `The database "${name}" is not marked as ours, so it is not copied.`,
    'Let "backscroll seed" fill an empty one.',
  );
}
