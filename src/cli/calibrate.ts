import type { Browser } from '../browser/find.ts';
import { blameOf } from '../core/error-codes.ts';
import { HarnessError } from '../core/errors.ts';
import type { DeviceCalibration } from '../core/results/device-calibration.ts';
import { calibrateDevices } from '../measure/host/calibrate-device.ts';
import type { RunOptions } from '../measure/run-options.ts';
import { devicesOf, parseProfile } from '../profiles/profile.ts';
import { calibrationText } from '../reporters/device.ts';
import type { Logger } from './terminal.ts';

/**
 * Finds how this host is made as fast as the devices of some profiles, and says it.
 *
 * @throws HarnessError `DEVICE_TOO_FAST`, `DEVICE_NOT_FOUND`
 */
export async function calibrateLogged(
  logger: Logger,
  browser: Browser,
  profiles: readonly string[],
  directory: string,
): Promise<DeviceCalibration[]> {
  const wanted = devicesOf(profiles.map(parseProfile));
  if (wanted.length === 0) return [];
  return logger.timed(
    'CPU',
    () => calibrateDevices(browser, wanted, directory),
    (found) => found.map((each) => `${each.device}: ${calibrationText(each)}`).join('; '),
  );
}

/**
 * The same for a suite, which leaves out what this host has no room for.
 *
 * @param optional those of the profiles that a host may be too slow for
 * @throws HarnessError where a device of another profile cannot be made
 */
export async function calibrateSuiteLogged(
  logger: Logger,
  browser: Browser,
  { profiles, directory }: Pick<RunOptions, 'profiles' | 'directory'>,
  optional: readonly string[],
): Promise<Pick<RunOptions, 'devices' | 'leftOut'>> {
  const devices = await calibrateLogged(
    logger,
    browser,
    profiles.filter((profile) => !optional.includes(profile)),
    directory,
  );
  const leftOut: RunOptions['leftOut'] = [];
  for (const profile of profiles.filter((each) => optional.includes(each))) {
    try {
      devices.push(...(await calibrateLogged(logger, browser, [profile], directory)));
    } catch (cause) {
      if (!(cause instanceof HarnessError) || blameOf(cause.code).fault !== 'host') throw cause;
      const reason = cause.message.split('\n', 1).join().replace(/\.$/, '');
      logger.say(`Not measured: ${profile}. ${reason}.`);
      leftOut.push({ profile, reason });
    }
  }
  return { devices, leftOut };
}
