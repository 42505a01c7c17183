import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';

/** All that a file says, packed or not, a character a byte: to search it for what must not be there. */
export async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file);
  if (file.endsWith('.gz')) return gunzipSync(bytes).toString('latin1');
  if (!file.endsWith('.zip')) return bytes.toString('latin1');
  return Object.values(unzipSync(bytes))
    .map((entry) => Buffer.from(entry).toString('latin1'))
    .join('\n');
}
