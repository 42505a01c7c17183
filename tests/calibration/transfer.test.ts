/** Requests and bytes of a page whose every body is known, through the shaper. */
import { expect } from '@playwright/test';
import { requests } from '../../src/metrics/requests.ts';
import { transferBytes } from '../../src/metrics/transfer-bytes.ts';
import { findNetwork } from '../../src/profiles/profile.ts';
import { startShaper } from '../../src/profiles/shaper/shaper.ts';
import { desktop, open, test } from './fixtures.ts';
import { exactly, expectKnown } from './observe.ts';
import { value } from './value.ts';

test('a page with four bodies: five requests and the server’s every byte', async ({ time, setup }) => {
  await using shaper = await startShaper({ network: findNetwork('fast-3g') });
  const { pages } = setup;
  let before = 0;
  const recording = await time(
    async (subject) => {
      await open('idle.html')(subject);
      await shaper.resetLedger();
      before = pages.writtenBytes;
    },
    async (subject) => {
      await open('traffic.html')(subject);
      expect(await subject.page.evaluate('done')).toEqual([1_000, 20_000, 300_000, 300_000]);
      return { scrolls: [], journeys: [] };
    },
    { ...desktop, proxy: { server: shaper.proxyUrl } },
  );
  const written = pages.writtenBytes - before;
  const receivedBytes = (await shaper.ledger()).down.bytes;
  // The document and four bodies: exact, for a page without a favicon asks for nothing else.
  await expectKnown(exactly('requests', 5), value(requests.derive(recording)));
  // Exact: what the server's sockets wrote is what the link carried.
  await expectKnown(
    exactly('transfer-bytes', written),
    value(transferBytes.derive({ ...recording, receivedBytes })),
  );
  expect(written).toBeGreaterThan(621_000);
});
