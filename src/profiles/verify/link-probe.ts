import { once } from 'node:events';
import type { Socket } from 'node:net';
import { SocksClient } from 'socks';
import { HarnessError } from '../../core/errors.ts';
import type { ProbeHost } from './probe-host.ts';
import { hasHeld } from './verify-act.ts';

/** Maximum number of pings; it stops at the first with the expected round trip. */
const mostPings = 3;

/** The runner's own warm connection to the probe host, through the shaper. */
export type LinkProbe = {
  /** Round trips of one small request, ms; one is enough when it takes the expected `expectedMs`. */
  measure: (expectedMs: number) => Promise<number[]>;
  [Symbol.dispose]: () => void;
};

/**
 * Opens it while nothing is shaped, a few ms, so that a ping after an act costs one round trip: 1 ms at
 * `none`, 400 ms at slow-3g. It belongs to the runner and not to a page: a second page would be a second
 * renderer beside the measured one.
 */
export async function openLinkProbe(shaper: { proxyUrl: string }, host: ProbeHost): Promise<LinkProbe> {
  const proxy = new URL(shaper.proxyUrl);
  const probe = new URL(host.url);
  const { socket } = await SocksClient.createConnection({
    proxy: { host: proxy.hostname, port: Number(proxy.port), type: 5 },
    command: 'connect',
    destination: { host: probe.hostname, port: Number(probe.port) },
    set_tcp_nodelay: true,
  });
  // A caller that waits gets the error from `once`; no caller waits during the act.
  socket.on('error', () => undefined);
  // The host closes connections that have never sent a request.
  await ping(socket, probe.host);
  return {
    measure: async (expectedMs) => {
      const roundTripsMs: number[] = [];
      while (roundTripsMs.length < mostPings && !hasHeld(expectedMs, roundTripsMs)) {
        roundTripsMs.push(await ping(socket, probe.host));
      }
      return roundTripsMs;
    },
    [Symbol.dispose]: () => void socket.destroy(),
  };
}

/** The answer has no body and fits in one segment, so its first bytes are the whole answer. */
async function ping(socket: Socket, host: string): Promise<number> {
  if (socket.destroyed) throw lost();
  const answered = new AbortController();
  const closed = once(socket, 'close', { signal: answered.signal }).then(
    () => Promise.reject(lost()),
    () => undefined,
  );
  const startMs = performance.now();
  socket.write(`GET /ping HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  try {
    await Promise.race([once(socket, 'data'), closed]);
    return performance.now() - startMs;
  } finally {
    answered.abort();
  }
}

function lost(): HarnessError {
  return new HarnessError(
    'LINK_PROBE_LOST',
    'The runner lost its connection to the probe host through the shaper.',
    'Run it again; if it happens twice, please report it with this message.',
  );
}
