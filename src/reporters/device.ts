import type { DeviceCalibration } from '../core/device-calibration.ts';
import { formatValue } from '../core/format.ts';

/** How a host was made as fast as a device, for the terminal and the reports. */
export function calibrationText(found: DeviceCalibration): string {
  const index = (value: number): string => formatValue(value, 'count');
  const [low, high] = found.interval.map(index);
  const asFound = `${low} to ${high} in ${found.tries} tries${found.converged ? '' : ', which is not within 5 %'}`;
  return `BenchmarkIndex ${index(found.benchmarkIndex)} by a CPU slowdown of ${index(found.rate)}: ${asFound}; the host has ${index(found.hostIndex)}`;
}
