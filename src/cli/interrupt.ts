import { HarnessError } from '../core/errors.ts';

/** Aborted at the first Ctrl-C; the signals are ours until it is disposed of. */
export interface Interrupt extends Disposable {
  readonly signal: AbortSignal;
}

/**
 * Turns the first interrupt into an end that keeps what was measured; a second one ends at once.
 *
 * @param stop makes what is under way fail, such as by closing the browser
 */
export function onInterrupt(stop: () => Promise<void>): Interrupt {
  const controller = new AbortController();
  const interrupt = (): void => {
    release();
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
  const release = (): void => {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt).off('SIGHUP', interrupt);
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt).on('SIGHUP', interrupt);
  return { signal: controller.signal, [Symbol.dispose]: release };
}

/** Whether this is how a run ended that the user stopped. */
export function isInterruption(cause: unknown): boolean {
  return cause instanceof HarnessError && cause.code === 'INTERRUPTED';
}
