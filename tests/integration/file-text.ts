import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';

/** All that a file says, packed or not, a character a byte: to search it for what must not be there. */
export async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file);
  if (file.endsWith('.gz')) return gunzipSync(bytes).toString('latin1');
  if (file.endsWith('.zip')) return unzipped(bytes);
  const text = bytes.toString('latin1');
  return file.endsWith('.html') ? [text, ...packedIn(text)].join('\n') : text;
}

function unzipped(bytes: Uint8Array): string {
  return Object.values(unzipSync(bytes))
    .map((entry) => Buffer.from(entry).toString('latin1'))
    .join('\n');
}

/** What pages carry in base64: Playwright's report as a zip, our own page of a run as gzip. */
function packedIn(html: string): string[] {
  return [...html.matchAll(/(?:H4sI|UEsDB)[A-Za-z0-9+/]{40,}={0,2}/g)].map(([base64]) => {
    const bytes = Buffer.from(base64, 'base64');
    return base64.startsWith('H4sI') ? gunzipSync(bytes).toString('latin1') : unzipped(bytes);
  });
}
