import { isLoopback } from '../../core/loopback.ts';

/**
 * Whether a destination is allowed. Loopback always is. Everything else is refused by default, so that a run
 * on a closed machine works and the browser's own calls home stay out of the measurement.
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
