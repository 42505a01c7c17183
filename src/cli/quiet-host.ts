import { localServerPid } from '../database/local-server.ts';
import { awaitQuietHost } from '../measure/quiet-host.ts';
import type { Voice } from './terminal.ts';

/** Looks at the host before the first iteration, and says who disturbs; the run goes on either way. */
export async function awaitQuietHostAloud(voice: Voice, databaseUrl?: string): Promise<void> {
  const server = databaseUrl === undefined ? undefined : await localServerPid(databaseUrl);
  await voice.timed(
    'Host',
    () => awaitQuietHost(server === undefined ? [] : [server]),
    ({ judgement: { state, reasons } }) =>
      state === 'quiet'
        ? ['quiet', ...reasons].join('; ')
        : `${state}: ${reasons.join('; ')}. Iterations that it voids are repeated, a few times; stop it for a sound run`,
  );
}
