import { causeText, HarnessError } from '../core/errors.ts';

/**
 * What the host's own network or our proxy does to any page. Not among them: `ERR_SOCKS_CONNECTION_FAILED`,
 * by which Chromium says that our proxy could not reach the page's server, a refused connection too.
 * Source: net/base/net_error_list.h in Chromium.
 */
const ofHost =
  /^ERR_(NETWORK_CHANGED|INTERNET_DISCONNECTED|NETWORK_IO_SUSPENDED|INSUFFICIENT_RESOURCES|PROXY_CONNECTION_FAILED)$/;

/** The browser's code of a failed request, such as `ERR_CONNECTION_REFUSED`; undefined for another error. */
export function networkErrorCode(cause: unknown): string | undefined {
  return /net::(ERR_\w+)/.exec(causeText(cause))?.[1];
}

/**
 * Says of a failed request whose fault it is.
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
