import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process that keeps one core busy. It is not our descendant, so the host gate counts it as foreign. */
export interface Hog extends Disposable {
  readonly pid: number;
}

/** It ends by itself after this time, in case no process is left to end it. */
const longestSeconds = 180;

/** Starts it from a shell that ends at once, so that init becomes its parent. */
export async function startHog(): Promise<Hog> {
  const loop = `setsid timeout ${longestSeconds} sh -c "while :; do :; done" > /dev/null 2>&1 & echo $!`;
  const shell = spawn('sh', ['-c', loop], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(shell, 'exit');
  const [text] = await once(shell.stdout, 'data');
  await ended;
  const pid = Number(text);
  return {
    pid,
    // `timeout` forwards the signal to the loop.
    [Symbol.dispose]: () => {
      try {
        process.kill(pid, 'SIGTERM');
      } catch {
        // It has already ended.
      }
    },
  };
}
