import { type HostLoad, hostLoad } from './host-load.ts';
import type { HostSample } from './host-sample.ts';
import { otherBrowsers } from './other-browsers.ts';

/**
 * Limits as shares of the host's whole capacity (all cores).
 *
 * On 2 cores 5 % is a tenth of a core, above what an idle system's daemons take; 15 % is a third of a
 * core, about what a busy loop gets against a throttled page, its traffic and its database, all of
 * which want the cores as well.
 *
 * Over one second a daemon's burst of 50 ms is 2.5 % of 2 cores and three of them 7.5 %; a busy loop is a
 * quarter of the capacity where it has to share, and half of it where not.
 */
export const hostLimits = {
  whole: { foreign: { noisy: 0.05, void: 0.15 }, steal: { noisy: 0.01, void: 0.1 } },
  second: { foreign: { noisy: 0.1, void: 0.2 }, steal: { noisy: 0.05, void: 0.2 } },
  /** Another browser that does more than wait may draw at any time. */
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
 * Judges whether an iteration had the host to itself, from samples in order of time: the whole of it, and
 * its worst second, in which a short hog is not averaged away.
 *
 * A host that cannot be read counts as quiet with the reason kept: then only the CPU probe and the
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

/** A window is at least so long, µs: the timer of a busy runner does not tick to the millisecond. */
const leastWindowUs = 900_000;

/** The window of about a second in which other programs took most; undefined when none is that long. */
export function worstWindow(samples: readonly HostSample[]): HostLoad | undefined {
  return most(windowsOf(samples), 'foreignShare');
}

function most(loads: readonly HostLoad[], share: 'foreignShare' | 'stealShare'): HostLoad | undefined {
  return loads.toSorted((a, b) => b[share] - a[share])[0];
}

/** For every sample the shortest window that ends with it and is long enough, short of the whole. */
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
