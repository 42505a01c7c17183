import { fileURLToPath } from 'node:url';
import { terminalConfirm } from '../browser/confirm.ts';
import type { Browser } from '../browser/find.ts';
import { ensureBrowser } from '../browser/install.ts';
import type { RunOptions } from '../measure/run-options.ts';
import { type Ground, prepareGround } from '../targets/reference-chat/index.ts';
import type { Logger } from './terminal.ts';

/** The checkout or package that this command belongs to. */
export const project = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Finds or installs the browser, and says which.
 *
 * @param hostFonts whether it is to draw with the fonts of the host
 * @throws HarnessError when there is none to be had
 */
export function ensureBrowserLogged(logger: Logger, hostFonts = false): Promise<Browser> {
  return logger.timed(
    'Browser',
    () =>
      ensureBrowser({
        override: process.env.BACKSCROLL_BROWSER,
        say: (line) => logger.say(`  ${line}`),
        confirm: terminalConfirm(),
        hostFonts,
      }),
    ({ name, version, origin }) => `${name} ${version} (${origin})`,
  );
}

/**
 * Makes database, data and client of the reference chat ready, and says what came of it.
 *
 * @throws HarnessError those of starting and seeding a database
 */
export function prepareGroundLogged(
  logger: Logger,
  { directory, size, dataSeed }: Pick<RunOptions, 'directory' | 'size' | 'dataSeed'>,
): Promise<Ground> {
  return logger.timed(
    'Chat',
    () =>
      prepareGround({
        databaseUrl: process.env.DATABASE_URL,
        directory,
        size,
        seed: dataSeed,
        say: (line) => logger.say(`  ${line}`),
        progress: (line) => logger.progress(line),
      }),
    ({ database, dataset }) =>
      `PostgreSQL ${database.version} (${database.kind}), data ${dataset.size}/${dataset.seed}: ${dataset.rows} rows ${dataset.loaded ? `loaded in ${dataset.seconds.toFixed(1)} s` : 'kept'}`,
  );
}
