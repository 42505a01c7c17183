import { causeText, HarnessError } from '../core/errors.ts';
import type { WireError } from './worker-messages.ts';

/** Converts an error for another thread or process; an error that is not a HarnessError becomes one. */
export function toWireError(cause: unknown): WireError {
  if (!(cause instanceof HarnessError)) {
    return {
      code: 'TRAFFIC_GENERATOR_FAILED',
      message: `The traffic generator failed: ${causeText(cause)}`,
      hint: 'Look at what the target logged; if it did nothing wrong, this is a bug of the generator.',
    };
  }
  const { code, hint } = cause;
  const suffix = `\n  ${hint} (${code})`;
  return { code, hint, message: cause.message.slice(0, -suffix.length) };
}

export function fromWireError({ code, message, hint }: WireError): HarnessError {
  return new HarnessError(code, message, hint);
}
