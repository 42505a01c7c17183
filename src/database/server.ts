import { HarnessError } from '../core/errors.ts';
import { connect } from './client.ts';
import { startEmbedded } from './embedded.ts';

/** PostgreSQL 13 is the oldest with the required catalogs and COPY options. */
const oldestMajor = 13;

/** A running PostgreSQL. Disposing stops an embedded one; its data stays. */
export type Database = AsyncDisposable & {
  /** Holds the password: never print it. */
  url: string;
  kind: 'embedded' | 'external';
  /** As reported by the server, such as `18.4`. */
  version: string;
};

export type OpenDatabaseOptions = {
  /** A PostgreSQL of the user; without it an embedded one is started. */
  url?: string | undefined;
  /** The kind of `url`: `embedded` where a parent process of the harness has started it. */
  urlKind?: Database['kind'] | undefined;
  /** The harness's working directory (`.backscroll`); the embedded server uses its folder `postgres`. */
  directory: string;
  onProgress?: (text: string) => void;
};

/**
 * Opens the database of a run: the given one, or an embedded PostgreSQL that lives as long as this run.
 *
 * It writes nothing into an external database.
 *
 * @throws HarnessError DATABASE_URL_INVALID, DATABASE_UNREACHABLE, DATABASE_LOGIN_FAILED,
 *   DATABASE_MISSING, DATABASE_TOO_OLD, DATABASE_BUSY, DATABASE_START_FAILED
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const { url, urlKind = 'external', directory, onProgress = () => undefined } = options;
  if (url !== undefined && url !== '') {
    const nothingToStop = () => Promise.resolve();
    return { url, kind: urlKind, version: await readVersion(url), [Symbol.asyncDispose]: nothingToStop };
  }
  const embedded = await startEmbedded(directory, onProgress);
  const version = await readVersion(embedded.url);
  return { url: embedded.url, kind: 'embedded', version, [Symbol.asyncDispose]: embedded.stop };
}

async function readVersion(url: string): Promise<string> {
  await using client = await connect(url);
  const result = await client.query<{ version: string }>(
    `select current_setting('server_version_num') || ' ' || current_setting('server_version') as version`,
  );
  const [number = '0', version = 'unknown'] = result.rows[0]?.version.split(' ') ?? [];
  if (Number(number) < oldestMajor * 10_000) {
    throw new HarnessError(
      'DATABASE_TOO_OLD',
      `DATABASE_URL leads to PostgreSQL ${version}.`,
      `Use version ${oldestMajor} or newer, or leave DATABASE_URL out.`,
    );
  }
  return version;
}
