/**
 * The cost of the shaper when it shapes nothing, as ratios to a direct connection, and its maximum
 * throughput. `node bench/shaper.ts` takes about 10 s. Rounds alternate, so both run under the same
 * conditions; prints medians.
 */
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { SocksClient } from 'socks';
import { findNetwork } from '../src/profiles/profile.ts';
import { startShaper } from '../src/profiles/shaper/shaper.ts';

const rounds = 9;
const pings = 500;
const bulkBytes = 128 * 1024 * 1024;
const block = Buffer.alloc(256 * 1024);

type Dial = () => Promise<Socket>;

/** Median round trip of a one-byte echo, in microseconds. */
async function echoUs(dial: Dial): Promise<number> {
  const socket = await dial();
  const samples: number[] = [];
  for (let ping = 0; ping < pings; ping += 1) {
    const startMs = performance.now();
    socket.write('e');
    await once(socket, 'data');
    samples.push((performance.now() - startMs) * 1000);
  }
  socket.destroy();
  return median(samples);
}

/** Megabytes per second of one download. */
async function bulkMegabytesPerSecond(dial: Dial): Promise<number> {
  const socket = await dial();
  const startMs = performance.now();
  let received = 0;
  socket.on('data', (chunk: Buffer) => {
    received += chunk.length;
  });
  socket.write('b');
  await once(socket, 'end');
  if (received !== bulkBytes) throw new Error(`${received} of ${bulkBytes} bytes arrived.`);
  return received / 1000 / (performance.now() - startMs);
}

function serveBulk(socket: Socket): void {
  let left = bulkBytes;
  const more = (): void => {
    while (left > 0) {
      left -= block.length;
      if (!socket.write(block)) return;
    }
    socket.end();
  };
  socket.on('drain', more);
  more();
}

function median(values: readonly number[]): number {
  const middle = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new Error('There is no median of nothing.');
  return middle;
}

const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) => {
    if (chunk[0] === 'b'.charCodeAt(0)) serveBulk(socket);
    else socket.write(chunk);
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
await using shaper = await startShaper({ network: findNetwork('none') });
const proxy = { host: '127.0.0.1', port: Number(new URL(shaper.proxyUrl).port), type: 5 as const };
const direct: Dial = async () => {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return socket;
};
const shaped: Dial = async () => {
  const destination = { host: '127.0.0.1', port };
  return (
    await SocksClient.createConnection({ proxy, command: 'connect', destination, set_tcp_nodelay: true })
  ).socket;
};

async function compare(title: string, unit: string, measure: (dial: Dial) => Promise<number>): Promise<void> {
  const seen = { direct: [] as number[], shaped: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    seen.direct.push(await measure(direct));
    seen.shaped.push(await measure(shaped));
  }
  const [without, through] = [median(seen.direct), median(seen.shaped)];
  const ratio = (through / without).toFixed(2);
  console.log(
    `${title}: direct ${without.toFixed(0)} ${unit}, shaper ${through.toFixed(0)} ${unit}, ratio ${ratio}`,
  );
}

await compare('Echo of one byte', 'µs', echoUs);
await compare('Download', 'MB/s', bulkMegabytesPerSecond);
server.close();
