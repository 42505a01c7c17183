/** How fast the pages of a run are made to be: by a bare factor, or as fast as a device. */
import type { DeviceCalibration } from '../core/device-calibration.ts';
import { HarnessError } from '../core/errors.ts';
import { median } from '../core/statistics.ts';
import { type ExpectedFactor, expectedAt } from './cpu.ts';
import type { CpuProbe } from './cpu-probe.ts';
import type { CpuSetting } from './profile.ts';

/** What one page gets. */
export interface CpuPlan {
  /** Of Chromium's CPU throttle, 1 for full speed. */
  rate: number;
  /** What the probes of the slowed page are compared with, and how much slower than that they should be. */
  reference: CpuProbe;
  expected: ExpectedFactor;
  /** Of a core that the rate reckons the main thread to have while the page acts; undefined where that is not known. */
  coreShare: number | undefined;
}

/** What a page does, for what its main thread has of a core meanwhile. */
export interface PlannedAct {
  cell: string;
  pass: string;
}

/** So many pages say how fast the host is now, and what a main thread has of a core: a single one is off by some percent. */
const pages = 5;

/** So much of what the rate reckons with a main thread has, or the page was not as fast as the device. */
const coreTolerance = 0.25;

/** Knows the calibrated devices, and follows the speed of the host from page to page. */
export class CpuPlanner {
  readonly #devices = new Map<string, DeviceCalibration>();
  readonly #recentMs: number[] = [];
  readonly #shares: (PlannedAct & { share: number })[] = [];

  constructor(calibrations: readonly DeviceCalibration[] = []) {
    for (const calibration of calibrations) this.#devices.set(calibration.device, calibration);
  }

  /**
   * @param reference the probe in this very page at full speed
   * @param act that comes next: the share of a core that the last ones left to the main thread is in the rate
   * @throws HarnessError `DEVICE_NOT_CALIBRATED`; `DEVICE_OUT_OF_REACH` when the host has become slower than the device
   */
  plan(cpu: CpuSetting, reference: CpuProbe, act: PlannedAct): CpuPlan {
    if ('factor' in cpu)
      return { rate: cpu.factor, reference, expected: expectedAt(cpu.factor), coreShare: undefined };
    this.#recentMs.push(reference.elapsedMs);
    if (this.#recentMs.length > pages) this.#recentMs.shift();
    const { rate, fullSpeed, coreShare: calibrated } = this.#calibrationOf(cpu.device.id);
    const coreShare = calibrated === undefined ? undefined : (this.#shareIn(act) ?? calibrated);
    // The throttle stalls for waiting as it does for work: where half of the core is left, half of the rate will do.
    const left = calibrated === undefined || coreShare === undefined ? 1 : coreShare / calibrated;
    const held = Math.max(1, this.rate(cpu) * left);
    // However fast the host has become: the device is as slow as it was. The probes have the core for themselves.
    const expected = expectedAt((rate * held) / this.rate(cpu));
    return { rate: held, reference: fullSpeed, expected, coreShare };
  }

  /** What the main thread had of a core in an act. */
  notice(act: PlannedAct, share: number | undefined): void {
    if (share !== undefined) this.#shares.push({ ...act, share });
  }

  /** That of the last acts of the same cell, or of others in the same pass where it is the first. */
  #shareIn({ cell, pass }: PlannedAct): number | undefined {
    const alike = this.#shares.filter((each) => each.pass === pass);
    const own = alike.filter((each) => each.cell === cell);
    const last = (own.length > 0 ? own : alike).slice(-pages).map(({ share }) => share);
    return last.length === 0 ? undefined : median(last);
  }

  /**
   * The rate of the throttle by what is known of the host now. A host that has become a tenth slower since the
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

/** Why a page was not as fast as its device while it acted; undefined when it was, or nobody knows. */
export function coreDisturbance({ coreShare }: CpuPlan, had: number | undefined): string | undefined {
  if (coreShare === undefined || had === undefined) return undefined;
  if (Math.abs(had / coreShare - 1) <= coreTolerance) return undefined;
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  return `CPU: the main thread had ${percent(had)} of a core while the page acted, where ${percent(coreShare)} was reckoned with`;
}
