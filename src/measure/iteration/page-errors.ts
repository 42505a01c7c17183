import { errors } from 'playwright';
import { causeText, HarnessError } from '../../core/errors.ts';
import { networkError, networkErrorCode } from '../../instruments/network-errors.ts';

/**
 * Plays a part of a visit. An error that Playwright throws because of the page becomes an error with a code;
 * the code determines the fault.
 *
 * @throws HarnessError `PAGE_TIMED_OUT`, `PAGE_LEFT`, `PAGE_UNREACHABLE`, `NETWORK_LOST`, or any error of
 *   the part
 */
export async function ofPage<Result>(part: () => Promise<Result>): Promise<Result> {
  try {
    return await part();
  } catch (cause) {
    throw pageError(cause) ?? cause;
  }
}

function pageError(cause: unknown): HarnessError | undefined {
  if (cause instanceof HarnessError) return undefined;
  const [text = ''] = causeText(cause).split('\n');
  if (cause instanceof errors.TimeoutError) {
    return new HarnessError(
      'PAGE_TIMED_OUT',
      `The page did not do in time what the visit needs: ${text}`,
      'Play the visit by hand under the same profile.',
      { cause },
    );
  }
  if (/execution context was destroyed|frame (was|got) detached/i.test(text)) {
    return new HarnessError(
      'PAGE_LEFT',
      `Another document was loaded in the middle of the visit: ${text}`,
      'Look what reloads the page or leads away from it.',
      { cause },
    );
  }
  const code = networkErrorCode(cause);
  return code === undefined ? undefined : networkError('the page', code, cause);
}
