import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { scrubText } from '../core/secrets.ts';

/**
 * A Playwright trace (a zip) without the secrets: they stand in the headers of its network log and may
 * stand in snapshots. Binary entries are searched as well and stay as they are when nothing is found.
 */
export function scrubZip(zip: Uint8Array, secrets: readonly string[]): Uint8Array {
  const entries = Object.entries(unzipSync(zip)).map(([name, bytes]) => {
    // Latin-1 keeps every byte as it is, so that only what is replaced changes.
    const text = strFromU8(bytes, true);
    const clean = scrubText(text, secrets.map(asLatin1));
    return [name, clean === text ? bytes : strToU8(clean, true)] as const;
  });
  return zipSync(Object.fromEntries(entries));
}

/** A text as its UTF-8 bytes read in Latin-1. */
function asLatin1(text: string): string {
  return strFromU8(strToU8(text), true);
}
