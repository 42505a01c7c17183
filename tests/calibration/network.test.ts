import type { Browser, Page } from '@playwright/test';
import { chromium, expect, test } from '@playwright/test';
import { applyDevtoolsNetwork } from '../../src/profiles/devtools-network.ts';
import { findNetwork, type NetworkProfile, networkProfiles } from '../../src/profiles/profile.ts';
import type { Shaper } from '../../src/profiles/shaper/shaper.ts';
import { startShaper } from '../../src/profiles/shaper/shaper.ts';
import type { ProbeHost } from '../../src/profiles/verify/probe-host.ts';
import { startProbeHost } from '../../src/profiles/verify/probe-host.ts';
import {
  hostAllowanceMs,
  judgeNetwork,
  type NetworkSamples,
  observeNetwork,
  openNetworkProbe,
} from '../../src/profiles/verify/verify-network.ts';
import { median, network } from './network-sockets.ts';
import { expectKnown, within } from './observe.ts';

/** The shaper in front of real Chromium. Every expectation is computed from the profile. */
let browser: Browser;
let shaper: Shaper;
let host: ProbeHost;
let page: Page;

test.beforeAll(async () => {
  host = await startProbeHost();
  shaper = await startShaper({ network: findNetwork('none') });
  browser = await chromium.launch({
    executablePath: process.env.BACKSCROLL_BROWSER ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    proxy: { server: shaper.proxyUrl },
  });
});

test.afterAll(async () => {
  await browser.close();
  await shaper[Symbol.asyncDispose]();
  await host[Symbol.asyncDispose]();
});

test.beforeEach(async () => {
  await shaper.setNetwork(findNetwork('none'));
  page = await browser.newPage();
});

test.afterEach(async () => {
  await page.close();
});

test('loopback goes through the shaper', async () => {
  await shaper.resetLedger();
  await page.goto(host.url);
  const { hosts } = await shaper.ledger();
  expect(hosts[new URL(host.url).host]?.downBytes).toBeGreaterThan(100);
});

/** Of each kind so many that a host which is away for a moment is so for the lesser part of them. */
function pingsFor({ roundTripMs }: NetworkProfile): { webSocketPings: number; httpPings: number } {
  const pings = Math.max(7, Math.ceil(200 / Math.max(4, roundTripMs)));
  return { webSocketPings: pings, httpPings: pings };
}

for (const profile of networkProfiles) {
  test(`${profile.id}: WebSocket and HTTP round trips are the profile’s`, async () => {
    await using probe = await openNetworkProbe(page, host);
    // What browser and host take of a ping without a link: 2 ms, and 20 on one of half the speed.
    const before = await probe.measure(pingsFor(profile));
    await shaper.setNetwork(profile);
    const samples = await probe.measure(pingsFor(profile));
    const observed = observeNetwork(profile, samples, await shaper.ledger());
    await shaper.setNetwork(findNetwork('none'));
    const after = await probe.measure(pingsFor(profile));
    // A host that others use is not the same from one second to the next.
    const slower = (of: (samples: NetworkSamples) => readonly number[]): number =>
      Math.max(median(of(before)), median(of(after)));
    const own = {
      webSocketMs: slower(({ webSocketMs }) => webSocketMs),
      httpMs: slower(({ httpMs }) => httpMs),
    };
    expect(judgeNetwork(profile, observed, own)).toEqual({ ok: true, reasons: [] });
    await expectKnown(
      {
        metric: `WebSocket round trip, ${profile.id}`,
        expected: profile.roundTripMs,
        least: profile.roundTripMs * 0.95,
        most: profile.roundTripMs + own.webSocketMs + Math.max(profile.roundTripMs * 0.05, hostAllowanceMs),
        why: 'what a ping takes without a link, 5 %, and at least 10 ms for a busy moment',
      },
      observed.roundTripMs.webSocketP50 ?? Number.NaN,
    );
  });
}

test('a wrong network is recognised', async () => {
  await using probe = await openNetworkProbe(page, host);
  await shaper.setNetwork(findNetwork('fast-3g'));
  // Not 4g: its round trip is 20 ms longer, which a busy host may add by itself.
  const observed = observeNetwork(findNetwork('3g'), await probe.measure(), await shaper.ledger());
  expect(judgeNetwork(findNetwork('3g'), observed).ok).toBe(false);
});

test('slow-3g: 400 KB over HTTP take 8.4 s, and the ledger proves the rate', async () => {
  const slow3g = findNetwork('slow-3g');
  await using probe = await openNetworkProbe(page, host);
  await shaper.setNetwork(slow3g);
  await shaper.resetLedger();
  const samples = await probe.measure({ webSocketPings: 0, httpPings: 1, downloadBytes: 400_000 });
  expectWithin(samples.download?.elapsedMs, 8000 + 400);
  const { rate } = observeNetwork(slow3g, samples, await shaper.ledger());
  await expectKnown(
    within('rate down, slow-3g', 400_000, 0.05, 'what the profiles promise'),
    rate.downBitsPerSecond ?? Number.NaN,
  );
});

test('slow-3g: 200 KB to a WebSocket and back take 8.4 s', async () => {
  await page.goto(host.url);
  const socket = await page.evaluateHandle(openSocket, host.webSocketUrl);
  await shaper.setNetwork(findNetwork('slow-3g'));
  await shaper.resetLedger();
  // The echo starts when the whole message has come, so the two directions do not overlap.
  expectWithin(await socket.evaluate(timeEcho, 200_000), 2 * 4000 + 400);
  const { up, down } = await shaper.ledger();
  expectWithin(up.rateBitsPerSecond, 400_000);
  expectWithin(down.rateBitsPerSecond, 400_000);
});

test('fast-3g: an upload has the upstream’s rate', async () => {
  await page.goto(host.url);
  const upload = { url: `${host.url}/sink`, bytes: 144_000 };
  const aloneMs = await page.evaluate(timeUpload, upload);
  await shaper.setNetwork(findNetwork('fast-3g'));
  await shaper.resetLedger();
  // 96,000 bytes a second upstream; the connection is warm, and the answer adds a round trip.
  const elapsedMs = await page.evaluate(timeUpload, upload);
  expect(elapsedMs).toBeGreaterThan((1500 + 150) * 0.95);
  expect(elapsedMs).toBeLessThan((1500 + 150) * 1.05 + aloneMs);
  expectWithin((await shaper.ledger()).up.rateBitsPerSecond, 768_000);
});

test('two downloads share the link, and both end with the sum', async () => {
  await page.goto(host.url);
  await page.evaluate(timeDownloads, { url: `${host.url}/bytes/1`, count: 2 });
  await shaper.setNetwork(network({ downBitsPerSecond: 1_600_000, roundTripMs: 50 }));
  const ends = await page.evaluate(timeDownloads, { url: `${host.url}/bytes/150000`, count: 2 });
  for (const endMs of ends) expectWithin(endMs, 1500 + 50);
});

test('a ping beside a download waits for two segments at most', async () => {
  await using probe = await openNetworkProbe(page, host);
  await shaper.setNetwork(findNetwork('fast-3g'));
  const downloaded = page.evaluate(timeDownloads, { url: `${host.url}/bytes/300000`, count: 1 });
  const { webSocketMs } = await probe.measure({ webSocketPings: 7, httpPings: 0 });
  const [downloadMs] = await downloaded;
  // A segment takes 7.3 ms. Behind the whole download the first ping alone would take 1,500 ms more.
  expect(median(webSocketMs)).toBeGreaterThan(150 * 0.95);
  expect(median(webSocketMs)).toBeLessThan(150 * 1.05 + 2 * 7.3 + 10);
  expect(downloadMs).toBeGreaterThan(1500);
});

test('what is not allowed does not load, and is listed', async () => {
  await shaper.resetLedger();
  await expect(page.goto('http://chat.example.org/')).rejects.toThrow(/ERR_SOCKS_CONNECTION_FAILED/);
  expect((await shaper.ledger()).refusedDestinations).toHaveProperty(['chat.example.org:80']);
});

test('DevTools throttling delays requests, but not WebSocket messages', async () => {
  await using probe = await openNetworkProbe(page, host);
  const session = await page.context().newCDPSession(page);
  await applyDevtoolsNetwork(session, findNetwork('slow-3g'));
  const { httpMs, webSocketMs } = await probe.measure({ webSocketPings: 7, httpPings: 5 });
  expect(median(httpMs)).toBeGreaterThan(380);
  expect(median(httpMs)).toBeLessThan(440);
  // If this fails, Chromium has learnt it, and DevTools throttling became an alternative to the shaper.
  expect(median(webSocketMs)).toBeLessThan(100);
});

/** Within 5 %, the tolerance that the profiles promise. */
function expectWithin(seen: number | null | undefined, expected: number): void {
  expect(seen ?? 0).toBeGreaterThan(expected * 0.95);
  expect(seen ?? 0).toBeLessThan(expected * 1.05);
}

function openSocket(url: string): Promise<WebSocket> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    socket.addEventListener('open', () => resolve(socket), { once: true });
  });
}

function timeEcho(socket: WebSocket, bytes: number): Promise<number> {
  return new Promise((resolve) => {
    const startMs = performance.now();
    socket.addEventListener('message', () => resolve(performance.now() - startMs), { once: true });
    socket.send('x'.repeat(bytes));
  });
}

async function timeUpload({ url, bytes }: { url: string; bytes: number }): Promise<number> {
  const startMs = performance.now();
  await fetch(url, { method: 'POST', body: 'x'.repeat(bytes) });
  return performance.now() - startMs;
}

function timeDownloads({ url, count }: { url: string; count: number }): Promise<number[]> {
  const startMs = performance.now();
  const download = async (index: number): Promise<number> => {
    // Equal addresses would wait for each other's cache entry.
    const response = await fetch(`${url}?${index}`);
    await response.arrayBuffer();
    return performance.now() - startMs;
  };
  return Promise.all(Array.from({ length: count }, (_, index) => download(index)));
}
