import { createInterface } from 'node:readline/promises';

/**
 * Asks yes or no on the terminal; undefined where no one can answer (a pipe, CI). Only y and yes mean yes.
 */
export function terminalConfirm(): ((question: string) => Promise<boolean>) | undefined {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  return async (question) => {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return /^y(es)?$/i.test((await terminal.question(`${question} (y/n) `)).trim());
    } finally {
      terminal.close();
    }
  };
}
