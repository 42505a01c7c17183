/** Devices whose speed a host imitates, so that a limit means the same on every host. */
import { HarnessError } from '../core/errors.ts';
import { normalPoint } from '../core/statistics/normal.ts';
import { quantile } from '../core/statistics/statistics.ts';

export interface Device {
  /** As in a profile, `fast-3g/low-tier`. */
  id: string;
  title: string;
  /** Lighthouse's BenchmarkIndex of the device. */
  benchmarkIndex: number;
}

/**
 * The targets of Chrome DevTools' own CPU calibration.
 * Source: devtools-frontend, panels/mobile_throttling/CalibrationController.ts, `midScore` and `lowScore`.
 */
export const devices: readonly Device[] = [
  { id: 'mid-tier', title: 'a mid-tier phone, such as a Pixel 5', benchmarkIndex: 1_000 },
  { id: 'low-tier', title: 'a low-tier phone, such as a Moto G Power 2022', benchmarkIndex: 264 },
];

/** One reading of the index at a rate of the throttle. */
export interface CalibrationTry {
  rate: number;
  index: number;
}

export interface DeviceFit {
  rate: number;
  /** 95 % interval of the index at that rate. */
  interval: [low: number, high: number];
}

/**
 * Duration of the CPU probe's fixed work on a device (ms): the upper quartile of what several runs on one
 * machine found. Other programs that fill caches and memory lower BenchmarkIndex by a third but do not change
 * the probe, so a run in a busy hour calibrates a device that is too fast: docs/decisions/devices.md.
 *
 * @param foundMs one or more
 */
export function deviceOfRuns(foundMs: readonly number[]): number {
  return quantile(foundMs, 0.75);
}

/**
 * Half the width of the interval, as a share of the index: `good` is good enough, above `most` is useless.
 */
export const fitTolerance = { good: 0.05, most: 0.1 } as const;

/** The minimum number of tries at each rate from which their spread can be estimated. */
export const fewestTries = 3;

/** Share of the readings trimmed at each end: other load on the host makes single ones wrong by a third. */
const trimmed = 0.2;

/**
 * The rate at which the index is the device's, from tries around it. The index times the rate is constant
 * there, so the trimmed mean of its logarithm is the fit, with the interval of Student's t.
 * Source: Tukey and McLaughlin 1963, the winsorized deviation of a trimmed mean.
 *
 * @param tries at least three
 */
export function fitDevice(tries: readonly CalibrationTry[], benchmarkIndex: number): DeviceFit {
  const products = tries.map(({ index, rate }) => Math.log(index * rate)).sort((a, b) => a - b);
  const cut = Math.floor(trimmed * products.length);
  const middle = products.slice(cut, products.length - cut);
  const [lowest, highest] = [middle[0] ?? Number.NaN, middle.at(-1) ?? Number.NaN];
  const winsorized = products.map((product) => Math.min(highest, Math.max(lowest, product)));
  const halfWidth =
    (studentT95(middle.length - 1) * standardError(winsorized)) / (middle.length / products.length);
  return {
    rate: Math.exp(mean(middle)) / benchmarkIndex,
    interval: [benchmarkIndex * Math.exp(-halfWidth), benchmarkIndex * Math.exp(halfWidth)],
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function standardError(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

/**
 * The two-sided 95 % point of Student's t, within 0.5 % from 5 degrees of freedom on.
 * Source: Abramowitz and Stegun 26.7.5.
 */
function studentT95(degrees: number): number {
  const z = normalPoint(0.025);
  return z + (z ** 3 + z) / (4 * degrees) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2);
}

/** Whether the interval of the index is within the given share of the index on both sides. */
export function isWithin(
  { interval: [low, high] }: DeviceFit,
  benchmarkIndex: number,
  share: number,
): boolean {
  return low >= benchmarkIndex * (1 - share) && high <= benchmarkIndex * (1 + share);
}

/** A host that becomes a little slower within the run must still be faster than the device. */
const leastRate = 1.05;

/** @throws HarnessError `DEVICE_TOO_FAST` when the calibrated rate leaves the host no room to vary */
export function assertRoom(device: Device, rate: number): void {
  if (rate >= leastRate) return;
  throw new HarnessError(
    'DEVICE_TOO_FAST',
    `This host is hardly faster than ${device.id} (${device.title}): a slowdown of ${rate.toFixed(2)} makes them equal, and ${leastRate} is the least.`,
    'Take a slower device, a bare factor (--cpu 1, or a profile such as fast-3g/cpu-1), or a faster host.',
  );
}

/** @throws HarnessError `DEVICE_TOO_FAST` when the host is not faster than the device */
export function assertReachable(device: Device, hostIndex: number): void {
  if (hostIndex > device.benchmarkIndex) return;
  throw new HarnessError(
    'DEVICE_TOO_FAST',
    `This host reads BenchmarkIndex ${Math.round(hostIndex)}, and ${device.id} is ${device.title}, of ${device.benchmarkIndex}: nothing can make the host faster.`,
    'Take a slower device, a bare factor (--cpu 1, or a profile such as fast-3g/cpu-1), or a faster host.',
  );
}
