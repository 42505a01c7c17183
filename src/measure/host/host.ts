import { type HostLoad, hostLoad } from './host-load.ts';
import type { HostSample } from './host-sample.ts';
import { otherBrowsers } from './other-browsers.ts';

/**
 * Limits as shares of the host's whole capacity (all cores).
 *
 * On 2 cores 5 % is a tenth of a core, more than an idle system's daemons take. 15 % is a third of a core:
 * about what a busy loop gets when it competes with a throttled page, its traffic and its database.
 *
 * Over one second a daemon's burst of 50 ms is 2.5 % of 2 cores and three bursts are 7.5 %. A busy loop takes
 * a quarter of the capacity where it has to share, and half of it where not.
 */
export const hostLimits = {
  whole: { foreign: { noisy: 0.05, void: 0.15 }, steal: { noisy: 0.01, void: 0.1 } },
  second: { foreign: { noisy: 0.1, void: 0.2 }, steal: { noisy: 0.05, void: 0.2 } },
  /** Another browser that uses more CPU than an idle one may draw at any time. */
  browserNoisy: 0.01,
} as const;

interface Limits {
  foreign: Limit;
  steal: Limit;
}
interface Limit {
  noisy: number;
  void: number;
}

export type HostJudgement = { state: 'quiet' | 'noisy' | 'void'; reasons: string[] };

/**
 * Judges whether an iteration had the host to itself, from samples in order of time: over the whole
 * iteration, and over its worst second, in which a short load is not averaged away.
 *
 * A host that cannot be sampled counts as quiet, and the reason is kept: then only the CPU probe and the
 * statistics protect the figures.
 */
export function judgeHost(samples: readonly HostSample[]): HostJudgement {
  const judgement: HostJudgement = { state: 'quiet', reasons: [] };
  if (samples.length < 2) return judgement;
  const whole = hostLoad(samples);
  if ('reason' in whole) return { state: 'quiet', reasons: [`unavailable: ${whole.reason}`] };
  judgeForeign(judgement, whole, hostLimits.whole, "of the host's CPU");
  judgeSteal(judgement, whole, hostLimits.whole, "of the host's CPU");
  const seconds = windowsOf(samples);
  judgeForeign(judgement, most(seconds, 'foreignShare'), hostLimits.second, inWorstSecond);
  judgeSteal(judgement, most(seconds, 'stealShare'), hostLimits.second, inWorstSecond);
  for (const { share, text } of otherBrowsers(samples)) {
    if (share <= hostLimits.browserNoisy) continue;
    judgement.reasons.push(`another browser was at work: ${text}`);
    if (judgement.state === 'quiet') judgement.state = 'noisy';
  }
  return judgement;
}

const inWorstSecond = "of the host's CPU in its worst second";

/** Minimum length of a window, µs; below one second because the timer of a busy runner is not exact. */
const leastWindowUs = 900_000;

/**
 * The window of about a second in which other programs took most; undefined when no window is long enough.
 */
export function worstWindow(samples: readonly HostSample[]): HostLoad | undefined {
  return most(windowsOf(samples), 'foreignShare');
}

function most(loads: readonly HostLoad[], share: 'foreignShare' | 'stealShare'): HostLoad | undefined {
  return loads.toSorted((a, b) => b[share] - a[share])[0];
}

/** For every sample the shortest window long enough that ends with it, unless it is the whole iteration. */
function windowsOf(samples: readonly HostSample[]): HostLoad[] {
  return samples.flatMap((after, end) => {
    const start = samples.findLastIndex((each) => after.atUs - each.atUs >= leastWindowUs);
    if (start < 0 || (start === 0 && end === samples.length - 1)) return [];
    const load = hostLoad(samples.slice(start, end + 1));
    return 'reason' in load ? [] : [load];
  });
}

function judgeForeign(
  judgement: HostJudgement,
  load: HostLoad | undefined,
  limits: Limits,
  of: string,
): void {
  if (load === undefined) return;
  const culprits = load.foreign
    .map(({ name, pid, share }) => `${name} (${pid}) ${percent(share)}`)
    .join(', ');
  const by = culprits === '' ? '' : `: ${culprits}`;
  raise(judgement, load.foreignShare, limits.foreign, `${of} was used by other programs${by}`);
}

function judgeSteal(judgement: HostJudgement, load: HostLoad | undefined, limits: Limits, of: string): void {
  if (load === undefined) return;
  raise(judgement, load.stealShare, limits.steal, `${of} was taken by other guests of the hypervisor`);
}

function raise(judgement: HostJudgement, share: number, limit: Limit, what: string): void {
  if (share <= limit.noisy) return;
  judgement.reasons.push(`${percent(share)} ${what}`);
  if (share > limit.void) judgement.state = 'void';
  else if (judgement.state === 'quiet') judgement.state = 'noisy';
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
