/** The definition of a target: one module file whose default export is made by {@link defineTarget}. */
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright';
import type { Secret } from '../core/secrets.ts';
import type { TrafficTargetInput } from '../traffic/contract.ts';
import type { NamedCommit } from './builds/git.ts';
import type { ServedBuild } from './builds/serve.ts';
import type { ChatPage, Conversation, Correspondent } from './target.ts';

/** A command-line option that a target adds. */
export type TargetOption = {
  description: string;
  /** The allowed values. */
  choices?: readonly string[];
} & ({ type: 'string'; default: string } | { type: 'number'; default: number });

type OptionsOf<Specs extends Readonly<Record<string, TargetOption>>> = {
  [Name in keyof Specs]: Specs[Name] extends { type: 'number' }
    ? number
    : Specs[Name] extends { type: 'string' }
      ? string
      : string | number;
};

/** How to log in. `once`: every visit starts with the cookies and storage that this login left. */
export type TargetLogin =
  /** Steps, such as `goto /login; fill #user = ada; fill #pw = $PASSWORD; click text=Log in; wait #feed`. */
  | { once: string | ((page: Page) => Promise<void>) }
  /** In each visit before the page is opened, such as by an API request that sets a cookie. */
  | { each: (context: BrowserContext) => Promise<void> }
  /** Cookies and storage as Playwright saves them. */
  | { storageState: BrowserContextOptions['storageState'] };

/**
 * The description of a chat. Each part except the address is optional: a scenario that needs a missing part
 * is not measured, and the report gives the reason.
 */
export interface TargetParts {
  /** Its address. */
  url: string;
  login?: TargetLogin;
  /**
   * Steps after the load of each visit, for a session that exists only in memory; shaped, and not measured.
   */
  enter?: string;
  page?: ChatPage;
  /** Finds or makes a conversation of about this number of messages. */
  conversation?: (messages: number) => Promise<Conversation>;
  /** Another member of a conversation, who writes during reading. */
  correspondent?: (conversation: Conversation) => Promise<Correspondent>;
  /** Operations for the load generator. */
  traffic?: TrafficTargetInput;
  /** Removes the data that measuring has added, before each cell. */
  reset?: () => Promise<void>;
  /** Names the data, so that only figures of equal data are compared. */
  dataset?: string;
  /** URL of its PostgreSQL, which is sampled while traffic runs. */
  databaseUrl?: string;
  /** Texts that must not appear in any artifact, besides those that a login fills in. */
  secrets?: readonly Secret[];
  /** Hosts beyond loopback that its pages may talk to; `*` for any. */
  allowHosts?: readonly string[];
  /** @throws when its server no longer runs */
  assertAlive?: () => void;
  /** Ends its server, and starts it anew at the same address. */
  restart?: () => Promise<void>;
  /** Printed by `backscroll chat` once it runs, such as a link that logs the user in. */
  welcome?: string;
}

/** Arguments for the start of a target. */
export interface StartContext<Options, State> {
  options: Options;
  /** The state that `prepare` returned; undefined without one. */
  state: State;
  /** Ids of the defects that it should have. */
  defects: readonly string[];
  /** The port to listen on; 0 lets the system choose. */
  port: number;
  /** Folder for files that take long to make: `.backscroll/targets/<id>`. */
  folder: string;
  /** Folder of its module. */
  moduleFolder: string;
  /** Environment variables of the command, such as a `DATABASE_URL`. */
  environment: NodeJS.ProcessEnv;
  /**
   * Starts a server by a line for the shell, which gets a free `PORT` and `HOST`, and waits until it answers.
   */
  serve: (command: string, how?: { folder?: string; env?: Record<string, string> }) => Promise<ServedBuild>;
  say: (line: string) => void;
  progress: (line: string) => void;
}

/** Arguments for the preparation of a target, before any measurement. */
export type PrepareContext<Options> = Omit<
  StartContext<Options, undefined>,
  'serve' | 'defects' | 'port' | 'state'
>;

/** The result of a target's preparation, before any measurement. */
export interface Prepared<State> extends Partial<AsyncDisposable> {
  /** For the process that starts the target: plain JSON, because it is sent to another process. */
  state: State;
  /** One line for the terminal. */
  summary: string;
  dataset?: string;
  /** Its own processes, which the check of the host counts as part of this run. */
  ownProcesses?: readonly number[];
  /** Its database, for the results: `PostgreSQL 18.4 (embedded)`. */
  database?: string;
  /** URL of its embedded server, which can also hold the history of runs. */
  historyUrl?: string;
}

/** Builds of the same chat from other commits, each with its own data. */
export interface TargetBuilds<Options, State> {
  /**
   * Checks a commit out and builds it, before any other preparation.
   *
   * @throws HarnessError where it cannot be built, with nothing left behind
   */
  build: (
    commit: NamedCommit,
    context: BuildContext<Options>,
  ) => Promise<
    { summary: string; arms: (state: State) => Promise<TargetArms<State>> } & Partial<AsyncDisposable>
  >;
}

export interface BuildContext<Options> extends PrepareContext<Options> {
  /** Aborted when the user interrupts the run. */
  signal: AbortSignal;
}

/** The initial states of two builds, with separate data: changes of one do not affect the other. */
export interface TargetArms<State> extends Partial<AsyncDisposable> {
  candidate: State;
  baseline: State;
  summary: string;
}

export interface TargetDefinition<
  Specs extends Readonly<Record<string, TargetOption>> = Readonly<Record<string, TargetOption>>,
  State = unknown,
> extends Partial<TargetParts> {
  /** Kebab-case; part of the results. */
  id: string;
  /** Its own options, in camel case: `dataSeed` is `--data-seed`. */
  options?: Specs;
  /** Ids of the defects that it can be started with. */
  defectIds?: readonly string[];
  /** Runs once in the command, before any measurement: a database, data, a build. */
  prepare?: (context: PrepareContext<OptionsOf<Specs>>) => Promise<Prepared<State>>;
  /** Builds of other commits, for `run --against`. */
  builds?: TargetBuilds<OptionsOf<Specs>, State>;
  /** Starts it, and returns the parts that were unknown before; disposing the result ends it. */
  start?: (
    context: StartContext<OptionsOf<Specs>, State>,
  ) => Promise<Partial<TargetParts> & Partial<AsyncDisposable>>;
}

/** Types a target; it does nothing else. */
export function defineTarget<
  const Specs extends Readonly<Record<string, TargetOption>> = Record<never, never>,
  State = undefined,
>(definition: TargetDefinition<Specs, State>): TargetDefinition<Specs, State> {
  return definition;
}
