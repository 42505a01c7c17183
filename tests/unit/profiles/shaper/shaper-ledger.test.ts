import { expect, test } from '@playwright/test';
import { findNetwork } from '../../../../src/profiles/profile.ts';
import { Account, DirectionAccount } from '../../../../src/profiles/shaper/shaper-ledger.ts';

test('the rate is bytes over the time from the first departure to the last real arrival', () => {
  const account = new DirectionAccount();
  account.arrived(25_000, 1_000_000, 1_500_000, 0);
  account.arrived(25_000, 1_500_000, 2_000_000, 0);
  expect(account.read()).toMatchObject({
    bytes: 50_000,
    busyUs: 1e6,
    busyBytes: 50_000,
    rateBitsPerSecond: 4e5,
  });
});

test('a shaper that delivers late has a lower rate, whatever it planned', () => {
  const account = new DirectionAccount();
  account.arrived(50_000, 0, 1_000_000, 250_000);
  expect(account.read()).toMatchObject({ rateBitsPerSecond: 320_000, worstLateUs: 250_000 });
});

test('idle time is no busy time, and short periods are counted but not judged', () => {
  const account = new DirectionAccount();
  account.arrived(50_000, 0, 1_000_000, 0);
  account.arrived(100, 5_000_000, 5_002_000, 900);
  account.arrived(50_000, 9_000_000, 10_000_000, 0);
  expect(account.read()).toMatchObject({
    bytes: 100_100,
    busyUs: 2_000_000,
    busyBytes: 100_000,
    rateBitsPerSecond: 400_000,
  });
});

test('a ping that comes late proves no rate', () => {
  const account = new DirectionAccount();
  account.arrived(100, 0, 2000, 300_000);
  expect(account.read()).toMatchObject({ rateBitsPerSecond: null, worstLateUs: 300_000 });
});

test('without a long period there is no rate', () => {
  const account = new DirectionAccount();
  expect(account.read().rateBitsPerSecond).toBeNull();
  account.arrived(100, 0, 2000, 0);
  account.passed(1_000_000);
  expect(account.read()).toMatchObject({ bytes: 1_000_100, rateBitsPerSecond: null });
});

test('a reset starts a new account but knows the open connections', () => {
  const account = new Account(findNetwork('none'));
  account.opened('127.0.0.1:80');
  account.refused('example.org:443');
  account.refused('example.org:443');
  account.failed();
  account.carried('down', '127.0.0.1:80', 7);
  account.carried('up', '127.0.0.1:80', 3);
  expect(account.read()).toMatchObject({
    network: 'none',
    connections: { opened: 1, failed: 1, refused: 2, openNow: 1 },
    refusedDestinations: { 'example.org:443': 2 },
    hosts: { '127.0.0.1:80': { downBytes: 7, upBytes: 3, connections: 1 } },
  });
  account.reset();
  expect(account.read()).toMatchObject({
    connections: { opened: 0, failed: 0, refused: 0, openNow: 1 },
    refusedDestinations: {},
    hosts: {},
  });
});

test('every setting of the link is kept, and a reset keeps the one in force', () => {
  const account = new Account(findNetwork('none'));
  account.set(findNetwork('fast-3g'));
  expect(account.read().settings.map(({ id }) => id)).toEqual(['none', 'fast-3g']);
  account.reset();
  account.set(findNetwork('none'));
  const { network, startedAtUs, settings } = account.read();
  expect(network).toBe('none');
  expect(settings).toMatchObject([
    { id: 'fast-3g', roundTripMs: 150, downBitsPerSecond: 1_600_000, atUs: startedAtUs },
    { id: 'none', roundTripMs: 0, downBitsPerSecond: null },
  ]);
});
