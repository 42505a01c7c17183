import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../src/database/client.ts';

/**
 * Removes the files that users have uploaded. Call it when no row refers to them. Their folder
 * (`<directory>/uploads`) stays, for a server that writes into it.
 */
export async function clearUploads(directory: string): Promise<void> {
  const folder = join(directory, 'uploads');
  for (const name of await entriesOf(folder)) await rm(join(folder, name), { recursive: true, force: true });
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
