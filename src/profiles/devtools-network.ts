import type { CDPSession } from 'playwright';
import type { NetworkProfile } from './profile.ts';

/**
 * Slows the network down inside the browser instead of in the shaper: an option for pages that cannot be
 * reached through the shaper. Its round trips and rates differ from the shaper's, so results of the two must
 * not be compared.
 *
 * Known limits (measured and in Chromium's source): the latency is added once per request, not to the
 * connection set-up; responses from the cache are free; WebSocket messages get the rate but no latency; rates
 * are per renderer target and not shared between pages; workers and other targets need sessions of their own;
 * `context.setOffline` resets it; a second session may, too. The profile's numbers are used without the
 * factors 3.75 and 0.9 of DevTools and Lighthouse: a chat has a warm connection, on which one request then
 * takes one round trip.
 *
 * The conditions hold while the session is attached.
 * Source: Chrome DevTools Protocol, Network.emulateNetworkConditions (bytes per second; -1 is unlimited).
 */
export async function applyDevtoolsNetwork(session: CDPSession, network: NetworkProfile): Promise<void> {
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: network.roundTripMs,
    downloadThroughput: bytesPerSecond(network.downBitsPerSecond),
    uploadThroughput: bytesPerSecond(network.upBitsPerSecond),
  });
}

function bytesPerSecond(bitsPerSecond: number | null): number {
  return bitsPerSecond === null ? -1 : bitsPerSecond / 8;
}
