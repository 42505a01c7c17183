import type { Page, Request } from 'playwright';
import { HarnessError } from '../core/errors.ts';

/**
 * Notices when the page starts to load another document between the end of the act and the reading: the
 * reading would then be of a document on which nothing was done. Dispose it to stop.
 */
export class NavigationWatch implements Disposable {
  readonly #page: Page;
  #address: string | undefined;

  constructor(page: Page) {
    this.#page = page;
  }

  start(): void {
    this.#page.on('request', this.#notice);
  }

  /** @throws HarnessError `PAGE_LEFT` */
  assertNone(): void {
    if (this.#address === undefined) return;
    throw new HarnessError(
      'PAGE_LEFT',
      `The page loaded another document, ${new URL(this.#address).pathname}, before it was read.`,
      'Look what reloads the page or leads away from it.',
    );
  }

  readonly #notice = (request: Request): void => {
    if (request.isNavigationRequest() && request.frame() === this.#page.mainFrame()) {
      this.#address ??= request.url();
    }
  };

  [Symbol.dispose](): void {
    this.#page.off('request', this.#notice);
  }
}
