/** What is seen of the network after an act: that its shaping still holds, and that the page went through it. */
import { expect } from '@playwright/test';
import type { Browser } from 'playwright';
import { readMoment, receivedBodyBytes } from '../../src/page/received.ts';
import { findNetwork } from '../../src/profiles/profile.ts';
import { type Shaper, startShaper } from '../../src/profiles/shaper/shaper.ts';
import { openLinkProbe } from '../../src/profiles/verify/link-probe.ts';
import { type ProbeHost, startProbeHost } from '../../src/profiles/verify/probe-host.ts';
import { judgeActedNetwork } from '../../src/profiles/verify/verify-act.ts';
import { test } from './fixtures.ts';

const bodyBytes = 100_000;
let shaper: Shaper;
let host: ProbeHost;

test.beforeAll(async () => {
  shaper = await startShaper({ network: findNetwork('none') });
  host = await startProbeHost();
});

test.afterAll(async () => {
  await host[Symbol.asyncDispose]();
  await shaper[Symbol.asyncDispose]();
});

test.beforeEach(() => shaper.setNetwork(findNetwork('none')));

for (const id of ['none', 'fast-3g', 'slow-3g']) {
  test(`${id} still holds after an act that left it alone`, async () => {
    const network = findNetwork(id);
    using link = await openLinkProbe(shaper, host);
    await shaper.setNetwork(network);
    await shaper.resetLedger();
    const ledger = await shaper.ledger();
    const roundTripsMs = await link.measure(network.roundTripMs);
    expect(judgeActedNetwork(network, { ledger, roundTripsMs, received: undefined })).toEqual([]);
  });
}

test('a shaping that was revoked in the act is seen by the round trip and by the ledger', async () => {
  const network = findNetwork('fast-3g');
  using link = await openLinkProbe(shaper, host);
  await shaper.setNetwork(network);
  await shaper.resetLedger();
  await shaper.setNetwork(findNetwork('none'));
  const ledger = await shaper.ledger();
  const roundTripsMs = await link.measure(network.roundTripMs);
  expect(judgeActedNetwork(network, { ledger, roundTripsMs, received: undefined })).toEqual([
    expect.stringMatching(/the shaper was set to none/),
    expect.stringMatching(/the round trip was .* ms after the act, expected 150/),
  ]);
});

/** A page that loads 100,000 bytes, and what it and the shaper say of them. */
async function load(browser: Browser, proxy?: { server: string }) {
  const context = await browser.newContext(proxy === undefined ? {} : { proxy });
  try {
    const page = await context.newPage();
    await page.goto(host.url);
    await shaper.resetLedger();
    const moment = await page.evaluate(readMoment);
    await page.evaluate(
      (url) => fetch(url).then((answer) => answer.text()),
      `${host.url}/bytes/${bodyBytes}`,
    );
    const received = {
      bodyBytes: await page.evaluate(receivedBodyBytes, moment),
      carriedBytes: (await shaper.ledger()).down.bytes,
    };
    const ledger = await shaper.ledger();
    return {
      received,
      reasons: judgeActedNetwork(findNetwork('none'), { ledger, roundTripsMs: [1], received }),
    };
  } finally {
    await context.close();
  }
}

test('a page behind the shaper received what the shaper carried', async ({ setup }) => {
  const { received, reasons } = await load(setup.browser, { server: shaper.proxyUrl });
  expect(received.bodyBytes).toBe(bodyBytes);
  expect(received.carriedBytes).toBeGreaterThan(bodyBytes);
  expect(reasons).toEqual([]);
});

test('a page beside the shaper is found out', async ({ setup }) => {
  const { received, reasons } = await load(setup.browser);
  expect(received).toEqual({ bodyBytes, carriedBytes: 0 });
  expect(reasons).toEqual([expect.stringMatching(/the rest went past it/)]);
});
