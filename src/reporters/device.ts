import { formatCount, formatValue } from '../core/format.ts';
import type { DeviceCalibration } from '../core/results/device-calibration.ts';

/** How a host was made as fast as a device, for the terminal and the reports. */
export function calibrationText(found: DeviceCalibration): string {
  const index = (value: number): string => formatValue(value, 'count');
  const [low, high] = found.interval.map(index);
  const asFound = `it reads ${low} to ${high} in ${found.tries} tries${found.converged ? '' : ', wider than ± 5 %'}`;
  const { ownRate, runs = 1 } = found;
  const earlier =
    runs > 1 && ownRate !== undefined
      ? `, the upper quartile of ${formatCount(runs)} runs on this machine (by this one alone ${index(ownRate)})`
      : '';
  return `BenchmarkIndex ${index(found.benchmarkIndex)} by a CPU slowdown of ${index(found.rate)}${earlier}: ${asFound}; the host has ${index(found.hostIndex)}`;
}
