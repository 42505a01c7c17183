import { fileURLToPath } from 'node:url';
import { terminalConfirm } from '../browser/confirm.ts';
import type { Browser } from '../browser/find.ts';
import { ensureBrowser } from '../browser/install.ts';
import type { Logger } from './terminal.ts';

/** The checkout, or the built part of the installed package, that this command belongs to: nothing is written there. */
export const packageFolder = fileURLToPath(new URL('../..', import.meta.url));

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
