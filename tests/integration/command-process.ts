/** `backscroll …` as a process of its own, as a user starts it. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type Results, results } from '../../src/core/results/results.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

export interface Ended {
  code: number | null;
  /** Standard output. */
  output: string;
  /** Standard error. */
  told: string;
}

export function startCommand(words: readonly string[]): {
  child: ChildProcessByStdio<null, Readable, Readable>;
  ended: Promise<Ended>;
} {
  const child = spawn(process.execPath, ['src/cli/main.ts', ...words], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { output: '', told: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.told += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...said }));
  return { child, ended };
}

/** The folder of the run that a command named at its end; it goes away with the scope. */
export class NamedFolder implements Disposable {
  readonly path: string;

  constructor(told: string) {
    const [, folder] =
      /(?:Results: |what was measured is in )(\S+?)(?:\/index\.html)?\.?(?: .*)?\n/.exec(told) ?? [];
    if (folder === undefined) throw new Error(`no folder was named in: ${told}`);
    this.path = path.resolve(project, folder);
  }

  results(): Results {
    return results.parse(JSON.parse(readFileSync(path.join(this.path, 'results.json'), 'utf8')));
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }
}
