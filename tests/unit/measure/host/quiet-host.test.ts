import { expect, test } from '@playwright/test';
import type { HostSample } from '../../../../src/measure/host/host-sample.ts';
import { awaitQuietHost } from '../../../../src/measure/host/quiet-host.ts';

/** A host with one stranger, who uses such a share of a core until so many seconds have passed. */
function host(busySeconds: number, share = 1) {
  let seconds = 0;
  const sample = (): HostSample => {
    const ticks = Math.min(seconds, busySeconds) * 100 * share;
    const stranger = { parent: 1, name: 'make', own: ticks, ended: 0, ours: false, kernel: false };
    return {
      atUs: seconds * 1e6,
      cores: 2,
      counters: {
        status: 'read',
        ticks: { working: ticks, interrupts: 0, steal: 0, idle: 0 },
        processes: new Map([[7, stranger]]),
      },
      pressureUs: 0,
    };
  };
  const wait = (ms: number): Promise<void> => {
    seconds += ms / 1000;
    return Promise.resolve();
  };
  return { sample, wait };
}

test('a quiet host is looked at once', async () => {
  expect(await awaitQuietHost([], host(0))).toEqual({
    judgement: { state: 'quiet', reasons: [] },
    waitedMs: 1_000,
  });
});

test('a disturbance that ends is waited for', async () => {
  expect(await awaitQuietHost([], host(3))).toMatchObject({ judgement: { state: 'quiet' }, waitedMs: 4_000 });
});

test('one that does not is named, and no longer waited for', async () => {
  expect(await awaitQuietHost([], host(60))).toEqual({
    judgement: {
      state: 'void',
      reasons: ["50.0 % of the host's CPU was used by other programs: make (7) 50.0 %"],
    },
    waitedMs: 10_000,
  });
});

test('a host that is only noisy is waited for no longer than three seconds', async () => {
  expect(await awaitQuietHost([], host(60, 0.15))).toMatchObject({
    judgement: { state: 'noisy' },
    waitedMs: 3_000,
  });
});
