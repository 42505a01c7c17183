import { expect, test } from '@playwright/test';
import { seededRandom } from '../../../src/core/statistics/random.ts';
import { CpuPlanner } from '../../../src/profiles/cpu-plan.ts';
import {
  assertReachable,
  assertRoom,
  type CalibrationTry,
  deviceOfRuns,
  devices,
  fitDevice,
  isWithin,
} from '../../../src/profiles/device.ts';

const target = 264;
const lowTier = devices.find(({ id }) => id === 'low-tier');
if (lowTier === undefined) throw new Error('there is no low-tier device');

/** A host on which the index is 3,000 over the rate, and the throttle takes 2 % more than it says. */
const tryAt = (rate: number, noise: number): CalibrationTry => ({
  rate,
  index: (3_000 / (rate * 1.02)) * Math.exp(noise),
});

/** Near enough to a normal distribution: the sum of twelve uniform numbers. */
function normal(random: () => number): number {
  return Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6);
}

test('the rate is that at which the index is the device’s', () => {
  const random = seededRandom(1);
  const rates = Array.from({ length: 10 }, () => [11.4, 9.7, 13.4]).flat();
  const exact = 3_000 / 1.02 / target;
  const fits = Array.from({ length: 400 }, () =>
    fitDevice(
      rates.map((rate) => tryAt(rate, 0.1 * normal(random))),
      target,
    ),
  );
  // At the rate that was found the true index lies in the interval 95 times of 100.
  const covered = fits.filter(({ rate, interval: [low, high] }) => {
    const index = (target * exact) / rate;
    return index >= low && index <= high;
  });
  expect(covered.length).toBeGreaterThanOrEqual(370);
  expect(covered.length).toBeLessThanOrEqual(393);
  expect(fits.filter((fit) => isWithin(fit, target, 0.05)).length).toBeGreaterThan(300);
});

test('single readings that the host slowed by half change nothing', () => {
  const random = seededRandom(2);
  const calm = Array.from({ length: 30 }, () => tryAt(11.4, 0.1 * normal(random)));
  const disturbed = calm.map((each, index) => (index % 7 === 0 ? { ...each, index: each.index / 2 } : each));
  const fit = fitDevice(disturbed, target);
  expect(isWithin(fit, target, 0.1)).toBe(true);
  expect(Math.abs(fit.rate / fitDevice(calm, target).rate - 1)).toBeLessThan(0.05);
});

test('readings that vary too much have not converged', () => {
  const wild = [0.3, -0.3, 0.25, -0.25, 0.2, -0.2, 0.1, -0.1, 0].map((noise) => tryAt(11.4, noise));
  expect(isWithin(fitDevice(wild, target), target, 0.1)).toBe(false);
});

test('a busy hour, which finds a faster device, does not move it', () => {
  expect(deviceOfRuns([30])).toBe(30);
  expect(deviceOfRuns([30, 30.5, 29.5, 30, 22, 30, 30.5, 23])).toBeCloseTo(30.1, 1);
});

test('a host that is slower than the device is refused with both figures', () => {
  expect(() => assertReachable(lowTier, 263)).toThrow(/BenchmarkIndex 263, .*264.*DEVICE_TOO_FAST/s);
  expect(() => assertReachable(lowTier, 265)).not.toThrow();
});

test('a host that is hardly faster than the device is refused with the rate that was found', () => {
  expect(() => assertRoom(lowTier, 1.02)).toThrow(/slowdown of 1\.02 .*1\.05 is the least.*DEVICE_TOO_FAST/s);
  expect(() => assertRoom(lowTier, 1.06)).not.toThrow();
});

const calibration = {
  device: 'low-tier',
  benchmarkIndex: target,
  hostIndex: 3_000,
  rate: 11,
  interval: [258, 270] as [number, number],
  converged: true,
  fullSpeed: { elapsedMs: 2, threadMs: 14 },
  tries: 9,
  tookMs: 4_000,
};
const probe = (elapsedMs: number) => ({ elapsedMs, threadMs: 7 * elapsedMs });

test('a bare factor is what it says, against the very page', () => {
  const plan = new CpuPlanner().plan({ factor: 4 }, probe(2.2));
  expect(plan).toEqual({ rate: 4, reference: probe(2.2), expected: { least: 4, most: 4.2 } });
});

test('a host that becomes slower is slowed down less, and the page is compared with the device', () => {
  const planner = new CpuPlanner([calibration]);
  const cpu = { device: lowTier };
  expect(planner.plan(cpu, probe(2))).toEqual({
    rate: 11,
    reference: calibration.fullSpeed,
    expected: { least: 11, most: 11.55 },
  });
  // A single page that was disturbed moves nothing.
  for (const elapsedMs of [2, 2]) planner.plan(cpu, probe(elapsedMs));
  expect(planner.plan(cpu, probe(3)).rate).toBe(11);
  for (const elapsedMs of [2.5, 2.5]) planner.plan(cpu, probe(elapsedMs));
  expect(planner.plan(cpu, probe(2.5))).toMatchObject({ rate: 8.8, expected: { least: 11 } });
  expect(planner.rate(cpu)).toBe(8.8);
});

test('a host that has become slower than the device, and a device that was never sought', () => {
  const planner = new CpuPlanner([calibration]);
  expect(() => planner.plan({ device: lowTier }, probe(23))).toThrow(
    /low-tier.*23\.0 ms.*2\.0 ms.*DEVICE_OUT_OF_REACH/s,
  );
  expect(() => new CpuPlanner().rate({ device: lowTier })).toThrow(/DEVICE_NOT_CALIBRATED/);
});
