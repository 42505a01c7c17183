import { performance } from 'node:perf_hooks';
import { type CDPSession, chromium, type Page } from 'playwright';
import type { Browser } from '../browser/find.ts';
import { launchOptions } from '../browser/launch.ts';
import type { DeviceCalibration } from '../core/device-calibration.ts';
import { HarnessError } from '../core/errors.ts';
import { median } from '../core/statistics.ts';
import { startCoreShare } from '../instruments/core-share.ts';
import { applyCpuSlowdown } from '../profiles/cpu.ts';
import { type CpuProbe, calibrateCpu, medianProbe, probeCpu } from '../profiles/cpu-probe.ts';
import {
  assertReachable,
  assertRoom,
  type CalibrationTry,
  type Device,
  type DeviceFit,
  fewestTries,
  fitDevice,
  fitTolerance,
  isWithin,
} from '../profiles/device.ts';
import { benchmarkIndex } from './benchmark-index.ts';

/** Of one reading of the index, as in Chrome DevTools' calibration. */
const tryMs = 250;

/** Around the first guess of the rate, in turn, so that drift of the host is in all of them alike. */
const aroundGuess = [1, 0.85, 1.18] as const;

/** After so long a fit that is good enough to go on with will do, and after so long there is none. */
const patienceMs = { forGood: 9_000, forAny: 25_000 } as const;

/** Readings at full speed before: the first one is of cold code. */
const fullSpeedReadings = 4;

/**
 * Finds the rates of Chromium's CPU throttle at which this host is as fast as some devices, in a browser of its own.
 * About 5 s a device, 10 s on a host that varies, and 25 s before it is given up.
 *
 * @throws HarnessError `DEVICE_TOO_FAST` where the host is slower than a device, `DEVICE_NOT_FOUND` where the readings
 *   vary too much
 */
export async function calibrateDevices(
  browser: Browser,
  wanted: readonly Device[],
): Promise<DeviceCalibration[]> {
  if (wanted.length === 0) return [];
  const running = await chromium.launch(await launchOptions(browser));
  try {
    const page = await running.newPage();
    const session = await page.context().newCDPSession(page);
    const found: DeviceCalibration[] = [];
    for (const device of wanted) {
      const stopShare = await startCoreShare(page);
      const calibration = await calibrate(page, session, device);
      found.push({ ...calibration, coreShare: await stopShare() });
    }
    return found;
  } finally {
    await running.close();
  }
}

async function calibrate(page: Page, session: CDPSession, device: Device): Promise<DeviceCalibration> {
  const startedMs = performance.now();
  const { benchmarkIndex: target } = device;
  await applyCpuSlowdown(session, 1);
  const atFullSpeed: number[] = [];
  for (let reading = 0; reading < fullSpeedReadings; reading++) {
    atFullSpeed.push(await page.evaluate(benchmarkIndex, tryMs));
  }
  const hostIndex = median(atFullSpeed.slice(1));
  assertReachable(device, hostIndex);
  await calibrateCpu(session);
  const { fit, tries, fullSpeed } = await findRate(page, session, {
    device,
    guess: hostIndex / target,
    startedMs,
  });
  assertRoom(device, fit.rate);
  return {
    device: device.id,
    benchmarkIndex: target,
    hostIndex,
    ...fit,
    converged: isWithin(fit, target, fitTolerance.good),
    fullSpeed,
    tries,
    tookMs: performance.now() - startedMs,
  };
}

async function findRate(
  page: Page,
  session: CDPSession,
  { device, guess, startedMs }: { device: Device; guess: number; startedMs: number },
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
    if (isWithin(fit, target, tolerance)) return { fit, tries: tries.length, fullSpeed };
    if (tookMs > patienceMs.forAny) throw notFound(device, fit.interval, tries.length);
  }
}

/**
 * The tries as they had been at the usual speed of the host: on a shared one that changes by a third within seconds, and
 * the probe right before a reading knows.
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
    'Keep other work off the host, or take a bare factor such as --cpu 4.',
  );
}
