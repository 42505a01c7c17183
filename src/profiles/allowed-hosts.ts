import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether the host is this machine by its literal address or by a name that RFC 6761 reserves for it. */
export function isLoopback(host: string): boolean {
  const family = isIP(host);
  if (family !== 0) return loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
  const name = host.toLowerCase().replace(/\.$/, '');
  return name === 'localhost' || name.endsWith('.localhost');
}

/**
 * Whether a destination may be reached. Loopback always may, so that a run on a closed machine works and
 * the browser's own calls home stay out of the measurement.
 *
 * @param allowHosts names or addresses; `*.example.org` also stands for the subdomains, `*` for everything
 */
export function isAllowedHost(host: string, allowHosts: readonly string[]): boolean {
  if (isLoopback(host)) return true;
  const name = host.toLowerCase().replace(/\.$/, '');
  return allowHosts.some((entry) => {
    const pattern = entry.toLowerCase();
    if (pattern === '*') return true;
    if (!pattern.startsWith('*.')) return name === pattern;
    return name === pattern.slice(2) || name.endsWith(pattern.slice(1));
  });
}
