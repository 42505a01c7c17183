import type { CDPSession } from 'playwright';
import { causeText } from '../core/errors.ts';

/**
 * Sends headers with every request of the page to one origin, and to no other.
 *
 * Not `setExtraHTTPHeaders`, which sends them to every host, nor `page.route`, which turns the HTTP cache
 * off. Each request waits for this process, about a millisecond. Requests of other processes (service
 * workers, frames of other sites) and the opening of WebSockets get no headers.
 * Source: Chrome DevTools Protocol, Fetch.enable and Fetch.continueRequest.
 */
export async function sendOwnHeaders(
  session: CDPSession,
  origin: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const own = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  session.on('Fetch.requestPaused', ({ requestId, request }) => {
    const others = Object.entries(request.headers).filter(([name]) => !own.has(name.toLowerCase()));
    // After a redirect to another origin the request still has the headers: they are removed there.
    const all = new URL(request.url).origin === origin ? [...others, ...Object.entries(headers)] : others;
    session
      .send('Fetch.continueRequest', { requestId, headers: all.map(([name, value]) => ({ name, value })) })
      .catch((cause: unknown) => {
        // A page that was closed or navigated away no longer waits for its requests.
        if (!/closed|invalid|not found/i.test(causeText(cause))) throw cause;
      });
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: 'http*' }] });
}
