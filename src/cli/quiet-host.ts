import { awaitQuietHost } from '../measure/host/quiet-host.ts';
import type { Logger } from './terminal.ts';

/**
 * Looks at the host before the first iteration, and says who disturbs; the run goes on either way.
 *
 * @param ownRoots processes that belong to the target beside our own children
 */
export async function awaitQuietHostLogged(logger: Logger, ownRoots: readonly number[] = []): Promise<void> {
  await logger.timed(
    'Host',
    () => awaitQuietHost(ownRoots),
    ({ judgement: { state, reasons } }) =>
      state === 'quiet'
        ? ['quiet', ...reasons].join('; ')
        : `${state}: ${reasons.join('; ')}. Iterations that it voids are repeated, a few times; stop it for a sound run`,
  );
}
