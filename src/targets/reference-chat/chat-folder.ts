import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the reference chat: its own workspace, started as a process and never imported. */
export const chatFolder = fileURLToPath(new URL('../../../chat', import.meta.url));

/** The program of a chat's server; of one that is part of an installed package the built one. */
export function serverProgram(folder: string = chatFolder): string {
  const source = path.join(folder, 'server/main.ts');
  return existsSync(source) ? source : path.join(folder, 'server/main.js');
}
