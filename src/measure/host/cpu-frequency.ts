import { globSync, readFileSync } from 'node:fs';

const folder = '/sys/devices/system/cpu';

/**
 * Current clock of all cores, on average (MHz); null where the system does not report it: virtual machines,
 * macOS. Recorded but not judged: an idle core clocks down, and the CPU probe and the benchmark index show
 * the effect of a slow clock on a page.
 * Source: https://docs.kernel.org/admin-guide/pm/cpufreq.html, scaling_cur_freq in kHz
 */
export function readFrequencyMHz(): number | null {
  const kilohertz = globSync(`${folder}/cpu[0-9]*/cpufreq/scaling_cur_freq`).flatMap(numberIn);
  if (kilohertz.length === 0) return null;
  return kilohertz.reduce((sum, each) => sum + each, 0) / kilohertz.length / 1000;
}

/** The range and the governor, for the description of a machine; or why they are unknown. */
export function describeFrequency(): string {
  const first = `${folder}/cpu0/cpufreq`;
  const [leastKHz] = numberIn(`${first}/cpuinfo_min_freq`);
  const [mostKHz] = numberIn(`${first}/cpuinfo_max_freq`);
  if (leastKHz === undefined || mostKHz === undefined) return 'unavailable: this system does not tell';
  const governor = textOf(`${first}/scaling_governor`) ?? 'unknown';
  return `${Math.round(leastKHz / 1000)} to ${Math.round(mostKHz / 1000)} MHz, governor ${governor}`;
}

function numberIn(file: string): number[] {
  const value = Number(textOf(file) ?? Number.NaN);
  return Number.isFinite(value) ? [value] : [];
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    // Most virtual machines have no such file, and some cores go offline.
    return undefined;
  }
}
