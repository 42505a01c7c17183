/** The baseline of a comparison of two builds: the chat of another commit, on data of its own. */
import '../../core/disposable-stack.ts';
import path from 'node:path';
import { type Dataset, type SizeName, seedTarget } from '../../../seed/index.ts';
import { createBeside, type DatabaseBeside } from '../../database/beside.ts';
import type { Database } from '../../database/server.ts';
import { type ChatBuild, haveSameMigrations } from './build.ts';
import { migrateChat } from './chat-commands.ts';
import { type ReferenceChat, startChatOn } from './index.ts';

/** What data it is to have: the candidate's. */
export interface BaselineData {
  /** Our working directory, `.backscroll`. */
  directory: string;
  size: SizeName;
  seed: number;
}

/** The databases of two builds; they are dropped when they are disposed of. */
export interface ArmsGround extends AsyncDisposable {
  candidate: Pick<DatabaseBeside, 'url' | 'copied'>;
  baseline: Pick<DatabaseBeside, 'url' | 'copied'> & { dataset: Dataset };
}

const suffix = 'baseline';

/**
 * Makes each arm its own copy of the data, so that neither has what happened to the original since it was loaded. The
 * baseline's is migrated by its own commit: a copy where both make the same schema, else loaded anew.
 *
 * @throws HarnessError `SEED_UNFIT` where the data set does not fit the schema of that commit,
 *   `CHAT_NOT_MIGRATED`, and those of {@link createBeside}
 */
export async function prepareArms(
  { commit, folder }: Pick<ChatBuild, 'commit' | 'folder'>,
  original: { database: Pick<Database, 'url'> },
  data: BaselineData,
  progress: (line: string) => void,
): Promise<ArmsGround> {
  const how = (await haveSameMigrations(folder)) ? 'copy' : 'empty';
  await using stack = new AsyncDisposableStack();
  const candidate = stack.use(await createBeside(original.database.url, 'candidate', 'copy'));
  const beside = stack.use(await createBeside(original.database.url, suffix, how));
  const dataset = await seedBaseline({ ...data, folder, label: commit.label, url: beside.url }, progress);
  const kept = stack.move();
  return {
    candidate,
    baseline: { url: beside.url, copied: beside.copied, dataset },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function seedBaseline(
  { url, folder, label, ...data }: BaselineData & { url: string; folder: string; label: string },
  progress: (line: string) => void,
): Promise<Dataset> {
  return seedTarget({
    ...data,
    databaseUrl: url,
    schema: label,
    migrate: (databaseUrl) => migrateChat(databaseUrl, folder),
    onProgress: ({ step, done, total }) => progress(`${label}: ${step}: ${done} of ${total}`),
  });
}

/** Where a baseline's chat is to start. */
export interface BaselineOptions extends BaselineData {
  /** The chat's folder in its worktree. */
  folder: string;
  /** What people call the commit. */
  label: string;
  /** Of its own database, which is there. */
  databaseUrl: string;
  /** The candidate's server, which has that database too. */
  database: Database;
}

/** Starts the chat of a baseline on its data. @throws HarnessError those of seeding and of starting a chat */
export async function startBaseline(options: BaselineOptions): Promise<ReferenceChat> {
  const { folder, label, databaseUrl, database, ...data } = options;
  const dataset = await seedBaseline({ ...data, url: databaseUrl, folder, label }, () => undefined);
  const nothingToStop = () => Promise.resolve();
  return startChatOn(
    {
      database: { ...database, url: databaseUrl, [Symbol.asyncDispose]: nothingToStop },
      dataset,
      [Symbol.asyncDispose]: nothingToStop,
    },
    {
      directory: data.directory,
      defects: [],
      port: 0,
      chatFolder: folder,
      uploadsIn: path.join(data.directory, suffix),
    },
  );
}
