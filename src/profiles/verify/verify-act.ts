/** Verifies that the network was as configured during the whole act, and that the act used it. */
import type { NetworkProfile } from '../profile.ts';
import type { Ledger, LinkSetting } from '../shaper/shaper-ledger.ts';
import { networkTolerance } from './verify-network.ts';

/** Measurements of the network during and after an act. */
export type ActedNetwork = {
  /** The shaper's account of the act. */
  ledger: Pick<Ledger, 'settings' | 'startedAtUs'>;
  /** Round trips right after the act, ms. */
  roundTripsMs: readonly number[];
  /** Bytes of bodies that the page received over the network, at least, and bytes that the shaper carried. */
  received: { bodyBytes: number; carriedBytes: number } | undefined;
};

/**
 * A ping after the act may share the link with the page's remaining requests, so it may be longer by this
 * allowance. A ping below the tolerance means that the shaping is gone.
 */
const afterAllowance = { share: 0.5, ms: 50 } as const;

/** Bodies may exceed the carried bytes by this much: requests end while they are counted. */
const bypassAllowance = { share: 0.05, bytes: 2_000 } as const;

/** Why the act cannot count; empty when the network held. */
export function judgeActedNetwork(expected: NetworkProfile, acted: ActedNetwork): string[] {
  return [
    changedSetting(expected, acted.ledger),
    lostRoundTrip(expected.roundTripMs, acted.roundTripsMs),
    bypassed(acted.received),
  ].filter((reason) => reason !== null);
}

/** Whether the smallest round trip is as configured: a ping can be shorter only without shaping. */
export function hasHeld(expectedMs: number, roundTripsMs: readonly number[]): boolean {
  const leastMs = Math.min(...roundTripsMs);
  const highestMs = expectedMs * (1 + afterAllowance.share) + afterAllowance.ms;
  return leastMs >= expectedMs * (1 - networkTolerance) && leastMs <= highestMs;
}

function changedSetting(
  expected: NetworkProfile,
  { settings, startedAtUs }: ActedNetwork['ledger'],
): string | null {
  const wrong = settings.find((setting) => !isSame(expected, setting));
  if (wrong === undefined) return null;
  const afterSeconds = Math.max(0, wrong.atUs - startedAtUs) / 1e6;
  return `the shaper was set to ${wrong.id} ${afterSeconds.toFixed(1)} s into the act, expected ${expected.id}`;
}

function isSame(expected: NetworkProfile, setting: LinkSetting): boolean {
  return (
    expected.downBitsPerSecond === setting.downBitsPerSecond &&
    expected.upBitsPerSecond === setting.upBitsPerSecond &&
    expected.roundTripMs === setting.roundTripMs
  );
}

function lostRoundTrip(expectedMs: number, roundTripsMs: readonly number[]): string | null {
  if (roundTripsMs.length === 0) return 'no round trip was measured after the act';
  if (hasHeld(expectedMs, roundTripsMs)) return null;
  return `the round trip was ${Math.min(...roundTripsMs).toFixed(1)} ms after the act, expected ${expectedMs}`;
}

function bypassed(received: ActedNetwork['received']): string | null {
  if (received === undefined) return null;
  const { bodyBytes, carriedBytes } = received;
  if (bodyBytes <= carriedBytes * (1 + bypassAllowance.share) + bypassAllowance.bytes) return null;
  return `the page received at least ${bodyBytes} bytes and the shaper carried ${carriedBytes}: the rest went past it`;
}
