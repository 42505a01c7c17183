import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { type Secret, scrubText } from '../core/secrets.ts';

/**
 * Removes the secrets from a Playwright trace (a zip): they are in the headers of its network log and may be
 * in snapshots. Binary entries are searched as well and stay unchanged when nothing is found.
 */
export function scrubZip(zip: Uint8Array, secrets: readonly Secret[]): Uint8Array {
  const entries = Object.entries(unzipSync(zip)).map(([name, bytes]) => {
    // Latin-1 keeps every byte, so that only the replaced parts change.
    const text = strFromU8(bytes, true);
    const clean = scrubText(
      text,
      secrets.map((secret) => (typeof secret === 'string' ? asLatin1(secret) : secret)),
    );
    return [name, clean === text ? bytes : strToU8(clean, true)] as const;
  });
  return zipSync(Object.fromEntries(entries));
}

/** The UTF-8 bytes of a text, decoded as Latin-1. */
function asLatin1(text: string): string {
  return strFromU8(strToU8(text), true);
}
