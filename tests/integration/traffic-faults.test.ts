import { writeFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { monotonicUs } from '../../src/core/clock.ts';
import { referenceChatTraffic } from '../../src/targets/reference-chat/operations/index.ts';
import { startTraffic } from '../../src/traffic/control.ts';
import { assertLoadIsMade } from '../../src/traffic/first-seconds.ts';
import { mergeLatencies } from '../../src/traffic/histogram.ts';
import { constantPlan, type TrafficPlan } from '../../src/traffic/mix.ts';
import { plainTarget } from './traffic-support/plain-target.ts';
import { isAlive, startParent } from './traffic-support/processes.ts';
import { serve } from './traffic-support/servers.ts';

function plan(changes: Partial<Parameters<typeof constantPlan>[0]> = {}): TrafficPlan {
  return constantPlan({ name: 'test', ratePerSecond: 100, durationMs: 60_000, mix: { get: 1 }, ...changes });
}

test('offers what was planned, and each window of it is judged by itself', async () => {
  await using server = await serve((_request, response) => response.end('ok'));
  // As from the command line: this target has no mix of its own, and no subscription.
  const planned = plan({ workers: 2, mix: null, subscribers: 5 });
  await using traffic = startTraffic(planned, plainTarget(server.url));
  const { startedUs } = await traffic.whenReady();
  traffic.mark('iteration 0');
  await expect.poll(async () => (await traffic.snapshot()).completed).toBeGreaterThan(200);
  const endUs = monotonicUs();
  const whole = await traffic.window(startedUs, endUs);
  const middleUs = (startedUs + endUs) / 2;
  const halves = [await traffic.window(startedUs, middleUs), await traffic.window(middleUs, endUs)];
  const result = await traffic.stop();

  expect(whole.reasons).toEqual([]);
  expect(whole.started).toBe(whole.planned);
  expect(halves.reduce((sum, half) => sum + half.planned, 0)).toBe(whole.planned);
  expect(result.valid).toBe(true);
  expect(result.planned).toBeGreaterThanOrEqual(whole.planned);
  expect(result.completed + result.failed + result.throttled + result.unfinished).toBe(result.started);
  expect(result.eventLoopUtilization).toHaveLength(2);
  expect(result.operations.map(({ name }) => name)).toEqual(['get']);
  expect(result.subscribers).toMatchObject({ unsupported: true, asked: 5, connected: 0 });
  expect(result.marks).toMatchObject([{ label: 'iteration 0' }]);
  expect(result.series.reduce((sum, second) => sum + second.completed, 0)).toBe(result.completed);
  await expect(traffic.snapshot()).rejects.toThrow('TRAFFIC_STOPPED');
});

test('the histograms of two halves merge to that of the whole', async () => {
  await using server = await serve((_request, response) => response.end('ok'));
  await using traffic = startTraffic(plan(), plainTarget(server.url));
  const { startedUs } = await traffic.whenReady();
  await expect.poll(async () => (await traffic.snapshot()).completed).toBeGreaterThan(150);
  const [middleUs, endUs] = [startedUs + 500_000, startedUs + 1_000_000];
  const windows = await Promise.all([
    traffic.window(startedUs, middleUs),
    traffic.window(middleUs, endUs),
    traffic.window(startedUs, endUs),
  ]);
  const [first, second, whole] = windows.map(({ operations }) => operations[0]?.response ?? null);
  await traffic.stop();
  expect(mergeLatencies([first ?? null, second ?? null])).toEqual(mergeLatencies([whole ?? null]));
});

test('429 is a class of its own, and one without Retry-After is counted', async () => {
  let requests = 0;
  await using server = await serve((_request, response) => {
    requests += 1;
    if (requests % 2 === 0) return response.end('ok');
    response.writeHead(429, requests % 4 === 1 ? { 'retry-after': '1' } : {});
    return response.end();
  });
  await using traffic = startTraffic(plan(), plainTarget(server.url));
  await expect.poll(async () => (await traffic.snapshot()).throttled).toBeGreaterThan(20);
  const result = await traffic.stop();
  expect(result.failed).toBe(0);
  expect(result.throttled + result.completed).toBe(result.started);
  expect(Math.abs(result.throttled - result.started / 2)).toBeLessThanOrEqual(1);
  expect(Math.abs(result.throttledWithoutRetryAfter - result.throttled / 2)).toBeLessThanOrEqual(1);
  // Nothing was sent a second time.
  expect(requests).toBe(result.started);
});

test('a server that dies in mid-run leaves counted failures and a generator that still stops', async () => {
  await using server = await serve((_request, response) => response.end('ok'));
  await using traffic = startTraffic(plan(), plainTarget(server.url));
  await expect.poll(async () => (await traffic.snapshot()).completed).toBeGreaterThan(20);
  server.server.close();
  server.server.closeAllConnections();
  await expect.poll(async () => (await traffic.snapshot()).failed).toBeGreaterThan(50);
  const result = await traffic.stop();
  expect(result.started).toBe(result.planned);
  expect(result.operations[0]?.failures[0]?.reason).toBe('ECONNREFUSED');
  expect(result.valid).toBe(false);
  expect(result.reasons.join()).toContain('operations of the background traffic failed');
  expect(isAlive(traffic.pid)).toBe(false);
});

test('what exceeds the limit in flight is dropped, said, and is the target’s: it did not answer', async () => {
  await using server = await serve(() => undefined);
  await using traffic = startTraffic(plan({ maxInFlight: 10, drainMs: 0 }), plainTarget(server.url));
  await expect.poll(async () => (await traffic.snapshot()).dropped).toBeGreaterThan(20);
  const result = await traffic.stop();
  expect(result).toMatchObject({ started: 10, unfinished: 10, completed: 0, valid: false });
  expect(result.operations[0]?.response).toBeNull();
  expect(result.reasons).toEqual([
    expect.stringMatching(/^Background traffic dropped \d+ of \d+ operations/),
  ]);
});

test('traffic that has come to its end makes the iterations after it invalid', async () => {
  await using server = await serve((_request, response) => response.end('ok'));
  await using traffic = startTraffic(plan({ durationMs: 300 }), plainTarget(server.url));
  const { startedUs } = await traffic.whenReady();
  await expect.poll(() => monotonicUs() - startedUs).toBeGreaterThan(500_000);
  const late = await traffic.window(startedUs + 400_000, startedUs + 500_000);
  expect(late.valid).toBe(false);
  expect(late.reasons.join()).toContain('Background traffic had ended 0.2 s earlier');
  expect(await traffic.stop()).toMatchObject({ failed: 0, unfinished: 0 });
});

test('another machine is refused before anything is started', () => {
  expect(() => startTraffic(plan(), plainTarget('http://chat.example.com'))).toThrow(
    'TRAFFIC_HOST_NOT_ALLOWED',
  );
});

test('an operation that the target does not have is named with the one that was meant', async () => {
  await using server = await serve((_request, response) => response.end('ok'));
  await using traffic = startTraffic(plan({ mix: { gett: 1 } }), plainTarget(server.url));
  await expect(traffic.whenReady()).rejects.toThrow('Did you mean get?');
  await expect(traffic.stop()).rejects.toThrow('TRAFFIC_OPERATION_UNKNOWN');
  expect(isAlive(traffic.pid)).toBe(false);
});

test('a generator that is killed is told to whoever waits for it', async () => {
  await using server = await serve((_request, response) => response.end('ok'));
  await using traffic = startTraffic(plan(), plainTarget(server.url));
  await traffic.whenReady();
  const waiting = traffic.window(0, monotonicUs());
  process.kill(traffic.pid ?? 0, 'SIGKILL');
  await Promise.allSettled([waiting]);
  await expect(traffic.stop()).rejects.toThrow('ended (SIGKILL) before it was stopped');
});

test('a disposal in the middle of setting up leaves nothing behind', async () => {
  const requested = Promise.withResolvers<void>();
  await using server = await serve(() => requested.resolve());
  const tokensFile = test.info().outputPath('tokens.json');
  await writeFile(tokensFile, JSON.stringify({ 2: 'token' }), { mode: 0o600 });
  const target = referenceChatTraffic({ baseUrl: server.url, tokensFile });
  const traffic = startTraffic(plan({ mix: { 'mark-read': 1 } }), target);
  await requested.promise;
  await traffic[Symbol.asyncDispose]();
  expect(isAlive(traffic.pid)).toBe(false);
  await expect(traffic.whenReady()).rejects.toThrow('TRAFFIC_STOPPED');
});

test('Ctrl-C in the terminal leaves the result to the runner', async () => {
  await using server = await serve((_request, response) => response.end('ok'));
  await using traffic = startTraffic(plan(), plainTarget(server.url));
  await traffic.whenReady();
  process.kill(traffic.pid ?? 0, 'SIGINT');
  await expect.poll(async () => (await traffic.snapshot()).completed).toBeGreaterThan(10);
  // Not whether it was valid: a busy host may have kept the generator from its times.
  expect(await traffic.stop()).toMatchObject({ failed: 0, unfinished: 0 });
});

test('the generator ends when its parent is killed', async () => {
  await using server = await serve((_request, response) => response.end('ok'));
  const parent = await startParent(server.url);
  expect(isAlive(parent.generatorPid)).toBe(true);
  process.kill(parent.pid, 'SIGKILL');
  await expect.poll(() => isAlive(parent.generatorPid)).toBe(false);
});

test('a load that the generator cannot make is said within seconds, with what it reached', async () => {
  await using server = await serve((_request, response) => response.end('ok'));
  await using traffic = startTraffic(plan({ ratePerSecond: 20_000 }), plainTarget(server.url));
  const { startedUs } = await traffic.whenReady();
  await expect(assertLoadIsMade(traffic)).rejects.toThrow(
    /^Background traffic reached [\d.]+ of the planned \d+\.\d operations\/s for 3 s: its busiest .*TRAFFIC_TOO_SLOW/s,
  );
  // Six seconds, and what the busy generator takes to answer.
  expect(monotonicUs() - startedUs).toBeLessThan(15e6);
});

test('a load that is easily made is let go after a second, whatever its server does', async () => {
  await using server = await serve(() => undefined);
  await using traffic = startTraffic(plan(), plainTarget(server.url));
  await assertLoadIsMade(traffic);
  expect((await traffic.snapshot()).unfinished).toBeGreaterThan(50);
});
