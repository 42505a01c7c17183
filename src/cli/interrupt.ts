import { HarnessError } from '../core/errors.ts';
import { killGroups } from '../targets/builds/process-group.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Aborted at the first Ctrl-C; the signals are ours until it is disposed of. */
export interface Interrupt extends Disposable {
  readonly signal: AbortSignal;
}

/**
 * Turns the first interrupt into an end that keeps what was measured; a second one ends at once, with the builds and
 * servers of others that we have started: they are in groups of their own, and would go on.
 *
 * @param stop makes what is under way fail, such as by closing the browser
 */
export function onInterrupt(stop: () => Promise<void>): Interrupt {
  const controller = new AbortController();
  const interrupt = (): void => {
    release();
    for (const signal of signals) process.on(signal, endNow);
    controller.abort(
      new HarnessError(
        'INTERRUPTED',
        'It was interrupted, so not all that was planned was measured.',
        'What was measured until then is kept.',
      ),
    );
    // A browser that is gone already is what was wanted.
    stop().catch(() => undefined);
  };
  const endNow = (signal: NodeJS.Signals): void => {
    killGroups();
    release();
    // Nobody listens any more: this ends us.
    process.kill(process.pid, signal);
  };
  const release = (): void => {
    for (const signal of signals) process.off(signal, interrupt).off(signal, endNow);
  };
  for (const signal of signals) process.on(signal, interrupt);
  return { signal: controller.signal, [Symbol.dispose]: release };
}

/** Whether this is how a run ended that the user stopped. */
export function isInterruption(cause: unknown): boolean {
  return cause instanceof HarnessError && cause.code === 'INTERRUPTED';
}
