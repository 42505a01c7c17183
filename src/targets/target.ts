/**
 * The contract of a chat under test: its address, the login, its pages, and the abilities of its backend.
 * Everything here is also possible for a user or a client of the API.
 */
import type { BrowserContext, BrowserContextOptions, CDPSession, Page } from 'playwright';
import type { Secret } from '../core/secrets.ts';
import type { TrafficTarget } from '../traffic/contract.ts';

/** A conversation that scenarios open. */
export interface Conversation {
  id: string;
  /** Approximate number of messages when the run starts. */
  messages: number;
  /** The sequence of its newest message now, where the chat counts them. */
  newestSequence?: number;
}

/** The page object: selectors and a few actions of a reader, by what any user can see. */
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
  /** The attribute of a row that identifies its message; without it one is looked for. */
  readonly rowKey?: string;
  /** The field to type a message; Enter sends it. */
  readonly composer?: string;
  /** The address of a conversation, where it has one of its own. */
  conversationUrl?: (conversation: Conversation) => string;
  /** Opens a conversation that has no address from the address of the target: a click on its name. */
  open?: (page: Page, conversation: Conversation) => Promise<void>;
  /** Selector of the newest message; without it the first message that is in view counts. */
  newestRow?: (conversation: Conversation) => string;
  /** Selector of the newest message that is not part of the first page of history. */
  firstOlderRow?: (conversation: Conversation) => string;
  /**
   * Resolves when all messages of the conversation are loaded and the list rests at its end. Without it the
   * harness scrolls the list to its beginning until no more messages come.
   */
  loadHistory?: (page: Page, conversation: Conversation) => Promise<void>;
}

/** Another member of a conversation, who writes through the API. */
export interface Correspondent {
  /** Sends a text, and resolves with the host times of the start of the request and the end of its answer. */
  send: (conversation: Conversation, text: string) => Promise<{ sentUs: number; acknowledgedUs: number }>;
}

/** A page under test: enough for `backscroll measure`. */
export interface PageTarget {
  readonly id: string;
  readonly baseUrl: string;
  login: (context: BrowserContext) => Promise<void>;
  /**
   * Steps after the load of each visit, where the session exists only in memory; shaped, and not measured.
   */
  enter?: (page: Page) => Promise<void>;
  /**
   * How its browser contexts differ from the default: screen, certificates, the cookies and storage of a
   * login.
   *
   * @param open returns a context that is not measured, for a login that runs once
   */
  contextOptions?: (
    open: (options: BrowserContextOptions) => Promise<BrowserContext>,
  ) => Promise<BrowserContextOptions>;
  /** Prepares a new page before it goes to the target. */
  attach?: (page: Page, session: CDPSession) => Promise<void>;
  /** Texts that must not appear in any artifact. */
  readonly secrets: readonly Secret[];
  /** Ids of the defects with which it was started. */
  readonly defects?: readonly string[];
  /** Names the data, so that only figures of equal data are compared; missing where it is unknown. */
  readonly dataset?: string;
  readonly databaseUrl?: string;
  /**
   * The traffic module and its settings for the load generator; missing when the target offers no operations.
   */
  readonly traffic?: TrafficTarget;
  /** Removes the data that measuring has added, so that every cell starts from the same data. */
  reset?: () => Promise<void>;
  /** Where the harness has started its server. @throws HarnessError `TARGET_DIED` when it no longer runs */
  assertAlive?: () => void;
  /** Where the harness has started its server: ends it, and starts it again at the same address. */
  restart?: () => Promise<void>;
}

/** A chat under test. A scenario that needs a missing optional part reports it: see capabilities.ts. */
export interface ChatTarget extends PageTarget {
  readonly chat: ChatPage;
  /** Finds or makes a media-heavy conversation of about this number of messages. */
  conversation?: (messages: number) => Promise<Conversation>;
  correspondent?: (conversation: Conversation) => Promise<Correspondent>;
}
