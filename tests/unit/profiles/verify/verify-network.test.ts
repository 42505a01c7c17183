import { expect, test } from '@playwright/test';
import { findNetwork } from '../../../../src/profiles/profile.ts';
import { DirectionAccount } from '../../../../src/profiles/shaper/shaper-ledger.ts';
import { judgeNetwork, observeNetwork } from '../../../../src/profiles/verify/verify-network.ts';

const slow3g = findNetwork('slow-3g');
const unproved = { downBitsPerSecond: null, upBitsPerSecond: null };
const pings = (webSocketP50: number | null, httpP50: number | null = null) => ({
  roundTripMs: { expected: 0, httpP50, webSocketP50 },
  rate: unproved,
});

for (const [network, seenMs, ok] of [
  ['slow-3g', 400, true],
  ['slow-3g', 380, true],
  ['slow-3g', 420, true],
  ['slow-3g', 379, false],
  ['slow-3g', 421, false],
  ['none', 4, true],
  ['none', 11, false],
  ['fast-3g', 159, true],
  ['fast-3g', 161, false],
  ['fast-3g', 142, false],
] as const) {
  test(`${network} with an echo of ${seenMs} ms is ${ok ? 'right' : 'wrong'}`, () => {
    expect(judgeNetwork(findNetwork(network), pings(seenMs)).ok).toBe(ok);
    expect(judgeNetwork(findNetwork(network), pings(null, seenMs)).ok).toBe(ok);
  });
}

test('no round trip at all proves nothing', () => {
  expect(judgeNetwork(slow3g, pings(null))).toEqual({ ok: false, reasons: ['no round trip was measured'] });
});

test('a proved rate must be within 5 %', () => {
  const judge = (downBitsPerSecond: number) =>
    judgeNetwork(slow3g, { ...pings(400), rate: { downBitsPerSecond, upBitsPerSecond: 400_000 } });
  expect(judge(419_000).ok).toBe(true);
  expect(judge(430_000).reasons).toEqual(['down rate 430.0 kbit/s, expected 400']);
});

test('an HTTP ping is relieved of the time that its own bytes take', () => {
  const idle = new DirectionAccount().read();
  const samples = {
    webSocketMs: [404, 401, 402],
    httpMs: [416, 414],
    download: null,
    pingSize: { upBytes: 500, downBytes: 250 },
  };
  const observed = observeNetwork(slow3g, samples, { down: idle, up: idle });
  expect(observed.roundTripMs).toEqual({ expected: 400, httpP50: 400, webSocketP50: 402 });
  expect(observed.rate).toEqual(unproved);
});

test('what the host takes for a ping is not put down to the link', () => {
  const idle = new DirectionAccount().read();
  const samples = { webSocketMs: [163], httpMs: [171], download: null, pingSize: null };
  const slowHost = { webSocketMs: 9, httpMs: 17 };
  const fast3g = findNetwork('fast-3g');
  const observed = observeNetwork(fast3g, samples, { down: idle, up: idle });
  expect(judgeNetwork(fast3g, observed, slowHost).ok).toBe(true);
  expect(judgeNetwork(fast3g, observed).ok).toBe(false);
  // A link that is too fast is seen on a slow host as well.
  const fast = observeNetwork(fast3g, { ...samples, httpMs: [140] }, { down: idle, up: idle });
  expect(judgeNetwork(fast3g, fast, slowHost).reasons).toEqual([
    'HTTP round trip 140.0 ms, expected 150 (142.5 to 177.0)',
  ]);
});
