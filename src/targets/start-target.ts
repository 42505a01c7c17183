/** Makes what scenarios play on of what a target module says. */
import '../core/disposable-stack.ts';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { HarnessError } from '../core/errors.ts';
import type { Secret } from '../core/secrets.ts';
import { parseSteps, textsOf } from '../steps/parse-steps.ts';
import { type PlainStep, playLogin, playStep } from '../steps/play-step.ts';
import { trafficTarget } from '../traffic/contract.ts';
import { serveBuild } from './builds/serve.ts';
import type { PrepareContext, Prepared, TargetLogin, TargetParts } from './definition.ts';
import type { LoadedTarget } from './load-target.ts';
import { type PageAccess, type StorageState, visitTarget } from './page.ts';
import type { ChatTarget } from './target.ts';

/** Where a target is prepared, and the callbacks for its messages. */
export interface TargetSurroundings {
  options: Readonly<Record<string, string | number>>;
  /** The harness's working directory, `.backscroll`. */
  directory: string;
  /** For `$NAME` in steps, and for the processes that a target starts. */
  environment: NodeJS.ProcessEnv;
  say: (line: string) => void;
  progress: (line: string) => void;
}

/** Options for the start of a target. */
export interface StartOptions extends TargetSurroundings {
  defects: readonly string[];
  /** 0 where it is omitted: the system chooses. */
  port?: number;
  /** The state that its `prepare` returned. */
  state: unknown;
  signal: AbortSignal;
}

/** The context that a target gets for its preparation. */
export function contextOf(
  { definition, file }: LoadedTarget,
  { options, directory, environment, say, progress }: TargetSurroundings,
): PrepareContext<Readonly<Record<string, string | number>>> {
  const moduleFolder = path.dirname(fileURLToPath(file));
  const usual = Object.entries(definition.options ?? {}).map(([name, each]) => [name, each.default]);
  return {
    options: { ...Object.fromEntries(usual), ...options },
    folder: path.join(directory, 'targets', definition.id),
    moduleFolder,
    environment,
    say,
    progress,
  };
}

/**
 * Prepares what takes long, once for all processes that start the target. Does nothing without a `prepare`.
 */
export async function prepareTarget(
  target: LoadedTarget,
  surroundings: TargetSurroundings,
): Promise<Prepared<unknown> & AsyncDisposable> {
  const { prepare, id } = target.definition;
  const prepared = (await prepare?.(contextOf(target, surroundings))) ?? { state: null, summary: id };
  return {
    ...prepared,
    [Symbol.asyncDispose]: async () => prepared[Symbol.asyncDispose]?.(),
  };
}

export type RunningTarget = ChatTarget &
  AsyncDisposable & { allowHosts: readonly string[]; welcome?: string | undefined };

/**
 * Starts a target; disposing it ends everything that it has started.
 *
 * @throws HarnessError `TARGET_WITHOUT_ADDRESS`, those of steps, and any error of the target
 */
export async function startTarget(
  loaded: LoadedTarget,
  { state, defects, port = 0, signal, ...surroundings }: StartOptions,
): Promise<RunningTarget> {
  await using stack = new AsyncDisposableStack();
  const { definition } = loaded;
  const { id } = definition;
  const context = contextOf(loaded, surroundings);
  const { moduleFolder, environment } = context;
  const started = await definition.start?.({
    ...context,
    state,
    defects,
    port,
    serve: async (command, { folder = moduleFolder, env = {} } = {}) => {
      const order = { folder, command, label: id, environment: { ...environment, ...env }, signal };
      return stack.use(await serveBuild(order));
    },
  });
  stack.defer(async () => started?.[Symbol.asyncDispose]?.());
  const parts: Partial<TargetParts> = { ...definition, ...started };
  const target = targetOf(id, parts, defects, environment);
  const kept = stack.move();
  // Not a copy, because `secrets` changes: the texts that a login leaves become known only after it was
  // played.
  return Object.assign(target, { [Symbol.asyncDispose]: () => kept.disposeAsync() });
}

function targetOf(
  id: string,
  { url, login, enter, page, traffic, secrets = [], allowHosts = [], ...parts }: Partial<TargetParts>,
  defects: readonly string[],
  environment: NodeJS.ProcessEnv,
): Omit<RunningTarget, typeof Symbol.asyncDispose> {
  if (url === undefined) {
    throw new HarnessError(
      'TARGET_WITHOUT_ADDRESS',
      `The target ${id} started, but did not say where it is.`,
      'Return { url } from its start, or give it a url.',
    );
  }
  const steps = enter === undefined ? [] : enterSteps(enter, environment);
  const visit = visitTarget(new URL(url), accessOf(login, url, [...secrets, ...textsOf(steps)], environment));
  const { conversation, correspondent, reset, dataset, databaseUrl, assertAlive, restart, welcome } = parts;
  return Object.assign(visit, {
    id,
    baseUrl: url,
    defects,
    allowHosts,
    // Without a page object no scenario of a chat can be played; each scenario reports it.
    chat: page ?? { scroller: '', row: '' },
    ...(login !== undefined && 'each' in login ? { login: login.each } : {}),
    ...(steps.length === 0 ? {} : { enter: (on: Parameters<typeof playStep>[0]) => playAll(on, steps, url) }),
    ...(traffic === undefined ? {} : { traffic: trafficTarget.parse(traffic) }),
    ...definedOf({ conversation, correspondent, reset, dataset, databaseUrl, assertAlive, restart, welcome }),
  });
}

/** @throws HarnessError `STEP_INVALID`, `VARIABLE_MISSING` */
function enterSteps(enter: string, environment: NodeJS.ProcessEnv): PlainStep[] {
  return parseSteps(enter, 'enter', environment).map((step, index) => {
    if (step.kind !== 'scroll' && step.kind !== 'rest') return step;
    throw new HarnessError(
      'STEP_INVALID',
      `Step ${index + 1} of enter is "${step.kind}", which only a scenario does.`,
      'Use "wait <selector>" to wait for what a step needs.',
    );
  });
}

async function playAll(
  page: Parameters<typeof playStep>[0],
  steps: readonly PlainStep[],
  url: string,
): Promise<void> {
  for (const step of steps) await playStep(page, step, 'enter', url);
}

function accessOf(
  login: TargetLogin | undefined,
  url: string,
  secrets: readonly Secret[],
  environment: NodeJS.ProcessEnv,
): PageAccess {
  const open: PageAccess = {
    headers: {},
    state: { cookies: [], origins: [] },
    login: undefined,
    secrets,
    insecure: false,
    screen: {},
  };
  if (login === undefined || 'each' in login) return open;
  if ('storageState' in login) return { ...open, state: login.storageState as StorageState };
  const { once } = login;
  if (typeof once === 'function') return { ...open, login: once };
  const steps = parseSteps(once, 'login', environment);
  return {
    ...open,
    login: (page) => playLogin(page, steps, 'login', url),
    secrets: [...secrets, ...textsOf(steps)],
  };
}

/** Removes undefined parts: a missing part must be absent, not undefined. */
function definedOf<Parts extends object>(parts: Parts): Partial<Parts> {
  return Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined),
  ) as Partial<Parts>;
}
