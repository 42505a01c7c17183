import { causeText, HarnessError } from '../core/errors.ts';

/**
 * Errors that the host's own network or the harness's proxy causes. `ERR_SOCKS_CONNECTION_FAILED` is not
 * among them: Chromium reports it when the proxy could not reach the page's server, including a refused
 * connection.
 * Source: net/base/net_error_list.h in Chromium.
 */
const ofHost =
  /^ERR_(NETWORK_CHANGED|INTERNET_DISCONNECTED|NETWORK_IO_SUSPENDED|INSUFFICIENT_RESOURCES|PROXY_CONNECTION_FAILED)$/;

/** The browser's code of a failed request, such as `ERR_CONNECTION_REFUSED`; undefined for another error. */
export function networkErrorCode(cause: unknown): string | undefined {
  return /net::(ERR_\w+)/.exec(causeText(cause))?.[1];
}

/**
 * The error for a failed request; its code determines the fault.
 *
 * @param what such as an address, for the message
 * @returns HarnessError `NETWORK_LOST` where the host or the proxy failed, else `PAGE_UNREACHABLE`
 */
export function networkError(what: string, code: string, cause: unknown): HarnessError {
  if (ofHost.test(code)) {
    return new HarnessError(
      'NETWORK_LOST',
      `The network of this host changed while ${what} was loaded (${code}).`,
      'The iteration is done again; keep network interfaces and containers of this host as they are meanwhile.',
      { cause },
    );
  }
  return new HarnessError(
    'PAGE_UNREACHABLE',
    `${what} did not answer (${code}).`,
    'Check the address, and that its server runs and can be reached from here.',
    { cause },
  );
}
