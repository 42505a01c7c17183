import type { Page, Request } from 'playwright';
import { monotonicUs } from '../core/clock.ts';

/**
 * Counts the requests of a page that are in flight, including those of its frames and workers.
 *
 * It only listens to the browser's events, so it delays no request and leaves the cache unchanged. A request
 * is in flight until its body has ended: a long poll or an `EventSource` is in flight as long as it is open.
 * An open WebSocket is not a request and its messages do not count: otherwise a chat would never rest.
 */
export class NetworkWatch implements Disposable {
  readonly #page: Page;
  readonly #inFlight = new Set<Request>();
  #lastUs = Number.NEGATIVE_INFINITY;

  /** Counts requests that start from now on. */
  constructor(page: Page) {
    this.#page = page;
    page.on('request', this.#started);
    page.on('requestfinished', this.#ended);
    page.on('requestfailed', this.#ended);
  }

  /** Since when no request was in flight, µs on the host's monotonic clock; now while one is. */
  get idleSinceUs(): number {
    return this.#inFlight.size > 0 ? monotonicUs() : this.#lastUs;
  }

  #started = (request: Request): void => {
    // The address contains the content: nothing is transferred.
    if (!request.url().startsWith('data:')) this.#inFlight.add(request);
  };

  #ended = (request: Request): void => {
    if (this.#inFlight.delete(request)) this.#lastUs = monotonicUs();
  };

  [Symbol.dispose](): void {
    this.#page.off('request', this.#started);
    this.#page.off('requestfinished', this.#ended);
    this.#page.off('requestfailed', this.#ended);
  }
}
