/**
 * The contract of a chat under test: where it is, how one logs in, what its pages look like, and what
 * its backend can do. Everything here is what a user or a client of the API can do as well.
 */
import type { BrowserContext, BrowserContextOptions, CDPSession, Page } from 'playwright';
import type { TrafficTarget } from '../traffic/contract.ts';

/** A conversation that scenarios open. */
export interface Conversation {
  id: string;
  /** How many messages it holds when the run starts. */
  messages: number;
  /** The sequence of its newest message now. */
  newestSequence: number;
}

/** The page object: selectors and the few things that a reader does, by what any user can see. */
export interface ChatPage {
  /** The element that scrolls the messages. */
  readonly scroller: string;
  /** Any message. */
  readonly row: string;
  /** The element that lists the conversations. */
  readonly list: string;
  conversationUrl: (conversation: Conversation) => string;
  listUrl: () => string;
  newestRow: (conversation: Conversation) => string;
  /** The newest message that is not part of the first page of history. */
  firstOlderRow: (conversation: Conversation) => string;
  /** Resolves when all messages of the conversation are loaded and the list rests at its end. */
  loadHistory: (page: Page, conversation: Conversation) => Promise<void>;
  /** Puts the keyboard focus on the messages. */
  focusMessages: (page: Page) => Promise<void>;
  /** Puts the keyboard focus on the composer. */
  focusComposer: (page: Page) => Promise<void>;
}

/** Another member of a conversation, who writes through the API. */
export interface Correspondent {
  /** Sends a text, and resolves with the host times at which the request began and its answer was complete. */
  send: (conversation: Conversation, text: string) => Promise<{ sentUs: number; acknowledgedUs: number }>;
}

/** A page under test: enough for `backscroll measure`. */
export interface PageTarget {
  readonly id: string;
  readonly baseUrl: string;
  login: (context: BrowserContext) => Promise<void>;
  /**
   * How its browser contexts differ from the default: screen, certificates, what a login left behind.
   *
   * @param open gives a context that is not measured, for a login that is done once
   */
  contextOptions?: (
    open: (options: BrowserContextOptions) => Promise<BrowserContext>,
  ) => Promise<BrowserContextOptions>;
  /** Makes a new page ready before it goes to the target. */
  attach?: (page: Page, session: CDPSession) => Promise<void>;
  /** Texts that must not appear in any artifact. */
  readonly secrets: readonly string[];
  /** Where we have started its server. @throws HarnessError `TARGET_DIED` when that no longer runs */
  assertAlive?: () => void;
  /** Where we have started its server: ends it, and starts it anew at the same address. */
  restart?: () => Promise<void>;
}

/** A chat under test. */
export interface ChatTarget extends PageTarget {
  readonly defects: readonly string[];
  /** Names the data, so that only figures of equal data are compared. */
  readonly dataset: string;
  readonly databaseUrl: string | undefined;
  readonly chat: ChatPage;
  /** A media-heavy conversation of exactly so many messages at the start of the run. */
  conversation: (messages: number) => Promise<Conversation>;
  correspondent: (conversation: Conversation) => Promise<Correspondent>;
  /** What the load generator needs; undefined when the target offers no operations. */
  readonly traffic: TrafficTarget | undefined;
  /** Takes away what measuring has added, so that every cell starts from the same data. */
  reset: () => Promise<void>;
  /** @throws HarnessError `TARGET_DIED` when the chat no longer runs */
  assertAlive: () => void;
}
