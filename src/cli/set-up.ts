import { fileURLToPath } from 'node:url';
import { terminalConfirm } from '../browser/confirm.ts';
import type { Browser } from '../browser/find.ts';
import { ensureBrowser } from '../browser/install.ts';
import type { Voice } from './terminal.ts';

/** The checkout or package that this command belongs to. */
export const project = fileURLToPath(new URL('../..', import.meta.url));

/** Finds or installs the browser, and says which. @throws HarnessError when there is none to be had */
export function ensureBrowserAloud(voice: Voice): Promise<Browser> {
  return voice.timed(
    'Browser',
    () =>
      ensureBrowser({
        override: process.env.BACKSCROLL_BROWSER,
        say: (line) => voice.say(`  ${line}`),
        confirm: terminalConfirm(),
      }),
    ({ name, version, origin }) => `${name} ${version} (${origin})`,
  );
}
