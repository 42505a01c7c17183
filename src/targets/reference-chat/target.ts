/** The chat that comes with Backscroll, as a target. */
import path from 'node:path';
import { type SizeName, sizeNames } from '../../../seed/index.ts';
import { localServerPid } from '../../database/local-server.ts';
import { type Database, openDatabase } from '../../database/server.ts';
import { defineTarget } from '../definition.ts';
import { prepareArms, startBaseline } from './baseline.ts';
import { buildChatOf } from './build.ts';
import { defectIds } from './defects.ts';
import {
  datasetName,
  type PreparedChat,
  prepareChat,
  type ReferenceChat,
  startReferenceChat,
} from './index.ts';
import { signatures } from './signed-links.ts';

/** The address of its data; it contains the password. */
interface State {
  databaseUrl: string;
  databaseKind: Database['kind'];
  /** Of the baseline of two builds. */
  baseline?: { folder: string; label: string };
}

const options = {
  size: { type: 'string', default: 'standard', choices: sizeNames, description: 'data set' },
  dataSeed: { type: 'number', default: 1, description: 'seed of the data set' },
} as const;

type Data = { size: SizeName; seed: number };

/** The caller has checked that the size is one of the choices. */
function dataOf(given: { size: string; dataSeed: number }): Data {
  return { size: given.size as SizeName, seed: given.dataSeed };
}

/** `.backscroll`, which contains the target's own folder. */
function directoryOf({ folder }: { folder: string }): string {
  return path.resolve(folder, '../..');
}

export default defineTarget<typeof options, State>({
  id: 'reference-chat',
  options,
  defectIds,
  prepare: async (context) => {
    const prepared = await prepareChat({
      ...dataOf(context.options),
      databaseUrl: context.environment.DATABASE_URL,
      directory: directoryOf(context),
      say: context.say,
      progress: context.progress,
    });
    return preparedOf(prepared);
  },
  start: async ({ options: given, state, defects, port, ...context }) => {
    const data = dataOf(given);
    const directory = directoryOf(context);
    const { baseline, databaseUrl, databaseKind } = state;
    if (baseline === undefined) {
      const chat = await startReferenceChat({
        ...{ ...data, directory, databaseUrl, databaseKind, defects, port },
        say: context.say,
        progress: context.progress,
      });
      return partsOf(chat);
    }
    // On the server of the candidate, which outlives the baseline.
    const database = await openDatabase({
      url: databaseUrl,
      urlKind: databaseKind,
      directory,
      onProgress: context.say,
    });
    return partsOf(await startBaseline({ ...data, directory, ...baseline, databaseUrl, database }));
  },
  builds: {
    build: async (commit, { options: given, environment, signal, progress, ...context }) => {
      const directory = directoryOf(context);
      const build = await buildChatOf(commit, { directory, environment, signal, progress });
      const { label, hash } = build.commit;
      return {
        summary: `${label}, ${hash}: ${build.built ? 'built' : 'its build is kept'}`,
        arms: async ({ databaseUrl, databaseKind }) => {
          const data = { directory, ...dataOf(given) };
          const arms = await prepareArms(build, { database: { url: databaseUrl } }, data, progress);
          const { copied, dataset, url } = arms.baseline;
          return {
            candidate: { databaseUrl: arms.candidate.url, databaseKind },
            baseline: { databaseUrl: url, databaseKind, baseline: { folder: build.folder, label } },
            summary: `${dataset.rows} rows for each build, the baseline's ${copied ? 'copied' : 'loaded'}`,
            [Symbol.asyncDispose]: () => arms[Symbol.asyncDispose](),
          };
        },
      };
    },
  },
});

async function preparedOf({ database, dataset, ...prepared }: PreparedChat) {
  const { url, kind, version } = database;
  const server = await localServerPid(url);
  const rows = `${dataset.rows} rows ${dataset.loaded ? `loaded in ${dataset.seconds.toFixed(1)} s` : 'kept'}`;
  return {
    state: { databaseUrl: url, databaseKind: kind },
    summary: `PostgreSQL ${version} (${kind}), data ${dataset.size}/${dataset.seed}: ${rows}`,
    dataset: datasetName(dataset),
    database: `PostgreSQL ${version} (${kind})`,
    ownProcesses: server === undefined ? [] : [server],
    ...(kind === 'embedded' ? { historyUrl: url } : {}),
    [Symbol.asyncDispose]: () => prepared[Symbol.asyncDispose](),
  };
}

function partsOf(chat: ReferenceChat) {
  return {
    url: chat.baseUrl,
    login: { each: chat.login },
    page: chat.chat,
    conversation: chat.conversation,
    correspondent: chat.correspondent,
    traffic: chat.traffic,
    reset: chat.reset,
    dataset: chat.dataset,
    databaseUrl: chat.databaseUrl,
    secrets: [...chat.secrets, ...signatures],
    assertAlive: chat.assertAlive,
    restart: chat.restart,
    welcome: `The chat runs. This link logs you in; keep it to yourself:\n\n  ${chat.loginLink}\n\nOr log in by handle, with a password of .backscroll/passwords.json.`,
    [Symbol.asyncDispose]: () => chat[Symbol.asyncDispose](),
  };
}
