/** Runs external commands as process groups: their child processes end with them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

export interface GroupOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Whether the command is a line for the shell. */
  shell?: boolean;
  /** Called with each line of its output. */
  onLine?: (line: string) => void;
}

/** A command with all of its child processes. Disposing ends the whole group. */
export interface ProcessGroup extends AsyncDisposable {
  /** Process id of the command and of the group. */
  readonly pid: number;
  /** `exit code 1`, `SIGTERM`, or why it did not start; undefined while it runs. */
  readonly end: string | undefined;
  /** Resolves with the value of `end` when the command has ended. */
  readonly ended: Promise<string>;
  /** The last lines of its output, joined to one line. */
  lastWords: () => string;
}

/** Started groups whose end has not been seen. */
const live = new Set<number>();

/** Kills all groups at once, for a process that has no time to end them politely. */
export function killGroups(): void {
  for (const pid of live) signalGroup(pid, 'SIGKILL');
}

const keptLines = 6;
const stopWithinMs = 5_000;

/** Starts a command in its own group. Ctrl-C of the terminal does not reach it: the caller ends it. */
export function startGroup(
  command: string,
  words: readonly string[],
  { cwd, env, shell = false, onLine = () => undefined }: GroupOptions,
): ProcessGroup {
  const child = spawn(command, [...words], {
    cwd,
    env,
    shell,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  // A stack trace is longer than what is kept, and the reason stands above it.
  let errorLine: string | undefined;
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      if (line.trim() === '') return;
      if (/^\s*\w*(?:Error|Exception)\b|\berror:/i.test(line)) errorLine = line.trim();
      lines.push(line.trim());
      lines.splice(0, lines.length - keptLines);
      onLine(line);
    });
  }
  let end: string | undefined;
  const ended = once(child, 'close').then(
    ([code, signal]) => (end = (signal as string | null) ?? `exit code ${code as number}`),
    (cause: unknown) => (end = cause instanceof Error ? cause.message : String(cause)),
  );
  const { pid = 0 } = child;
  if (pid > 1) live.add(pid);
  return {
    pid,
    get end() {
      return end;
    },
    ended,
    lastWords: () => {
      const lost = errorLine !== undefined && !lines.includes(errorLine) ? [errorLine] : [];
      return [...lost, ...lines].join(' | ') || 'it printed nothing';
    },
    [Symbol.asyncDispose]: () => endGroup(pid),
  };
}

/** The result of a command that ran to its end. */
export interface GroupEnd {
  ok: boolean;
  /** `exit code 1: the last lines of its output`. */
  text: string;
}

/** Runs a command to its end. @throws the reason of `signal` on abort, once the whole group has ended */
export async function runGroup(
  command: string,
  words: readonly string[],
  options: GroupOptions,
  signal: AbortSignal | undefined,
): Promise<GroupEnd> {
  signal?.throwIfAborted();
  await using group = startGroup(command, words, options);
  const aborted = signal === undefined ? [] : [once(signal, 'abort').then(() => 'aborted')];
  const end = await Promise.race([group.ended, ...aborted]);
  signal?.throwIfAborted();
  return { ok: end === 'exit code 0', text: `${end}: ${group.lastWords()}` };
}

/** Asks the group to end, and kills it when it does not. */
async function endGroup(pid: number): Promise<void> {
  // Process id 0 would be this process's own group.
  if (pid > 1 && signalGroup(pid, 'SIGTERM') && !(await isGone(pid))) {
    signalGroup(pid, 'SIGKILL');
    // Where no process waits for orphans, as in some containers, a dead one keeps its process id.
    await isGone(pid);
  }
  live.delete(pid);
}

/** Waits until the group has ended, within a time limit. */
async function isGone(pid: number): Promise<boolean> {
  const deadline = performance.now() + stopWithinMs;
  while (signalGroup(pid, 0)) {
    if (performance.now() > deadline) return false;
    await delay(20);
  }
  return true;
}

/** @returns whether the group exists */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}
