import { HarnessError } from '../core/errors.ts';
import { isLoopback } from '../core/loopback.ts';

/**
 * Allows load only on this machine and on hosts that are listed in `allowHosts`.
 *
 * The URL parser has already turned spellings such as `0x7f.1` into `127.0.0.1`.
 * @throws HarnessError TRAFFIC_HOST_NOT_ALLOWED, before anything was sent
 */
export function assertHostAllowed(baseUrl: string, allowHosts: readonly string[]): void {
  const { hostname } = new URL(baseUrl);
  if (isLoopback(hostname) || allowHosts.includes(hostname)) return;
  throw new HarnessError(
    'TRAFFIC_HOST_NOT_ALLOWED',
    `Background traffic would go to ${hostname}, which is not this machine.`,
    `If you may put load on it, name it: allowHosts: ['${hostname}'].`,
  );
}
