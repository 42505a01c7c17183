import { expect, test } from '@playwright/test';
import { findNetwork } from '../../../../src/profiles/profile.ts';
import { Account } from '../../../../src/profiles/shaper/shaper-ledger.ts';
import { type ActedNetwork, judgeActedNetwork } from '../../../../src/profiles/verify/verify-act.ts';

const slow3g = findNetwork('slow-3g');

function acted(more: Partial<ActedNetwork> = {}): ActedNetwork {
  return { ledger: new Account(slow3g).read(), roundTripsMs: [404], received: undefined, ...more };
}

test('a network that was left alone has held', () => {
  expect(judgeActedNetwork(slow3g, acted())).toEqual([]);
});

test('a setting that was changed in the act is seen although it was put right again', () => {
  const account = new Account(slow3g);
  account.set(findNetwork('none'));
  account.set(slow3g);
  expect(judgeActedNetwork(slow3g, acted({ ledger: account.read() }))).toEqual([
    'the shaper was set to none 0.0 s into the act, expected slow-3g',
  ]);
});

test('setting the same again changes nothing', () => {
  const account = new Account(slow3g);
  account.set({ ...slow3g, id: 'another-name' });
  expect(judgeActedNetwork(slow3g, acted({ ledger: account.read() }))).toEqual([]);
});

for (const [roundTripsMs, ok] of [
  [[379], false],
  [[380], true],
  [[900, 402], true],
  // Beside what the page still loads a ping waits for one segment of each connection.
  [[575], true],
  [[651], false],
  [[402, 12], false],
] as const) {
  test(`round trips of ${roundTripsMs.join(' and ')} ms after an act at 400 are ${ok ? 'right' : 'wrong'}`, () => {
    expect(judgeActedNetwork(slow3g, acted({ roundTripsMs }))).toHaveLength(ok ? 0 : 1);
  });
}

test('a shaping that came out of nothing is seen too', () => {
  const none = findNetwork('none');
  const ledger = new Account(none).read();
  expect(judgeActedNetwork(none, acted({ ledger, roundTripsMs: [2] }))).toEqual([]);
  expect(judgeActedNetwork(none, acted({ ledger, roundTripsMs: [151] }))).toEqual([
    'the round trip was 151.0 ms after the act, expected 0',
  ]);
});

test('without a round trip nothing has been shown', () => {
  expect(judgeActedNetwork(slow3g, acted({ roundTripsMs: [] }))).toEqual([
    'no round trip was measured after the act',
  ]);
});

test('bytes that the shaper did not carry went past it', () => {
  expect(
    judgeActedNetwork(slow3g, acted({ received: { bodyBytes: 99_000, carriedBytes: 100_000 } })),
  ).toEqual([]);
  expect(judgeActedNetwork(slow3g, acted({ received: { bodyBytes: 1_500, carriedBytes: 0 } }))).toEqual([]);
  expect(judgeActedNetwork(slow3g, acted({ received: { bodyBytes: 99_000, carriedBytes: 500 } }))).toEqual([
    'the page received at least 99000 bytes and the shaper carried 500: the rest went past it',
  ]);
});
