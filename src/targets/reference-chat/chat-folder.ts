import { fileURLToPath } from 'node:url';

/** Where the reference chat lies: a workspace of its own, started as a process and never imported. */
export const chatFolder = fileURLToPath(new URL('../../../chat', import.meta.url));
