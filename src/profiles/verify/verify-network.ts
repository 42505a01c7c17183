import type { JSHandle, Page } from 'playwright';
import type { NetworkProfile } from '../profile.ts';
import type { Ledger } from '../shaper/shaper-ledger.ts';
import type { PingSize, ProbeHost } from './probe-host.ts';

/** Duration of a ping without the link: browser, proxy and probe host, in ms; the minimum of several. */
export type HostShare = { webSocketMs: number; httpMs: number };

/** Round trips seen by a page, in ms. */
export type NetworkSamples = {
  webSocketMs: number[];
  httpMs: number[];
  /** A download of known size: from the request to the last byte. */
  download: { bytes: number; elapsedMs: number } | null;
  /** Bytes of one HTTP ping, which take time on the link in addition to the round trip. */
  pingSize: PingSize | null;
};

export type NetworkProbe = {
  /**
   * The host's own share of a round trip, about 15 ms in all. Only useful while the network is not shaped.
   */
  measureHost: () => Promise<HostShare>;
  /**
   * Pings from the blank page; WebSocket and HTTP run side by side, so two echoes cost two round trips.
   * Run it before the CPU is slowed down: the page's own share would count as network.
   */
  measure: (options?: {
    webSocketPings?: number;
    httpPings?: number;
    downloadBytes?: number;
  }) => Promise<NetworkSamples>;
  [Symbol.asyncDispose]: () => Promise<void>;
};

/** Pings of each kind: on a slow host all are slow, on a briefly disturbed host not all. */
const hostPings = 3;

/**
 * Takes a page to the probe host and opens one warm connection of each kind there, so that every later
 * measurement costs round trips only. It is cheapest before the network is shaped. The page keeps the
 * connections until it goes elsewhere; disposing closes the WebSocket and leaves the page to its owner.
 */
export async function openNetworkProbe(page: Page, host: ProbeHost): Promise<NetworkProbe> {
  await page.goto(host.url);
  const [socket] = await Promise.all([
    page.evaluateHandle(openWebSocket, host.webSocketUrl),
    page.evaluate(pingHttp, { url: `${host.url}/ping`, count: 1 }),
  ]);
  const pingBoth = (webSocketPings: number, httpPings: number) =>
    Promise.all([
      page.evaluate(pingWebSocket, { socket, count: webSocketPings }),
      page.evaluate(pingHttp, { url: `${host.url}/ping`, count: httpPings }),
    ]);
  return {
    measureHost: async () => {
      const [webSocketMs, httpMs] = await pingBoth(hostPings, hostPings);
      return { webSocketMs: Math.min(...webSocketMs), httpMs: Math.min(...httpMs) };
    },
    measure: async ({ webSocketPings = 2, httpPings = 2, downloadBytes = 0 } = {}) => {
      const [webSocketMs, httpMs] = await pingBoth(webSocketPings, httpPings);
      const download = downloadBytes > 0 ? await timeDownload(page, host, downloadBytes) : null;
      return { webSocketMs, httpMs, download, pingSize: host.pingSize() };
    },
    [Symbol.asyncDispose]: () => closeWebSocket(page, socket),
  };
}

async function timeDownload(page: Page, host: ProbeHost, bytes: number): Promise<NetworkSamples['download']> {
  return { bytes, elapsedMs: await page.evaluate(download, `${host.url}/bytes/${bytes}`) };
}

async function closeWebSocket(page: Page, socket: JSHandle<WebSocket>): Promise<void> {
  if (!page.isClosed()) await socket.evaluate((open) => open.close());
}

function openWebSocket(url: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.addEventListener('open', () => resolve(socket), { once: true });
    socket.addEventListener('close', () => reject(new Error(`No WebSocket to ${url}`)), { once: true });
  });
}

async function pingWebSocket({ socket, count }: { socket: WebSocket; count: number }): Promise<number[]> {
  const elapsedMs: number[] = [];
  for (let ping = 0; ping < count; ping += 1) {
    const startMs = performance.now();
    elapsedMs.push(
      await new Promise<number>((resolve, reject) => {
        socket.addEventListener('message', () => resolve(performance.now() - startMs), { once: true });
        socket.addEventListener('close', () => reject(new Error('The probe lost its WebSocket.')), {
          once: true,
        });
        socket.send('x');
      }),
    );
  }
  return elapsedMs;
}

async function pingHttp({ url, count }: { url: string; count: number }): Promise<number[]> {
  const elapsedMs: number[] = [];
  for (let ping = 0; ping < count; ping += 1) {
    const startMs = performance.now();
    await fetch(url, { cache: 'no-store' });
    elapsedMs.push(performance.now() - startMs);
  }
  return elapsedMs;
}

async function download(url: string): Promise<number> {
  const startMs = performance.now();
  const response = await fetch(url, { cache: 'no-store' });
  await response.arrayBuffer();
  return performance.now() - startMs;
}

export type NetworkObservation = {
  roundTripMs: { expected: number; httpP50: number | null; webSocketP50: number | null };
  /** From the shaper's ledger; null where no busy period was long enough. */
  rate: { downBitsPerSecond: number | null; upBitsPerSecond: number | null };
  samples: NetworkSamples;
};

/** The observed values beside the expected ones. The HTTP median excludes the ping's own serialisation. */
export function observeNetwork(
  expected: NetworkProfile,
  samples: NetworkSamples,
  ledger: Pick<Ledger, 'down' | 'up'>,
): NetworkObservation {
  return {
    roundTripMs: observeRoundTrips(expected, samples),
    rate: {
      downBitsPerSecond: ledger.down.rateBitsPerSecond,
      upBitsPerSecond: ledger.up.rateBitsPerSecond,
    },
    samples,
  };
}

/** As {@link observeNetwork}, without the rates. */
export function observeRoundTrips(
  expected: NetworkProfile,
  samples: NetworkSamples,
): NetworkObservation['roundTripMs'] {
  const httpP50 = median(samples.httpMs);
  return {
    expected: expected.roundTripMs,
    httpP50: httpP50 === null ? null : httpP50 - serialisationMs(expected, samples.pingSize),
    webSocketP50: median(samples.webSocketMs),
  };
}

/** Milliseconds that a ping's bytes occupy the links. */
function serialisationMs(network: NetworkProfile, size: PingSize | null): number {
  const on = (bitsPerSecond: number | null, bytes: number): number =>
    bitsPerSecond === null ? 0 : (bytes * 8 * 1000) / bitsPerSecond;
  if (!size) return 0;
  return on(network.upBitsPerSecond, size.upBytes) + on(network.downBitsPerSecond, size.downBytes);
}

/** Relative tolerance of round trips and rates. */
export const networkTolerance = 0.05;

/**
 * Allowance for timers and busy moments, ms. It counts above the expected round trip and the host's own share
 * ({@link HostShare}: 1 to 5 ms on an idle 2-core machine, three times that on a slow one), where 5 % is less
 * than this. It decides for `none` and for round trips below 200 ms, where the next profile is still far
 * away. Nothing makes a round trip shorter, so there is no such allowance below.
 */
export const hostAllowanceMs = 10;

/**
 * Judges whether the network was as configured: every median round trip and every proved rate within 5 %, or
 * within the host's allowance above. Values that were not measured are not judged, except that at least one
 * round trip is required.
 */
export function judgeNetwork(
  expected: NetworkProfile,
  observed: Pick<NetworkObservation, 'roundTripMs' | 'rate'>,
  host?: HostShare,
): { ok: boolean; reasons: string[] } {
  const rates = [
    judgeRate('down', expected.downBitsPerSecond, observed.rate.downBitsPerSecond),
    judgeRate('up', expected.upBitsPerSecond, observed.rate.upBitsPerSecond),
  ].filter((reason) => reason !== null);
  const reasons = [...judgeRoundTrips(expected, observed.roundTripMs, host), ...rates];
  return { ok: reasons.length === 0, reasons };
}

/** The deviations of the round trips; empty when they are as configured. */
export function judgeRoundTrips(
  { roundTripMs }: NetworkProfile,
  { httpP50, webSocketP50 }: NetworkObservation['roundTripMs'],
  host: HostShare = { webSocketMs: 0, httpMs: 0 },
): string[] {
  return [
    httpP50 === null && webSocketP50 === null ? 'no round trip was measured' : null,
    judgeRoundTrip('WebSocket', roundTripMs, webSocketP50, host.webSocketMs),
    judgeRoundTrip('HTTP', roundTripMs, httpP50, host.httpMs),
  ].filter((reason) => reason !== null);
}

function judgeRoundTrip(
  kind: string,
  expectedMs: number,
  seenMs: number | null,
  hostMs: number,
): string | null {
  if (seenMs === null) return null;
  const lowMs = expectedMs * (1 - networkTolerance);
  const highMs = expectedMs + hostMs + Math.max(expectedMs * networkTolerance, hostAllowanceMs);
  if (seenMs >= lowMs && seenMs <= highMs) return null;
  return `${kind} round trip ${seenMs.toFixed(1)} ms, expected ${expectedMs} (${lowMs.toFixed(1)} to ${highMs.toFixed(1)})`;
}

function judgeRate(direction: string, expected: number | null, seen: number | null): string | null {
  if (expected === null || seen === null || Math.abs(seen / expected - 1) <= networkTolerance) return null;
  return `${direction} rate ${(seen / 1000).toFixed(1)} kbit/s, expected ${expected / 1000}`;
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.floor(sorted.length / 2)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
