/** The baseline of a comparison of two builds: the chat of another commit, on data of its own. */
import '../../core/disposable-stack.ts';
import path from 'node:path';
import { type Dataset, type SizeName, seedTarget } from '../../../seed/index.ts';
import { createBeside, type DatabaseBeside } from '../../database/beside.ts';
import type { Database } from '../../database/server.ts';
import { type ChatBuild, haveSameMigrations } from './build.ts';
import { migrateChat } from './chat-commands.ts';
import { type ReferenceChat, startChatOn } from './index.ts';

/** The data of the baseline, equal to the candidate's. */
export interface BaselineData {
  /** The harness's working directory, `.backscroll`. */
  directory: string;
  size: SizeName;
  seed: number;
}

/** The databases of two builds. Disposing drops them. */
export interface ArmsGround extends AsyncDisposable {
  candidate: Pick<DatabaseBeside, 'url' | 'copied'>;
  baseline: Pick<DatabaseBeside, 'url' | 'copied'> & { dataset: Dataset };
}

const suffix = 'baseline';

/**
 * Gives each arm its own copy of the data, so that changes of the original since it was loaded do not matter.
 * The baseline's commit migrates its own data: a copy where both commits make the same schema, otherwise
 * loaded again.
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

/** Options for the start of a baseline's chat. */
export interface BaselineOptions extends BaselineData {
  /** The chat's folder in its worktree. */
  folder: string;
  /** Label of the commit for people. */
  label: string;
  /** URL of its own database, which exists already. */
  databaseUrl: string;
  /** The candidate's database server, which has that database too. */
  database: Database;
}

/**
 * Starts the chat of a baseline with its data. @throws HarnessError those of seeding and of starting a chat
 */
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
