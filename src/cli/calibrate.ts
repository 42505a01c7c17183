import type { Browser } from '../browser/find.ts';
import type { DeviceCalibration } from '../core/device-calibration.ts';
import { calibrateDevices } from '../measure/calibrate-device.ts';
import { devicesOf, parseProfile } from '../profiles/profile.ts';
import { calibrationText } from '../reporters/device.ts';
import type { Voice } from './terminal.ts';

/**
 * Finds how this host is made as fast as the devices of some profiles, and says it.
 *
 * @throws HarnessError `DEVICE_TOO_FAST`, `DEVICE_NOT_FOUND`
 */
export async function calibrateAloud(
  voice: Voice,
  browser: Browser,
  profiles: readonly string[],
): Promise<DeviceCalibration[]> {
  const wanted = devicesOf(profiles.map(parseProfile));
  if (wanted.length === 0) return [];
  return voice.timed(
    'CPU',
    () => calibrateDevices(browser, wanted),
    (found) => found.map((each) => `${each.device}: ${calibrationText(each)}`).join('; '),
  );
}
