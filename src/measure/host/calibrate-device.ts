import { performance } from 'node:perf_hooks';
import { type CDPSession, chromium, type Page } from 'playwright';
import type { Browser } from '../../browser/find.ts';
import { launchOptions } from '../../browser/launch.ts';
import { HarnessError } from '../../core/errors.ts';
import type { DeviceCalibration } from '../../core/results/device-calibration.ts';
import { median } from '../../core/statistics/statistics.ts';
import { startCoreShare } from '../../instruments/core-share.ts';
import { applyCpuSlowdown } from '../../profiles/cpu.ts';
import { type CpuProbe, calibrateCpu, medianProbe, probeCpu } from '../../profiles/cpu-probe.ts';
import {
  assertReachable,
  assertRoom,
  type CalibrationTry,
  type Device,
  type DeviceFit,
  deviceOfRuns,
  fewestTries,
  fitDevice,
  fitTolerance,
  isWithin,
} from '../../profiles/device.ts';
import { benchmarkIndex } from './benchmark-index.ts';
import { KeptDevices } from './kept-devices.ts';

/** Duration of one reading of the index, as in Chrome DevTools' calibration. */
const tryMs = 250;

/** Factors on the first guess of the rate. They take turns, so that drift of the host affects all alike. */
const aroundGuess = [1, 0.85, 1.18] as const;

/**
 * After `forGood` a fit within the wider tolerance is accepted; after `forAny` the search fails. When at
 * least `enoughRuns` earlier runs found the device, any fit is accepted after `forGood`: it is one value
 * among many.
 */
const patienceMs = { forGood: 9_000, forAny: 25_000 } as const;
const enoughRuns = 4;

/** Index readings at full speed. The first one is dropped because its code is cold. */
const fullSpeedReadings = 4;

/**
 * Finds the rates of Chromium's CPU throttle at which this host is as fast as some devices. Uses its own
 * browser. Takes about 5 s a device, 10 s on a host that varies, and in the first runs on a machine up to
 * 25 s before it fails.
 *
 * @param directory the harness's working directory, which keeps what each run found
 * @throws HarnessError `DEVICE_TOO_FAST` where the host is slower than a device, `DEVICE_NOT_FOUND` where
 *   the readings vary too much
 */
export async function calibrateDevices(
  browser: Browser,
  wanted: readonly Device[],
  directory: string,
): Promise<DeviceCalibration[]> {
  if (wanted.length === 0) return [];
  const running = await chromium.launch(await launchOptions(browser));
  try {
    const page = await running.newPage();
    const session = await page.context().newCDPSession(page);
    const kept = new KeptDevices(directory, browser);
    const found: DeviceCalibration[] = [];
    for (const device of wanted) {
      const stopShare = await startCoreShare(page);
      const calibration = await calibrate(page, session, device, kept);
      found.push({ ...calibration, coreShare: await stopShare() });
    }
    return found;
  } finally {
    await running.close();
  }
}

async function calibrate(
  page: Page,
  session: CDPSession,
  device: Device,
  kept: KeptDevices,
): Promise<DeviceCalibration> {
  const startedMs = performance.now();
  const { benchmarkIndex: target } = device;
  await applyCpuSlowdown(session, 1);
  const hostIndex = await indexOf(page);
  assertReachable(device, hostIndex);
  await calibrateCpu(session);
  const earlierMs = kept.of(device.id);
  const { fit, tries, fullSpeed } = await findRate(page, session, {
    device,
    guess: hostIndex / target,
    startedMs,
    isKnown: earlierMs.length >= enoughRuns,
  });
  const ownMs = fit.rate * fullSpeed.elapsedMs;
  const foundMs = [...earlierMs, ownMs];
  const rate = deviceOfRuns(foundMs) / fullSpeed.elapsedMs;
  // The index times the rate is constant.
  const [low, high] = fit.interval;
  const atRate = fit.rate / rate;
  assertRoom(device, rate);
  kept.add(device.id, ownMs);
  return {
    device: device.id,
    benchmarkIndex: target,
    hostIndex,
    rate,
    ownRate: fit.rate,
    runs: foundMs.length,
    interval: [low * atRate, high * atRate],
    converged: isWithin(fit, target, fitTolerance.good),
    fullSpeed,
    tries,
    tookMs: performance.now() - startedMs,
  };
}

async function indexOf(page: Page): Promise<number> {
  const readings: number[] = [];
  for (let reading = 0; reading < fullSpeedReadings; reading++) {
    readings.push(await page.evaluate(benchmarkIndex, tryMs));
  }
  return median(readings.slice(1));
}

interface Search {
  device: Device;
  /** First guess of the rate. */
  guess: number;
  startedMs: number;
  /** Whether enough earlier runs found the device. */
  isKnown: boolean;
}

async function findRate(
  page: Page,
  session: CDPSession,
  { device, guess, startedMs, isKnown }: Search,
): Promise<{ fit: DeviceFit; tries: number; fullSpeed: CpuProbe }> {
  const { benchmarkIndex: target } = device;
  const tries: (CalibrationTry & { atFullSpeed: CpuProbe })[] = [];
  for (;;) {
    for (const factor of aroundGuess) {
      const rate = Math.max(1, guess * factor);
      await applyCpuSlowdown(session, 1);
      const atFullSpeed = await probeCpu(session);
      await applyCpuSlowdown(session, rate);
      tries.push({ rate, index: await page.evaluate(benchmarkIndex, tryMs), atFullSpeed });
    }
    if (tries.length < fewestTries * aroundGuess.length) continue;
    const fullSpeed = medianProbe(tries.map((each) => each.atFullSpeed));
    const fit = fitDevice(atOneSpeed(tries, fullSpeed.elapsedMs), target);
    const tookMs = performance.now() - startedMs;
    const tolerance = tookMs > patienceMs.forGood ? fitTolerance.most : fitTolerance.good;
    const isEnough = isKnown && tookMs > patienceMs.forGood;
    if (isEnough || isWithin(fit, target, tolerance)) return { fit, tries: tries.length, fullSpeed };
    if (tookMs > patienceMs.forAny) throw notFound(device, fit.interval, tries.length);
  }
}

/**
 * The tries corrected to the host's usual speed. The speed of a shared host changes by a third within
 * seconds; the probe right before each reading shows it.
 */
function atOneSpeed(
  tries: readonly (CalibrationTry & { atFullSpeed: CpuProbe })[],
  usualMs: number,
): CalibrationTry[] {
  return tries.map(({ rate, index, atFullSpeed }) => ({
    rate,
    index: (index * atFullSpeed.elapsedMs) / usualMs,
  }));
}

function notFound(
  { id, benchmarkIndex: target }: Device,
  [low, high]: [number, number],
  tries: number,
): HarnessError {
  return new HarnessError(
    'DEVICE_NOT_FOUND',
    `The speed of this host varies too much to find ${id}: after ${tries} tries its index lies between ${Math.round(low)} and ${Math.round(high)}, where ${target} ± 10 % is the most.`,
    'Keep other work off the host, or take a bare factor (--cpu 4, or a profile such as fast-3g/cpu-4).',
  );
}
