/**
 * The contract of a chat under test: where it is, how one logs in, what its pages look like, and what
 * its backend can do. Everything here is what a user or a client of the API can do as well.
 */
import type { BrowserContext, BrowserContextOptions, CDPSession, Page } from 'playwright';
import type { TrafficTarget } from '../traffic/contract.ts';

/** A conversation that scenarios open. */
export interface Conversation {
  id: string;
  /** How many messages it holds when the run starts, about. */
  messages: number;
  /** The sequence of its newest message now, where the chat counts them. */
  newestSequence?: number;
}

/** The page object: selectors and the few things that a reader does, by what any user can see. */
export interface ChatPage {
  /**
   * Selectors of the elements whose open shadow roots lead to the messages, the outermost first; the other selectors hold
   * within the last one. Without it they hold in the document.
   */
  readonly shadowHosts?: readonly string[];
  /** The element that scrolls the messages; it takes the focus. */
  readonly scroller: string;
  /** Any message. */
  readonly row: string;
  /** Where a message is typed; Enter sends it. */
  readonly composer?: string;
  /** The address of a conversation, where it has one of its own. */
  conversationUrl?: (conversation: Conversation) => string;
  /** Opens a conversation from the address of the target, where it has none of its own: a click on its name. */
  open?: (page: Page, conversation: Conversation) => Promise<void>;
  /** Selector of the newest message; without it the first message that is in view counts. */
  newestRow?: (conversation: Conversation) => string;
  /** Selector of the newest message that is not part of the first page of history. */
  firstOlderRow?: (conversation: Conversation) => string;
  /**
   * Resolves when all messages of the conversation are loaded and the list rests at its end. Without it the list is
   * scrolled to its beginning until nothing more comes.
   */
  loadHistory?: (page: Page, conversation: Conversation) => Promise<void>;
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
  /** What leads on from the load of each visit, where the session lives in memory; shaped, and not measured. */
  enter?: (page: Page) => Promise<void>;
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
  /** Faults that it was told to have. */
  readonly defects?: readonly string[];
  /** Names the data, so that only figures of equal data are compared; missing where nobody knows. */
  readonly dataset?: string;
  readonly databaseUrl?: string;
  /** What the load generator needs; missing when the target offers no operations. */
  readonly traffic?: TrafficTarget;
  /** Takes away what measuring has added, so that every cell starts from the same data. */
  reset?: () => Promise<void>;
  /** Where we have started its server. @throws HarnessError `TARGET_DIED` when that no longer runs */
  assertAlive?: () => void;
  /** Where we have started its server: ends it, and starts it anew at the same address. */
  restart?: () => Promise<void>;
}

/** A chat under test. What it lacks of the optional parts, the scenarios that need it say: see capabilities.ts. */
export interface ChatTarget extends PageTarget {
  readonly chat: ChatPage;
  /** A media-heavy conversation of about so many messages, found or made. */
  conversation?: (messages: number) => Promise<Conversation>;
  correspondent?: (conversation: Conversation) => Promise<Correspondent>;
}
