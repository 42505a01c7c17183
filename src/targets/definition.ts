/** A chat of one's own: what a target module says of it. One file, its default export made by {@link defineTarget}. */
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright';
import type { TrafficTargetInput } from '../traffic/contract.ts';
import type { NamedCommit } from './builds/git.ts';
import type { ServedBuild } from './builds/serve.ts';
import type { ChatPage, Conversation, Correspondent } from './target.ts';

/** An option of the command line that a target adds. */
export type TargetOption = {
  description: string;
  /** Names of which one is chosen. */
  choices?: readonly string[];
} & ({ type: 'string'; default: string } | { type: 'number'; default: number });

type OptionsOf<Specs extends Readonly<Record<string, TargetOption>>> = {
  [Name in keyof Specs]: Specs[Name] extends { type: 'number' }
    ? number
    : Specs[Name] extends { type: 'string' }
      ? string
      : string | number;
};

/** How one logs in. `once`: what it leaves in cookies and storage is what every visit starts with. */
export type TargetLogin =
  /** Steps, such as `goto /login; fill #user = ada; fill #pw = $PASSWORD; click text=Log in; wait #feed`. */
  | { once: string | ((page: Page) => Promise<void>) }
  /** In each visit before the page is opened, such as by a request of the API that sets a cookie. */
  | { each: (context: BrowserContext) => Promise<void> }
  /** Cookies and storage as Playwright saves them. */
  | { storageState: BrowserContextOptions['storageState'] };

/**
 * What can be said of a chat. Each part but the address is optional: a scenario that needs what is missing is not measured,
 * and says so.
 */
export interface TargetParts {
  /** Where it is. */
  url: string;
  login?: TargetLogin;
  /** Steps after the load of each visit, for a session that lives in memory; shaped, and not measured. */
  enter?: string;
  page?: ChatPage;
  /** A conversation of about so many messages, found or made. */
  conversation?: (messages: number) => Promise<Conversation>;
  /** Another member of a conversation, who writes while one reads. */
  correspondent?: (conversation: Conversation) => Promise<Correspondent>;
  /** Operations for the load generator. */
  traffic?: TrafficTargetInput;
  /** Takes away what measuring has added, before each cell. */
  reset?: () => Promise<void>;
  /** Names the data, so that only figures of equal data are compared. */
  dataset?: string;
  /** Of its PostgreSQL, which is watched while traffic runs. */
  databaseUrl?: string;
  /** Texts that must stand in no artifact, beside those that a login fills in. */
  secrets?: readonly string[];
  /** Hosts beyond loopback that its pages may talk to; `*` for any. */
  allowHosts?: readonly string[];
  /** @throws when its server no longer runs */
  assertAlive?: () => void;
  /** Ends its server, and starts it anew at the same address. */
  restart?: () => Promise<void>;
  /** What `backscroll chat` says once it runs, such as a link that logs one in. */
  welcome?: string;
}

/** What a target gets when it starts. */
export interface StartContext<Options, State> {
  options: Options;
  /** What `prepare` handed over; undefined without one. */
  state: State;
  /** Faults that it is to have. */
  defects: readonly string[];
  /** That it should listen on; 0 lets the system choose. */
  port: number;
  /** Where it may keep what takes long to make: `.backscroll/targets/<id>`. */
  folder: string;
  /** Where its module lies. */
  moduleFolder: string;
  /** Environment variables of the command, such as a `DATABASE_URL`. */
  environment: NodeJS.ProcessEnv;
  /** Starts a server by a line for the shell, which gets a free `PORT` and `HOST`, and waits until it answers. */
  serve: (command: string, how?: { folder?: string; env?: Record<string, string> }) => Promise<ServedBuild>;
  say: (line: string) => void;
  progress: (line: string) => void;
}

/** What a target gets before anything is measured. */
export type PrepareContext<Options> = Omit<
  StartContext<Options, undefined>,
  'serve' | 'defects' | 'port' | 'state'
>;

/** What a target has made ready before anything is measured. */
export interface Prepared<State> extends Partial<AsyncDisposable> {
  /** For whoever starts it: plain JSON, as it goes to another process. */
  state: State;
  /** One line for the terminal. */
  summary: string;
  dataset?: string;
  /** Processes of its own, which the host gate counts as ours. */
  ownProcesses?: readonly number[];
  /** What it stands on, for the results: `PostgreSQL 18.4 (embedded)`. */
  database?: string;
  /** Where its embedded server could keep the history of runs as well. */
  historyUrl?: string;
}

/** The same chat of another commit, on data of its own. */
export interface TargetBuilds<Options, State> {
  /**
   * Checks a commit out and builds it, before anything else is made ready.
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
  /** Aborted when the user wants no more. */
  signal: AbortSignal;
}

/** What each of two builds starts on, so that neither has what happened to the other. */
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
  /** Of its own, in camel case: `dataSeed` is `--data-seed`. */
  options?: Specs;
  /** Faults that it can be told to have. */
  defectIds?: readonly string[];
  /** Done once by the command, before anything is measured: a database, data, a build. */
  prepare?: (context: PrepareContext<OptionsOf<Specs>>) => Promise<Prepared<State>>;
  /** Of another commit beside this one, for `run --against`. */
  builds?: TargetBuilds<OptionsOf<Specs>, State>;
  /** Starts it, and says of it what is not known before; disposing of that ends it. */
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
