import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process that keeps one core busy and is no descendant of ours, so that the host gate calls it foreign. */
export interface Hog extends Disposable {
  readonly pid: number;
}

/** It ends by itself after so long, should nobody be left to end it. */
const longestSeconds = 30;

/** Starts it by way of a shell that ends at once, and so leaves it to init. */
export async function startHog(): Promise<Hog> {
  const loop = `setsid timeout ${longestSeconds} sh -c "while :; do :; done" > /dev/null 2>&1 & echo $!`;
  const shell = spawn('sh', ['-c', loop], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(shell, 'exit');
  const [text] = await once(shell.stdout, 'data');
  await ended;
  const pid = Number(text);
  return {
    pid,
    // `timeout` hands the signal on to the loop.
    [Symbol.dispose]: () => {
      try {
        process.kill(pid, 'SIGTERM');
      } catch {
        // It had come to its own end.
      }
    },
  };
}
