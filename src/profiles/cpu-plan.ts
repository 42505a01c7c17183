/** Plans the CPU speed of a run's pages: slowed down by a bare factor, or to the speed of a device. */

import { HarnessError } from '../core/errors.ts';
import type { DeviceCalibration } from '../core/results/device-calibration.ts';
import { median } from '../core/statistics/statistics.ts';
import { type ExpectedFactor, expectedAt } from './cpu.ts';
import type { CpuProbe } from './cpu-probe.ts';
import type { CpuSetting } from './profile.ts';

/** The CPU setting of one page. */
export interface CpuPlan {
  /** Rate of Chromium's CPU throttle, 1 for full speed. */
  rate: number;
  /** The probe with which those of the slowed page are compared, and how much slower they should be. */
  reference: CpuProbe;
  expected: ExpectedFactor;
}

/** Number of recent pages that give the host's current speed: a single one is off by some percent. */
const pages = 5;

/** Knows the calibrated devices, and follows the speed of the host from page to page. */
export class CpuPlanner {
  readonly #devices = new Map<string, DeviceCalibration>();
  readonly #recentMs: number[] = [];

  constructor(calibrations: readonly DeviceCalibration[] = []) {
    for (const calibration of calibrations) this.#devices.set(calibration.device, calibration);
  }

  /**
   * @param reference the probe in the same page at full speed
   * @throws HarnessError `DEVICE_NOT_CALIBRATED`; `DEVICE_OUT_OF_REACH` when the host has become slower
   *   than the device
   */
  plan(cpu: CpuSetting, reference: CpuProbe): CpuPlan {
    if ('factor' in cpu) return { rate: cpu.factor, reference, expected: expectedAt(cpu.factor) };
    this.#recentMs.push(reference.elapsedMs);
    if (this.#recentMs.length > pages) this.#recentMs.shift();
    const { rate, fullSpeed } = this.#calibrationOf(cpu.device.id);
    // A change of the host's speed does not change the speed of the device.
    return { rate: this.rate(cpu), reference: fullSpeed, expected: expectedAt(rate) };
  }

  /**
   * The rate of the throttle at the host's current speed. A host that has become a tenth slower since the
   * calibration needs a rate that is a tenth smaller.
   *
   * @throws HarnessError as {@link plan}
   */
  rate(cpu: CpuSetting): number {
    if ('factor' in cpu) return cpu.factor;
    const { rate, fullSpeed } = this.#calibrationOf(cpu.device.id);
    const nowMs = this.#recentMs.length === 0 ? fullSpeed.elapsedMs : median(this.#recentMs);
    const wanted = (rate * fullSpeed.elapsedMs) / nowMs;
    if (wanted >= 1) return wanted;
    throw new HarnessError(
      'DEVICE_OUT_OF_REACH',
      `The host has become slower than ${cpu.device.id}: its probe takes ${nowMs.toFixed(1)} ms at full speed and took ${fullSpeed.elapsedMs.toFixed(1)} ms at the calibration.`,
      'Keep other work off the host, or take a slower device.',
    );
  }

  #calibrationOf(device: string): DeviceCalibration {
    const found = this.#devices.get(device);
    if (found !== undefined) return found;
    throw new HarnessError(
      'DEVICE_NOT_CALIBRATED',
      `The speed of ${device} on this host is not known.`,
      'Run it by "backscroll run", which calibrates first.',
    );
  }
}
