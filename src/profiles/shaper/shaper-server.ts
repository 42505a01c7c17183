import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import type { NetworkProfile } from '../profile.ts';
import { isAllowedHost } from './allowed-hosts.ts';
import { joinSockets } from './shaper-connection.ts';
import { shakeHands } from './shaper-handshake.ts';
import type { Direction, Ledger } from './shaper-ledger.ts';
import { Account } from './shaper-ledger.ts';
import type { LinkConditions } from './shaper-link.ts';
import { Pump } from './shaper-pump.ts';

/** A page and a load test may open thousands of connections at the same instant. */
const backlog = 4096;

export type ShaperServer = {
  port: number;
  setNetwork: (network: NetworkProfile) => void;
  ledger: () => Ledger;
  resetLedger: () => void;
  close: () => Promise<void>;
};

/** The shaping SOCKS 5 proxy itself, on a free loopback port, in the calling thread. */
export async function listenShaper(
  initial: NetworkProfile,
  allowHosts: readonly string[],
): Promise<ShaperServer> {
  let network = initial;
  const account = new Account(initial);
  const lanes = { down: pumpFor('down', network, account), up: pumpFor('up', network, account) };
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    keep(client);
    shakeHands(client, {
      roundTripMs: () => network.roundTripMs,
      isAllowed: (host) => isAllowedHost(host, allowHosts),
      onRefused: (destination) => account.refused(destination),
      onFailed: () => account.failed(),
      onOpen: (opened, target, destination) => {
        keep(target);
        joinSockets(opened, target, destination, lanes, account);
      },
    });
  });
  server.listen({ host: '127.0.0.1', port: 0, backlog });
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    setNetwork: (next) => {
      network = next;
      account.set(next);
      lanes.down.setConditions(conditions(next, 'down'));
      lanes.up.setConditions(conditions(next, 'up'));
    },
    ledger: () => account.read(),
    resetLedger: () => account.reset(),
    close: async () => {
      lanes.down.stop();
      lanes.up.stop();
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function pumpFor(direction: Direction, network: NetworkProfile, account: Account): Pump {
  return new Pump(conditions(network, direction), ({ freight, startUs, endUs }, lateUs) => {
    if (typeof freight !== 'string') account.arrived(direction, freight.length, startUs, endUs, lateUs);
  });
}

function conditions(network: NetworkProfile, direction: Direction): LinkConditions {
  const bitsPerSecond = direction === 'down' ? network.downBitsPerSecond : network.upBitsPerSecond;
  return {
    bytesPerSecond: bitsPerSecond === null ? null : bitsPerSecond / 8,
    oneWayUs: (network.roundTripMs * 1000) / 2,
  };
}
