import type { Page } from 'playwright';
import type { Verification } from '../core/results.ts';
import { type CpuReference, calibrateCpu } from '../profiles/cpu.ts';
import type { NetworkProfile, Profile } from '../profiles/profile.ts';
import type { Ledger } from '../profiles/shaper-ledger.ts';
import {
  judgeNetwork,
  type NetworkSamples,
  observeNetwork,
  openNetworkProbe,
} from '../profiles/verify-network.ts';
import { type Bench, unshaped } from './bench.ts';

/** What was found out about the setting before the act. */
export interface Readiness {
  samples: NetworkSamples;
  /** The shaper's account of the pings. */
  ledger: Ledger;
  cpu: CpuReference;
}

/** So long should a proof of the rate keep the link busy, ms: enough for the ledger to judge. */
const rateProofMs = 400;

/**
 * Asks the probe host, from a page of its own that goes away again, what the network does now, and how
 * fast the CPU is while nothing slows it.
 *
 * @param proveRate downloads enough to prove the rate of the link, for acts that transfer little
 */
export async function checkSetting(
  page: Page,
  bench: Bench,
  network: NetworkProfile,
  proveRate: boolean,
): Promise<Readiness> {
  const { shaper, probeHost } = bench;
  await shaper.setNetwork(unshaped);
  await using probe = await openNetworkProbe(page, probeHost);
  const cpu = await calibrateCpu(page, await page.context().newCDPSession(page));
  await shaper.setNetwork(network);
  await shaper.resetLedger();
  const downloadBytes =
    proveRate && network.downBitsPerSecond !== null
      ? Math.ceil((network.downBitsPerSecond / 8) * (rateProofMs / 1000))
      : 0;
  const samples = await probe.measure({ downloadBytes });
  const ledger = await shaper.ledger();
  await shaper.setNetwork(unshaped);
  return { samples, ledger, cpu };
}

/** The verification of the network: round trips of the probe, rates of the act or else of the probe. */
export function networkVerdict(
  { network }: Profile,
  { samples, ledger }: Readiness,
  acted: Ledger | undefined,
): { verification: NonNullable<Verification['network']>; reasons: string[] } {
  const observed = observeNetwork(network, samples, {
    down: provenRate(acted, ledger, 'down'),
    up: provenRate(acted, ledger, 'up'),
  });
  return {
    verification: {
      expectedRoundTripMs: network.roundTripMs,
      httpRoundTripMs: samples.httpMs,
      webSocketRoundTripMs: samples.webSocketMs,
      expectedDownBitsPerSecond: network.downBitsPerSecond,
      downBitsPerSecond: observed.rate.downBitsPerSecond,
      expectedUpBitsPerSecond: network.upBitsPerSecond,
      upBitsPerSecond: observed.rate.upBitsPerSecond,
    },
    reasons: judgeNetwork(network, observed).reasons.map((reason) => `network: ${reason}`),
  };
}

function provenRate(acted: Ledger | undefined, probed: Ledger, direction: 'down' | 'up'): Ledger['down'] {
  const own = acted?.[direction];
  return own === undefined || own.rateBitsPerSecond === null ? probed[direction] : own;
}
