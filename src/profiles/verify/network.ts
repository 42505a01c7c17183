/** Verifies the network of an iteration: before its act, during it, and right after it. */
import type { CDPSession, Page } from 'playwright';
import type { Verification } from '../../core/results/verification.ts';
import { applyDevtoolsNetwork } from '../devtools-network.ts';
import { findNetwork, type NetworkProfile, type Profile } from '../profile.ts';
import type { Shaper } from '../shaper/shaper.ts';
import type { Ledger } from '../shaper/shaper-ledger.ts';
import type { ProbeHost } from './probe-host.ts';
import { judgeActedNetwork } from './verify-act.ts';
import {
  type HostShare,
  judgeNetwork,
  judgeRoundTrips,
  type NetworkProbe,
  type NetworkSamples,
  observeNetwork,
  observeRoundTrips,
  openNetworkProbe,
} from './verify-network.ts';

/** A link that is shaped, and a host behind it with known answers. */
export interface ShapedLink {
  shaper: Shaper;
  probeHost: ProbeHost;
}

/** No limit and no delay: set-up and preparation are not measured and need not wait. */
export const unshaped = findNetwork('none');

/** Measurements of the network before the act. */
export interface NetworkReadiness {
  samples: NetworkSamples;
  /** Duration of a ping on the host before the link was shaped. */
  host: HostShare;
  /** The shaper's account of the pings. */
  ledger: Ledger;
}

/** Slows a page's network down with the method of its profile. */
export async function slowNetwork(
  link: ShapedLink,
  session: CDPSession,
  network: NetworkProfile,
): Promise<void> {
  if (network.byDevtools === true) await applyDevtoolsNetwork(session, network);
  else await link.shaper.setNetwork(network);
}

/** The shaper's own setting meanwhile: unshaped where DevTools throttles. */
export function shaperSetting(network: NetworkProfile): NetworkProfile {
  return network.byDevtools === true ? unshaped : network;
}

/** How long a proof of the rate should keep the link busy, ms: enough for the ledger to judge. */
const rateProofMs = 400;

/**
 * Measures the current network from a blank page of the probe host. The page stays there, and the link is
 * unshaped again.
 *
 * @param proveRate downloads enough to prove the rate of the link, for acts that transfer little
 */
export async function checkNetwork(
  page: Page,
  link: ShapedLink,
  network: NetworkProfile,
  proveRate = false,
): Promise<NetworkReadiness> {
  // Opened over the unshaped link, which saves its round trips.
  await link.shaper.setNetwork(unshaped);
  await using probe = await openNetworkProbe(page, link.probeHost);
  const host = await probe.measureHost();
  const session = await page.context().newCDPSession(page);
  const ready = await sampleNetwork(probe, { link, session, network, proveRate, host });
  // DevTools' throttling ends with its session.
  await session.detach();
  return ready;
}

async function sampleNetwork(
  probe: NetworkProbe,
  options: {
    link: ShapedLink;
    session: CDPSession;
    network: NetworkProfile;
    proveRate: boolean;
    host: HostShare;
  },
): Promise<NetworkReadiness> {
  const { link, session, network, proveRate, host } = options;
  await slowNetwork(link, session, network);
  await link.shaper.resetLedger();
  const downloadBytes =
    proveRate && network.byDevtools !== true && network.downBitsPerSecond !== null
      ? Math.ceil((network.downBitsPerSecond / 8) * (rateProofMs / 1000))
      : 0;
  const samples = await sampleRoundTrips(probe, network, downloadBytes, host);
  const ledger = await link.shaper.ledger();
  await link.shaper.setNetwork(unshaped);
  return { samples, host, ledger };
}

/**
 * Pings of each kind in each turn. One is enough where it shows the configured latency. The next two or four
 * outvote a ping that a busy host held up, but not a link with another latency. Odd totals make the median a
 * measured value.
 */
const pingsInTurn = [1, 2, 2] as const;

async function sampleRoundTrips(
  probe: NetworkProbe,
  network: NetworkProfile,
  downloadBytes: number,
  host: HostShare,
): Promise<NetworkSamples> {
  const [first, ...more] = pingsInTurn;
  let samples = await probe.measure({ webSocketPings: first, httpPings: first, downloadBytes });
  for (const pings of more) {
    if (showsRoundTrip(network, samples, host)) break;
    const { webSocketMs, httpMs } = await probe.measure({ webSocketPings: pings, httpPings: pings });
    samples = {
      ...samples,
      webSocketMs: [...samples.webSocketMs, ...webSocketMs],
      httpMs: [...samples.httpMs, ...httpMs],
    };
  }
  return samples;
}

function showsRoundTrip(network: NetworkProfile, samples: NetworkSamples, host: HostShare): boolean {
  const roundTripMs = observeRoundTrips(network, judgedSamples(network, samples));
  return judgeRoundTrips(network, roundTripMs, host).length === 0;
}

/** DevTools delays no WebSocket messages: `notShaped` reports this instead of a judgement. */
function judgedSamples({ byDevtools }: NetworkProfile, samples: NetworkSamples): NetworkSamples {
  return byDevtools === true ? { ...samples, webSocketMs: [] } : samples;
}

/** The conditions that DevTools' throttling does not change, or that the harness cannot prove. */
const notShaped = [
  'the latency of WebSocket messages',
  'the rates, which are not proved',
  'whether it held through the act, which is not proved',
];

/** Measurements of the network during the act and right after it. */
export interface ActedSetting {
  /** The shaper's account of the act. */
  ledger: Ledger;
  roundTripsMs: readonly number[];
  /** Bytes by the page's count and by the shaper's; undefined when the page was not read. */
  received: { bodyBytes: number; carriedBytes: number } | undefined;
}

/** Bytes that the page received, without those of the probe host. */
export function pageBytes(ledger: Ledger, { probeHost }: Pick<ShapedLink, 'probeHost'>): number {
  const probe = ledger.hosts[new URL(probeHost.url).host];
  return ledger.down.bytes - (probe?.downBytes ?? 0);
}

/**
 * Verifies the network: the round trips of the probe before the act and of the link after it, that the
 * setting held and carried the page's bytes, and the rates of the act or else of the probe.
 */
export function networkVerdict(
  { network }: Profile,
  { samples, host, ledger }: NetworkReadiness,
  acted: ActedSetting,
): { verification: NonNullable<Verification['network']>; reasons: string[] } {
  const byDevtools = network.byDevtools === true;
  const rate = (direction: 'down' | 'up'): Ledger['down'] => {
    const proven = provenRate(acted.ledger, ledger, direction);
    // With DevTools' throttling the ledger counts bytes before they are held back.
    return byDevtools ? { ...proven, rateBitsPerSecond: null } : proven;
  };
  const rates = { down: rate('down'), up: rate('up') };
  const observed = observeNetwork(network, judgedSamples(network, samples), rates);
  const held = judgeActedNetwork(shaperSetting(network), acted);
  return {
    verification: {
      expectedRoundTripMs: network.roundTripMs,
      httpRoundTripMs: samples.httpMs,
      webSocketRoundTripMs: samples.webSocketMs,
      hostRoundTripMs: { http: host.httpMs, webSocket: host.webSocketMs },
      expectedDownBitsPerSecond: network.downBitsPerSecond,
      downBitsPerSecond: observed.rate.downBitsPerSecond,
      expectedUpBitsPerSecond: network.upBitsPerSecond,
      upBitsPerSecond: observed.rate.upBitsPerSecond,
      ...(byDevtools ? { notShaped } : {}),
      afterRoundTripMs: [...acted.roundTripsMs],
      ...acted.received,
    },
    reasons: [...judgeNetwork(network, observed, host).reasons, ...held].map(
      (reason) => `network: ${reason}`,
    ),
  };
}

function provenRate(acted: Ledger, probed: Ledger, direction: 'down' | 'up'): Ledger['down'] {
  return acted[direction].rateBitsPerSecond === null ? probed[direction] : acted[direction];
}
