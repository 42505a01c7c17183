import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { isErrorCode } from '../../core/error-codes.ts';
import { HarnessError } from '../../core/errors.ts';
import { serverProgram } from './chat-folder.ts';

const firstLine = z.discriminatedUnion('event', [
  z.object({ event: z.literal('listening'), url: z.url() }),
  z.object({ event: z.literal('failed'), code: z.string(), message: z.string(), hint: z.string() }),
]);

export interface ChatServerOptions {
  /** The chat's folder, of another commit; undefined for that of this checkout. */
  folder?: string | undefined;
  databaseUrl: string;
  tokenSecret: string;
  mediaFolder: string;
  /** Where the chat keeps uploads during a run. */
  uploadsFolder: string;
  defects: readonly string[];
  /** 0 lets the system choose. */
  port: number;
}

/** The chat's server as its own process, which ends with this process in any case. */
export interface ChatServer extends AsyncDisposable {
  url: string;
  /** Resolves when the process has ended, for any reason. */
  ended: Promise<void>;
  /** @throws HarnessError `TARGET_DIED` with the last lines of the server's output */
  assertAlive: () => void;
  /** Ends the process and starts another one at the same address. @throws as {@link startChatServer} */
  restart: () => Promise<void>;
}

const startWithinMs = 30_000;
const stopWithinMs = 5_000;
/** Number of lines of its standard error that are kept for a message about its end. */
const keptLines = 5;

/** @throws HarnessError with the server's own code, such as `PORT_IN_USE`, or `TARGET_NOT_STARTED` */
export async function startChatServer(options: ChatServerOptions): Promise<ChatServer> {
  let running = await startProcess(options);
  const { url } = running;
  return {
    url,
    get ended() {
      return running.ended;
    },
    assertAlive: () => running.assertAlive(),
    restart: async () => {
      await running[Symbol.asyncDispose]();
      running = await startProcess({ ...options, port: Number(new URL(url).port) });
    },
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}

async function startProcess(options: ChatServerOptions): Promise<Omit<ChatServer, 'restart'>> {
  const child = spawn(process.execPath, [serverProgram(options.folder), 'serve'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // A Ctrl-C of the terminal is ours to handle; the server ends when its input does.
    detached: true,
    // Nothing of our own environment: it may hold secrets that are none of the chat's business.
    env: {
      DATABASE_URL: options.databaseUrl,
      CHAT_PORT: String(options.port),
      CHAT_TOKEN_SECRET: options.tokenSecret,
      CHAT_MEDIA_DIR: path.resolve(options.mediaFolder),
      CHAT_UPLOADS_DIR: path.resolve(options.uploadsFolder),
      CHAT_DEFECTS: options.defects.join(','),
      // The harness is to find what is slow, not what is forbidden; 429 has tests of its own.
      CHAT_WRITES_PER_MINUTE: '1000000',
      CHAT_EXIT_WITH_STDIN: '1',
    },
  });
  const ended = once(child, 'exit').then(() => undefined);
  const words: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    words.push(line);
    words.splice(0, words.length - keptLines);
  });
  const url = await listening(child, words).catch(async (cause: unknown) => {
    await stop(child);
    throw cause;
  });
  return {
    url,
    ended,
    assertAlive: () => {
      if (child.exitCode === null && child.signalCode === null) return;
      throw new HarnessError(
        'TARGET_DIED',
        `The reference chat ended in mid-run (${child.signalCode ?? `exit code ${child.exitCode}`}): ${words.join(' | ') || 'it printed nothing'}.`,
        'What was measured before is kept; look at the reason, then run again.',
      );
    },
    [Symbol.asyncDispose]: () => stop(child),
  };
}

async function listening(child: ChildProcess, words: readonly string[]): Promise<string> {
  const { stdout } = child;
  if (stdout === null) throw new Error('the server has no standard output');
  const timer = setTimeout(() => child.kill(), startWithinMs);
  try {
    for await (const line of createInterface({ input: stdout })) {
      const event = firstLine.parse(JSON.parse(line));
      if (event.event === 'listening') {
        stdout.resume();
        return event.url;
      }
      const code = isErrorCode(event.code) ? event.code : 'TARGET_NOT_STARTED';
      throw new HarnessError(code, `The reference chat did not start: ${event.message}`, event.hint);
    }
  } finally {
    clearTimeout(timer);
  }
  throw new HarnessError(
    'TARGET_NOT_STARTED',
    `The reference chat ended before it listened: ${words.join(' | ') || 'it printed nothing'}.`,
    'Run "npm run doctor" to see what is missing.',
  );
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.stdin?.end();
  const timer = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  await ended;
  clearTimeout(timer);
}
