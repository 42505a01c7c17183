/** Entry point of the shaper's thread; see shaper.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ShaperAnswer, ShaperCommand, ShaperStart } from './shaper-messages.ts';
import type { ShaperServer } from './shaper-server.ts';
import { listenShaper } from './shaper-server.ts';

const { network, allowHosts } = workerData as ShaperStart;
const port = parentPort;
if (!port) throw new Error('This file runs as a worker thread.');

const server = await listenShaper(network, allowHosts);
port.on('message', (command: ShaperCommand) => {
  void obey(server, command).then((answer) => port.postMessage(answer));
});
port.postMessage({ kind: 'listening', port: server.port } satisfies ShaperAnswer);

async function obey(shaper: ShaperServer, command: ShaperCommand): Promise<ShaperAnswer> {
  switch (command.kind) {
    case 'set-network':
      shaper.setNetwork(command.network);
      return { kind: 'done' };
    case 'ledger':
      return { kind: 'ledger', ledger: shaper.ledger() };
    case 'reset-ledger':
      shaper.resetLedger();
      return { kind: 'done' };
    case 'close':
      await shaper.close();
      port?.unref();
      return { kind: 'done' };
    default:
      return command satisfies never;
  }
}
