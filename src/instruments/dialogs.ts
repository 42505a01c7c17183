import type { Dialog, Page } from 'playwright';
import { HarnessError } from '../core/errors.ts';

/**
 * Dismisses every dialog at once, since it blocks the page. Keeps the kind of the first. Dispose it to stop.
 */
export class DialogWatch implements Disposable {
  readonly #page: Page;
  readonly #allowed: boolean;
  #kind: string | undefined;

  /** @param allowed dialogs are dismissed and not reported */
  constructor(page: Page, allowed: boolean) {
    this.#page = page;
    this.#allowed = allowed;
    page.on('dialog', this.#dismiss);
  }

  /**
   * Plays a part of a visit.
   *
   * @throws HarnessError `PAGE_DIALOG` when a dialog was opened, even if the part failed: the dialog
   *   explains the failure
   */
  async during<Result>(part: () => Promise<Result>): Promise<Result> {
    try {
      return await part();
    } finally {
      this.#assertNone();
    }
  }

  readonly #dismiss = (dialog: Dialog): void => {
    this.#kind ??= dialog.type();
    // The page may go away before its dialog does; then there is nothing to dismiss.
    dialog.dismiss().catch(() => undefined);
  };

  #assertNone(): void {
    if (this.#kind === undefined || this.#allowed) return;
    throw new HarnessError(
      'PAGE_DIALOG',
      `The page opened a dialog (${this.#kind}), which stops everything until somebody answers.`,
      'Keep it away by a cookie or an entry of the local storage, in the login of the target, or for a page by its address with --cookie and --local-storage; there --dismiss-dialogs also dismisses it.',
    );
  }

  [Symbol.dispose](): void {
    this.#page.off('dialog', this.#dismiss);
  }
}
