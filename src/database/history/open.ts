import { connect, type OwnedClient } from '../client.ts';
import { ensureDatabase, startEmbedded } from '../embedded.ts';
import { migrateHistory } from './migrate.ts';

/** Its own database in the embedded server, never the one that the seed fills and empties. */
const embeddedName = 'history';

/** An open history. Disposing closes the connection and stops a server that was started for it. */
export interface History extends AsyncDisposable {
  client: OwnedClient;
  /** Holds the password: never print it. */
  url: string;
}

export interface OpenHistoryOptions {
  /** A database of the user; without it the embedded one. */
  url?: string | undefined;
  /** URL of an embedded server that already runs, because only one can run at a time. */
  embeddedUrl?: string | undefined;
  /** The harness's working directory (`.backscroll`). */
  directory: string;
  onProgress?: (text: string) => void;
}

/**
 * Opens the history of runs and brings its tables up to date.
 *
 * @throws HarnessError of a database that cannot be reached, HISTORY_DISPOSABLE, HISTORY_TOO_NEW
 */
export async function openHistory(options: OpenHistoryOptions): Promise<History> {
  const { directory, onProgress = () => undefined } = options;
  if (options.url !== undefined && options.url !== '') return opened(options.url);
  if (options.embeddedUrl !== undefined) return opened(await historyBeside(options.embeddedUrl));
  const { url, stop } = await startEmbedded(directory, onProgress);
  try {
    return await opened(await historyBeside(url), stop);
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** URL of the history's database on the given server; creates the database when missing. */
async function historyBeside(serverUrl: string): Promise<string> {
  const url = new URL(serverUrl);
  url.pathname = `/${embeddedName}`;
  await ensureDatabase(serverUrl, url.href);
  return url.href;
}

async function opened(url: string, stop: () => Promise<void> = () => Promise.resolve()): Promise<History> {
  const client = await connect(url, 'backscroll history', 'BACKSCROLL_HISTORY_URL');
  const close = async (): Promise<void> => {
    try {
      await client.end();
    } finally {
      await stop();
    }
  };
  try {
    await migrateHistory(client);
    return { client, url, [Symbol.asyncDispose]: close };
  } catch (cause) {
    // The connection may be the cause, so an error while closing it is ignored.
    await client.end().catch(() => undefined);
    throw cause;
  }
}
