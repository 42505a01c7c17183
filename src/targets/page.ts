import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright';
import { HarnessError } from '../core/errors.ts';
import { type Secret, secretsIn } from '../core/secrets.ts';
import { sendOwnHeaders } from './own-headers.ts';
import type { PageTarget } from './target.ts';

/** Cookies and storage as returned by `browserContext.storageState()`. */
export type StorageState = Exclude<BrowserContextOptions['storageState'], string | undefined>;

/** How to open the page, besides its address. */
export interface PageAccess {
  /** Sent to the page's own origin only. */
  headers: Readonly<Record<string, string>>;
  /** Cookies and local storage that every visit starts with. */
  state: StorageState;
  /** Runs once in its own page; every visit starts with the cookies and storage that it left. */
  login: ((page: Page) => Promise<void>) | undefined;
  /** Texts that the login types, and others that must not appear anywhere. */
  secrets: readonly Secret[];
  /** Accepts certificates that are not trusted. */
  insecure: boolean;
  screen: Pick<BrowserContextOptions, 'viewport' | 'deviceScaleFactor'>;
}

/** A page given by its address. */
export interface VisitTarget extends PageTarget {
  /** The whole address; its query may contain a secret. */
  readonly url: string;
}

/** Access to a page that needs no login. */
const open: PageAccess = {
  headers: {},
  state: { cookies: [], origins: [] },
  login: undefined,
  secrets: [],
  insecure: false,
  screen: {},
};

/** A page given by its address, opened with `access`. */
export function visitTarget(url: URL, access: PageAccess = open): VisitTarget {
  const given = secretsOf(url, access);
  let state = access.login === undefined ? access.state : undefined;
  let secrets = given;
  const options = (storageState: StorageState): BrowserContextOptions => ({
    ...access.screen,
    ignoreHTTPSErrors: access.insecure,
    storageState,
  });
  const attach = async (_page: Page, session: CDPSession): Promise<void> => {
    if (Object.keys(access.headers).length > 0) await sendOwnHeaders(session, url.origin, access.headers);
  };
  return {
    id: 'page',
    url: url.href,
    baseUrl: url.origin,
    login: () => Promise.resolve(),
    attach,
    contextOptions: async (open) => {
      if (state === undefined) {
        state = await logIn(access, options(access.state), open, attach);
        secrets = [...given, ...stateSecrets(state)];
      }
      return options(state);
    },
    get secrets() {
      return secrets;
    },
  };
}

async function logIn(
  { login }: PageAccess,
  options: BrowserContextOptions,
  open: (options: BrowserContextOptions) => ReturnType<Browser['newContext']>,
  attach: (page: Page, session: CDPSession) => Promise<void>,
): Promise<StorageState> {
  await using context = await open(options);
  const page = await context.newPage();
  await attach(page, await context.newCDPSession(page));
  try {
    await login?.(page);
  } catch (cause) {
    if (cause instanceof HarnessError) throw cause;
    // The message of a user's module may contain a password, so only the error's name is reported.
    throw new HarnessError(
      'LOGIN_FAILED',
      `The login threw ${cause instanceof Error ? cause.name : 'something that is no error'} on ${publicAddress(page.url())}.`,
      'Run its steps by hand in a fresh browser window.',
    );
  }
  // Awaited here: the context ends with this function.
  return await context.storageState({ indexedDB: true });
}

/** An address for names and reports: without its query, which may contain a secret. */
export function publicAddress(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return url;
  return parsed.origin === 'null' ? `${parsed.protocol}${parsed.pathname}` : parsed.origin + parsed.pathname;
}

/** A query parameter counts as a secret from this length on: shorter ones are usually names. */
const shortestQuerySecret = 16;

function secretsOf(url: URL, { headers, state, secrets }: PageAccess): Secret[] {
  const query = [...url.searchParams.values()].filter((value) => value.length >= shortestQuerySecret);
  const hash = url.hash.length > shortestQuerySecret ? [url.hash.slice(1)] : [];
  const password = url.password === '' ? [] : [decodeURIComponent(url.password)];
  const own = [...Object.values(headers), ...query, ...hash, ...password, ...secrets];
  const found = own.flatMap((secret): Secret[] =>
    typeof secret === 'string' ? secretsIn(secret) : [secret],
  );
  return [...found, ...stateSecrets(state)];
}

function stateSecrets({ cookies, origins }: StorageState): string[] {
  const stored = origins.flatMap(({ localStorage }) => localStorage.map(({ value }) => value));
  const databases = origins.flatMap((origin) => textsIn(Reflect.get(origin, 'indexedDB')));
  return [...cookies.map(({ value }) => value), ...stored, ...databases].flatMap(secretsIn);
}

/** Only long texts of a database: its short ones are names and states. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= shortestQuerySecret ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
