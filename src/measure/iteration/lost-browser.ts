import type { BrowserContext, Page } from 'playwright';
import { causeText, HarnessError } from '../../core/errors.ts';

/** Longer than any iteration should take, including loading a long history on the slowest network. */
const iterationWithinMs = 5 * 60_000;

/**
 * Does the work of an iteration, and aborts it when its browser or page dies. After that, expected events
 * such as the end of a trace never come, and waiting for them would stop the whole run.
 *
 * @throws HarnessError `BROWSER_DIED`, `PAGE_CRASHED`, `ITERATION_TOO_LONG`
 */
export async function unlessLost<Result>(
  context: BrowserContext,
  work: () => Promise<Result>,
): Promise<Result> {
  const { promise: lost, reject } = Promise.withResolvers<never>();
  const browser = context.browser();
  const onDeath = () => reject(browserDied());
  const onPage = (page: Page) => page.once('crash', () => reject(pageCrashed()));
  const timer = setTimeout(() => reject(tooLong()), iterationWithinMs);
  browser?.once('disconnected', onDeath);
  context.on('page', onPage);
  try {
    return await Promise.race([work(), lost]);
  } catch (cause) {
    // Work in progress fails as well, and sometimes first: its error would hide whose fault it is.
    const crashed = !(cause instanceof HarnessError) && /\b(page|target) crashed/i.test(causeText(cause));
    throw crashed ? pageCrashed() : cause;
  } finally {
    clearTimeout(timer);
    browser?.off('disconnected', onDeath);
    context.off('page', onPage);
  }
}

function browserDied(): HarnessError {
  return new HarnessError(
    'BROWSER_DIED',
    'The browser died in mid-iteration.',
    'Look whether the machine has memory left; the iteration is done again in a new browser.',
  );
}

function pageCrashed(): HarnessError {
  return new HarnessError(
    'PAGE_CRASHED',
    'The page crashed in mid-iteration.',
    'Look at the memory that the page takes, and at what the machine has left.',
  );
}

function tooLong(): HarnessError {
  return new HarnessError(
    'ITERATION_TOO_LONG',
    `The iteration was not over after ${iterationWithinMs / 60_000} minutes.`,
    'Open the page by hand under the same profile.',
  );
}
