import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { startShaper } from '../../src/profiles/shaper/shaper.ts';
import { askProxy, dial, median, network, readAll, serve, timed } from './network-sockets.ts';

/** Expected times are computed; 5 % is what the profiles promise, and timers and host get a few ms more. */
function within(seenMs: number, expectedMs: number, hostMs = 10): void {
  expect(seenMs).toBeGreaterThan(expectedMs * 0.95 - 1);
  expect(seenMs).toBeLessThan(expectedMs * 1.05 + hostMs);
}

const echo = (socket: Socket): void => {
  socket.pipe(socket);
};

async function roundTripMs(socket: Socket): Promise<number> {
  return timed(async () => {
    socket.write('x');
    await once(socket, 'data');
  });
}

test('a connection opens after one round trip, and an echo takes one', async () => {
  await using server = await serve(echo);
  await using shaper = await startShaper({ network: network({ roundTripMs: 120 }) });
  const openMs: number[] = [];
  const echoMs: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    const startMs = performance.now();
    const socket = await dial(shaper, server.port);
    openMs.push(performance.now() - startMs);
    echoMs.push(await roundTripMs(socket));
    socket.destroy();
  }
  within(median(openMs), 120);
  within(median(echoMs), 120);
});

test('100 KB take their time at the rate plus half a round trip, and the ledger proves the rate', async () => {
  await using server = await serve((socket) => socket.end(Buffer.alloc(100_000)));
  await using shaper = await startShaper({
    network: network({ downBitsPerSecond: 800_000, roundTripMs: 40 }),
  });
  const socket = await dial(shaper, server.port);
  const elapsedMs = await timed(() => readAll(socket));
  // The server starts when it is dialled, half a round trip and more before the client may read.
  within(elapsedMs, 1000 + 20);
  const { down, hosts } = await shaper.ledger();
  expect(down.bytes).toBe(100_000);
  expect(hosts[`127.0.0.1:${server.port}`]).toEqual({ downBytes: 100_000, upBytes: 0, connections: 1 });
  expect(Math.abs((down.rateBitsPerSecond ?? 0) / 800_000 - 1)).toBeLessThan(0.05);
});

test('two downloads share the link and both end with the sum', async () => {
  await using server = await serve((socket) => socket.end(Buffer.alloc(50_000)));
  await using shaper = await startShaper({
    network: network({ downBitsPerSecond: 800_000, roundTripMs: 20 }),
  });
  const sockets = await Promise.all([dial(shaper, server.port), dial(shaper, server.port)]);
  const ends = await Promise.all(sockets.map((socket) => timed(() => readAll(socket))));
  for (const endMs of ends) within(endMs, 1000 + 10, 30);
});

test('an end is passed on after the data, and the other direction stays open', async () => {
  const heard: Promise<Buffer>[] = [];
  await using server = await serve((socket) => {
    const request = readAll(socket);
    heard.push(request);
    void request.then(() => socket.end('late answer'));
  });
  await using shaper = await startShaper({ network: network({ upBitsPerSecond: 800_000, roundTripMs: 40 }) });
  const socket = await dial(shaper, server.port);
  socket.end(Buffer.alloc(20_000, 'a'));
  expect((await readAll(socket)).toString()).toBe('late answer');
  expect((await heard[0])?.length).toBe(20_000);
  await expect.poll(async () => (await shaper.ledger()).connections.openNow).toBe(0);
});

for (const shaped of [false, true]) {
  test(`a reset by the server reaches the client${shaped ? ' half a round trip later' : ''}`, async () => {
    await using server = await serve((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    await using shaper = await startShaper({ network: network({ roundTripMs: shaped ? 60 : 0 }) });
    const socket = await dial(shaper, server.port);
    const elapsedMs = await timed(async () => {
      socket.write('x');
      await expect(once(socket, 'data')).rejects.toMatchObject({ code: 'ECONNRESET' });
    });
    expect(elapsedMs).toBeGreaterThan(shaped ? 57 : 0);
  });
}

test('a reset by the client reaches the server, and nothing stays open', async () => {
  const ended = Promise.withResolvers<string | undefined>();
  await using server = await serve((socket) => {
    socket.on('error', (error: NodeJS.ErrnoException) => ended.resolve(error.code));
    socket.on('data', () => socket.write(Buffer.alloc(1000)));
  });
  await using shaper = await startShaper({ network: network({ roundTripMs: 20 }) });
  const socket = await dial(shaper, server.port);
  await roundTripMs(socket);
  socket.resetAndDestroy();
  expect(await ended.promise).toBe('ECONNRESET');
  await expect.poll(async () => (await shaper.ledger()).connections.openNow).toBe(0);
});

test('what cannot be reached is answered with its reason, after a round trip', async () => {
  const closed = await serve(echo);
  await closed[Symbol.asyncDispose]();
  await using shaper = await startShaper({ network: network({ roundTripMs: 80 }) });
  const elapsedMs = await timed(() => expect(dial(shaper, closed.port)).rejects.toThrow(/ConnectionRefused/));
  expect(elapsedMs).toBeGreaterThan(78);
  await expect(dial(shaper, 80, '203.0.113.1')).rejects.toThrow(/NotAllowed/);
  await expect(dial(shaper, 443, 'example.org')).rejects.toThrow(/NotAllowed/);
  const { connections, refusedDestinations } = await shaper.ledger();
  expect(connections).toEqual({ opened: 0, failed: 1, refused: 2, openNow: 0 });
  expect(refusedDestinations).toEqual({ '203.0.113.1:80': 1, 'example.org:443': 1 });
});

test('BIND and UDP are refused, and another protocol is turned away', async () => {
  await using shaper = await startShaper({ network: network({}) });
  const greeting = [5, 1, 0];
  const address = [0, 1, 127, 0, 0, 1, 0, 80];
  for (const command of [2, 3]) {
    const answer = await askProxy(shaper, [...greeting, 5, command, ...address]);
    expect(answer.slice(0, 4)).toEqual([5, 0, 5, 7]);
  }
  expect(await askProxy(shaper, [...Buffer.from('GET / HTTP/1.1\r\n\r\n')])).toEqual([5, 255]);
  expect((await shaper.ledger()).connections).toMatchObject({ opened: 0, failed: 3 });
});

test('names and IPv6 addresses are reached', async () => {
  await using server = await serve(echo);
  await using six = await serve(echo, '::1');
  await using shaper = await startShaper({ network: network({}) });
  for (const [host, port] of [
    ['localhost', server.port],
    ['app.localhost', server.port],
    ['::1', six.port],
  ] as const) {
    const socket = await dial(shaper, port, host);
    await roundTripMs(socket);
    socket.destroy();
  }
});

test('a reader that stops holds up its sender and nobody else, and loses nothing', async () => {
  const totalBytes = 64 * 1024 * 1024;
  const block = Buffer.alloc(1024 * 1024, 'abcdefg');
  let writtenBytes = 0;
  await using big = await serve((socket) => {
    const more = (): void => {
      while (writtenBytes < totalBytes) {
        writtenBytes += block.length;
        if (!socket.write(block)) return;
      }
      socket.end();
    };
    socket.on('drain', more);
    more();
  });
  await using small = await serve(echo);
  await using shaper = await startShaper({ network: network({}) });
  const reader = await dial(shaper, big.port);
  const hash = createHash('sha256');
  reader.on('data', (chunk: Buffer) => hash.update(chunk));
  await setImmediate();
  reader.pause();
  const other = await dial(shaper, small.port);
  // The sender is stuck once two looks, many echoes apart, see the same.
  let before = -1;
  for (let looks = 0; before !== writtenBytes && looks < 50; looks += 1) {
    before = writtenBytes;
    for (let i = 0; i < 100; i += 1) await roundTripMs(other);
  }
  // What fits into the system's socket buffers and the shaper's 64 KiB, far from all of it.
  expect(writtenBytes).toBeLessThan(32 * 1024 * 1024);
  reader.resume();
  await once(reader, 'end');
  const expected = createHash('sha256');
  for (let sent = 0; sent < totalBytes; sent += block.length) expected.update(block);
  expect(hash.digest('hex')).toBe(expected.digest('hex'));
  expect((await shaper.ledger()).hosts[`127.0.0.1:${big.port}`]?.downBytes).toBe(totalBytes);
  other.destroy();
});

test('2,000 connections at once all get through, in bounded memory', async () => {
  await using server = await serve(echo);
  await using shaper = await startShaper({
    network: network({ downBitsPerSecond: 16_000_000, upBitsPerSecond: 16_000_000, roundTripMs: 100 }),
  });
  const rssBefore = process.memoryUsage.rss();
  const payload = Buffer.alloc(1000, 'z');
  const exchanged = await Promise.all(
    Array.from({ length: 2000 }, async () => {
      const socket = await dial(shaper, server.port);
      socket.end(payload);
      return (await readAll(socket)).equals(payload);
    }),
  );
  expect(exchanged.filter(Boolean)).toHaveLength(2000);
  const { connections, down, up } = await shaper.ledger();
  expect(connections).toMatchObject({ opened: 2000, failed: 0 });
  expect([down.bytes, up.bytes]).toEqual([2_000_000, 2_000_000]);
  // Six sockets a connection live in this process; 100 KB for each connection is ample.
  expect(process.memoryUsage.rss() - rssBefore).toBeLessThan(200 * 1024 * 1024);
});

test('a network that is set in mid-way holds for the bytes that have not left', async () => {
  await using server = await serve((socket) => socket.end(Buffer.alloc(250_000)));
  await using shaper = await startShaper({ network: network({ downBitsPerSecond: 400_000 }) });
  const socket = await dial(shaper, server.port);
  let receivedBytes = 0;
  const change = Promise.withResolvers<void>();
  socket.on('data', (chunk: Buffer) => {
    receivedBytes += chunk.length;
    if (receivedBytes >= 25_000) change.resolve();
  });
  const slowMs = await timed(() => change.promise);
  within(slowMs, 500, 40);
  const fastMs = await timed(async () => {
    await shaper.setNetwork(network({ downBitsPerSecond: 4_000_000 }));
    await once(socket, 'end');
  });
  // 225,000 bytes at 500,000 a second; at the old rate it would be 4,500 ms.
  within(fastMs, 450, 40);
});

test('a shaper that is gone says so', async () => {
  const shaper = await startShaper({ network: network({}) });
  await shaper[Symbol.asyncDispose]();
  await expect(shaper.ledger()).rejects.toThrow(/SHAPER_DIED/);
  await shaper[Symbol.asyncDispose]();
});
