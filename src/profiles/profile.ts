import { HarnessError } from '../core/errors.ts';
import { suggestion } from '../core/suggest.ts';
import { type Device, devices } from './device.ts';

/**
 * The properties of the last mile. A rate of null is no limit.
 *
 * Rates are TCP payload in decimal bits per second. WebPageTest's shapers (netem, dummynet) count IP packets,
 * of which at least 40 of 1,500 bytes are headers, and pure acknowledgements use upstream capacity too; so
 * the same number lets about 3 % more payload through here. Both ends can count payload exactly, so the
 * achieved rate can be proved to the byte.
 */
export type NetworkProfile = {
  id: string;
  title: string;
  downBitsPerSecond: number | null;
  upBitsPerSecond: number | null;
  /** Round trip of the last mile alone, without host and server time; half of it in each direction. */
  roundTripMs: number;
  /** Slowed down inside the browser instead of by the shaper (devtools-network.ts). */
  byDevtools?: true;
  source: string;
  /** Similar presets of other tools, and how they differ. */
  relatives: string;
};

/** A factor by which the host is slowed down, or a device whose speed it imitates. */
export type CpuSetting = { factor: number } | { device: Device };

/** A network and a CPU, written `fast-3g/cpu-4` or `fast-3g/low-tier`. */
export type Profile = { id: string; network: NetworkProfile; cpu: CpuSetting };

const webPageTest = 'WebPageTest API reference, connectivity profiles (3GSlow, 3G, 3GFast, 4G)';

/**
 * WebPageTest's packet-level definitions.
 *
 * DevTools and Lighthouse delay requests, not packets, so their presets carry correction factors for the
 * handshakes that they cannot see: request latency × 3.75 and throughput × 0.9 (`3G`: × 5 and × 0.8;
 * `Fast 4G`: × 2.75 and × 0.9). Never use those corrected numbers in a packet-level shaper.
 * Sources: Lighthouse docs/throttling.md; devtools-frontend core/sdk/NetworkManager.ts and
 * models/trace/lantern/simulation/Constants.ts.
 */
export const networkProfiles: readonly NetworkProfile[] = [
  {
    id: 'none',
    title: 'No shaping',
    downBitsPerSecond: null,
    upBitsPerSecond: null,
    roundTripMs: 0,
    source: 'WebPageTest `Native`',
    relatives: 'DevTools “No throttling”.',
  },
  {
    id: 'slow-3g',
    title: 'Slow 3G (400/400 kbit/s, 400 ms)',
    downBitsPerSecond: 400_000,
    upBitsPerSecond: 400_000,
    roundTripMs: 400,
    source: `${webPageTest}; older connectivity.ini samples call it 3G_EM and use 3GSlow for 780/330 kbit/s, 200 ms`,
    relatives: 'DevTools “3G” (was “Slow 3G”): 500/500 kbit/s × 0.8 and 400 ms × 5 = 2,000 ms a request.',
  },
  {
    id: '3g',
    title: '3G (1,600/768 kbit/s, 300 ms)',
    downBitsPerSecond: 1_600_000,
    upBitsPerSecond: 768_000,
    roundTripMs: 300,
    source: webPageTest,
    relatives: 'Lighthouse mobileRegular3G: the same 300 ms (× 3.75 a request), but 700/700 kbit/s × 0.9.',
  },
  {
    id: 'fast-3g',
    title: 'Fast 3G (1,600/768 kbit/s, 150 ms)',
    downBitsPerSecond: 1_600_000,
    upBitsPerSecond: 768_000,
    roundTripMs: 150,
    source: webPageTest,
    relatives:
      'Lighthouse mobileSlow4G, its default (1,638/750 kbit/s), and DevTools “Slow 4G” (was “Fast 3G”; 1,600/750 kbit/s): × 0.9 and 150 ms × 3.75 = 562.5 ms a request.',
  },
  {
    id: '4g',
    title: '4G (9,000/9,000 kbit/s, 170 ms)',
    downBitsPerSecond: 9_000_000,
    upBitsPerSecond: 9_000_000,
    roundTripMs: 170,
    source: webPageTest,
    relatives: 'DevTools “Fast 4G”: 9,000/1,500 kbit/s × 0.9 and 60 ms × 2.75 = 165 ms a request.',
  },
];

/** Their ids, for help texts and errors. */
export const networkIds = networkProfiles.map(({ id }) => id).join(', ');

/** The slowdowns of the standard matrix; any factor of 1 and more is accepted. */
export const cpuSlowdowns: readonly number[] = [1, 4, 6];

/** @throws HarnessError `NETWORK_UNKNOWN` with the nearest name and the list */
export function findNetwork(id: string): NetworkProfile {
  const found = networkProfiles.find((network) => network.id === id);
  if (found) return found;
  throw new HarnessError(
    'NETWORK_UNKNOWN',
    `There is no network profile “${id}”.`,
    `${suggestion(
      id,
      networkProfiles.map((network) => network.id),
    )}Known are ${networkIds}.`,
  );
}

/** The network as DevTools throttles it. Its id differs: its figures are not comparable with the shaper's. */
export function devtoolsNetwork(network: NetworkProfile): NetworkProfile {
  return { ...network, id: `${network.id}-devtools`, byDevtools: true };
}

/**
 * Reads a CPU: a device such as `low-tier`, or a slowdown, `4` or `cpu-4`.
 * @throws HarnessError `CPU_SLOWDOWN_INVALID` unless it is a device, or a number of 1 and more
 */
export function parseCpu(text: string): CpuSetting {
  const device = devices.find(({ id }) => id === text);
  if (device !== undefined) return { device };
  const digits = /^(?:cpu-)?(\d+(?:\.\d+)?)$/.exec(text)?.[1];
  const factor = Number(digits);
  if (digits !== undefined && factor >= 1 && Number.isFinite(factor)) return { factor };
  const ids = devices.map(({ id }) => id);
  throw new HarnessError(
    'CPU_SLOWDOWN_INVALID',
    `“${text}” is neither a device nor a CPU slowdown.`,
    `${suggestion(text, ids)}Write a device, ${ids.join(' or ')}, or a factor of 1 (as fast as the host) or more, such as ${cpuSlowdowns.map((n) => `cpu-${n}`).join(', ')}.`,
  );
}

/** Joins the two halves; the id is canonical, so equal profiles have equal ids. */
export function makeProfile(network: NetworkProfile, cpu: CpuSetting): Profile {
  return { id: formatProfile({ network, cpu }), network, cpu };
}

/**
 * Reads `network/cpu`, such as `fast-3g/low-tier`; the second half may be missing and is then `cpu-1`.
 * @throws HarnessError `PROFILE_INVALID`, `NETWORK_UNKNOWN`, `CPU_SLOWDOWN_INVALID`
 */
export function parseProfile(text: string): Profile {
  const [network, cpu, ...rest] = text.trim().split('/');
  if (!network || rest.length > 0) {
    throw new HarnessError(
      'PROFILE_INVALID',
      `“${text}” is not a profile.`,
      'Write a network and a CPU, such as fast-3g/low-tier or none/cpu-1.',
    );
  }
  return makeProfile(findNetwork(network), cpu === undefined ? { factor: 1 } : parseCpu(cpu));
}

/** The canonical text of a profile, such as `fast-3g/low-tier`. */
export function formatProfile({ network, cpu }: Pick<Profile, 'network' | 'cpu'>): string {
  return `${network.id}/${'device' in cpu ? cpu.device.id : `cpu-${cpu.factor}`}`;
}

/** The devices that some profiles need, each once. */
export function devicesOf(profiles: readonly Pick<Profile, 'cpu'>[]): Device[] {
  return [...new Set(profiles.flatMap(({ cpu }) => ('device' in cpu ? [cpu.device] : [])))];
}
