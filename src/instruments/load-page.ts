/** Loads a page by its address like a reader, and reports why it cannot be measured. */
import { errors, type Page, type Response } from 'playwright';
import { HarnessError } from '../core/errors.ts';
import { networkError, networkErrorCode } from './network-errors.ts';

/** Maximum time from navigation to the load event, on the slowest profile. */
const patienceMs = 60_000;

/** Maximum time from the load event to the first paint of content. */
const paintWithinMs = 30_000;

/**
 * Goes to an address and waits for the load event.
 *
 * @param event `commit` when another signal shows that the page is there: some pages never finish loading
 * @throws HarnessError `PAGE_UNREACHABLE`, `CERTIFICATE_REFUSED`, `PAGE_STATUS`, `PAGE_SERVER_ERROR`,
 *   `PAGE_NEVER_LOADED`
 */
export async function loadPage(page: Page, url: string, event: 'load' | 'commit'): Promise<Response | null> {
  const shown = shownAddress(url);
  let response: Response | null;
  try {
    response = await page.goto(url, { waitUntil: event, timeout: patienceMs });
  } catch (cause) {
    throw loadError(cause, shown);
  }
  const status = response?.status() ?? 200;
  if (status < 400) return response;
  throw new HarnessError(
    status < 500 ? 'PAGE_STATUS' : 'PAGE_SERVER_ERROR',
    `${shown} answered ${status}, so what would be measured is an error page.`,
    status === 401 || status === 403
      ? 'Log in: by the login of the target, or for a page by its address with --login, --header, --cookie or --storage-state.'
      : 'Open the address by hand, and look at the log of its server.',
  );
}

/**
 * Goes to a conversation by its address. A server that answers with another page, such as that of its login, is
 * noticed at once; what a script of the page makes of the address afterwards is not.
 *
 * @throws HarnessError those of {@link loadPage}, and `PAGE_REDIRECTED`
 */
export async function loadConversation(page: Page, url: string, event: 'load' | 'commit'): Promise<void> {
  const response = await loadPage(page, url, event);
  if (response !== null) assertLedTo(url, response.url());
}

/** That a server did not redirect to another page. @throws HarnessError `PAGE_REDIRECTED` */
export function assertLedTo(url: string, reached: string): void {
  if (sameAddress(reached, url)) return;
  throw new HarnessError(
    'PAGE_REDIRECTED',
    `${shownAddress(url)} led to ${shownAddress(reached)}, so another page than the conversation would be measured.`,
    'If that is a page to log in, look at the login of the target: its session may have expired. If it is the conversation, let conversationUrl give that address.',
  );
}

function loadError(cause: unknown, shown: string): unknown {
  if (cause instanceof errors.TimeoutError) {
    return new HarnessError(
      'PAGE_NEVER_LOADED',
      `${shown} did not come to its load event within ${patienceMs / 1000} s.`,
      'Look what it still loads, or take a faster network. If it never comes to it: for a page by its address, --wait-for says what must be visible instead.',
    );
  }
  const code = networkErrorCode(cause);
  if (code === undefined) return cause;
  if (code.startsWith('ERR_CERT')) {
    return new HarnessError(
      'CERTIFICATE_REFUSED',
      `The browser does not trust the certificate of ${shown} (${code}).`,
      'The server needs a certificate that the system trusts; for a page by its address on loopback, --insecure accepts this one.',
      { cause },
    );
  }
  return networkError(shown, code, cause);
}

/**
 * Waits until the page has painted content.
 *
 * @throws HarnessError `PAGE_BLANK`
 */
export async function untilPainted(page: Page): Promise<void> {
  if (await page.evaluate(contentfulPaint, paintWithinMs)) return;
  throw new HarnessError(
    'PAGE_BLANK',
    `${shownAddress(page.url())} painted no text and no picture within ${paintWithinMs / 1000} s after its load event.`,
    'Open it by hand. If it draws late or by WebGL: for a page by its address, --wait-for says what must be visible instead.',
  );
}

/** Whether the first contentful paint came in time. Runs inside the page. */
function contentfulPaint(withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), withinMs);
    new PerformanceObserver((list, observer) => {
      if (list.getEntriesByName('first-contentful-paint').length === 0) return;
      observer.disconnect();
      clearTimeout(timer);
      resolve(true);
    }).observe({ type: 'paint', buffered: true });
  });
}

/**
 * Asserts that the page is still at the requested address.
 *
 * @throws HarnessError `PAGE_REDIRECTED`
 */
export function assertAddress(page: Page, expected: string): void {
  if (sameAddress(page.url(), expected)) return;
  throw new HarnessError(
    'PAGE_REDIRECTED',
    `${shownAddress(expected)} led to ${shownAddress(page.url())}, so another page than yours would be measured.`,
    'Log in: by the login of the target, or for a page by its address with --login, --cookie, --local-storage or --storage-state; --allow-redirect there measures where it leads to.',
  );
}

/** Whether two addresses are equal, ignoring the query, a final slash, and http that became https. */
function sameAddress(one: string, other: string): boolean {
  const [a, b] = [new URL(one), new URL(other)];
  const path = (url: URL) => url.pathname.replace(/\/+$/, '');
  const upgraded =
    a.hostname === b.hostname &&
    b.protocol === 'http:' &&
    a.protocol === 'https:' &&
    b.port === '' &&
    a.port === '';
  return (a.origin === b.origin || upgraded) && path(a) === path(b);
}

function shownAddress(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin === 'null' ? url : origin + pathname;
}
