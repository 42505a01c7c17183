import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const mask = 'redacted';

/** A text without the secrets, plain or percent-encoded. */
export function scrubText(text: string, secrets: readonly string[]): string {
  return secrets.reduce(
    (clean, secret) => clean.replaceAll(secret, mask).replaceAll(encodeURIComponent(secret), mask),
    text,
  );
}

/**
 * A Playwright trace (a zip) without the secrets: they stand in the headers of its network log and may
 * stand in snapshots. Binary entries are searched as well and stay as they are when nothing is found.
 */
export function scrubZip(zip: Uint8Array, secrets: readonly string[]): Uint8Array {
  const entries = Object.entries(unzipSync(zip)).map(([name, bytes]) => {
    // Latin-1 keeps every byte as it is, so that only what is replaced changes.
    const text = strFromU8(bytes, true);
    const clean = scrubText(text, secrets);
    return [name, clean === text ? bytes : strToU8(clean, true)] as const;
  });
  return zipSync(Object.fromEntries(entries));
}
