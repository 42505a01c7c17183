import { expect, test } from '@playwright/test';
import { monotonicUs } from '../../../src/core/clock.ts';
import { type ArrivalTable, allocateArrivals, arrivalState } from '../../../src/traffic/arrivals.ts';
import type { OperationOutcome } from '../../../src/traffic/contract.ts';
import { Dispatcher, failureReason } from '../../../src/traffic/dispatcher.ts';
import type { FailureClass } from '../../../src/traffic/result.ts';

const done = (): OperationOutcome => ({ kind: 'completed', receivedUs: monotonicUs() });

/** Runs a table whose arrivals are all due at once. */
async function dispatch(
  table: ArrivalTable,
  perform: (index: number) => Promise<OperationOutcome>,
  maxInFlight = 100,
): Promise<FailureClass[]> {
  const failures: FailureClass[] = [];
  const dispatcher = new Dispatcher({
    table,
    workerIndex: 0,
    maxInFlight,
    perform,
    onFailure: (failure) => failures.push(failure),
  });
  const nowUs = monotonicUs();
  dispatcher.start(nowUs);
  await dispatcher.drain(nowUs, 1_000);
  return failures;
}

test('sends all that is due at once, and only what is its own', async () => {
  const table = allocateArrivals(4);
  table.worker.set([0, 1, 0, 0]);
  const sent: number[] = [];
  await dispatch(table, async (index) => {
    sent.push(index);
    return done();
  });
  expect(sent).toEqual([0, 2, 3]);
  expect([...table.state]).toEqual([
    arrivalState.completed,
    arrivalState.planned,
    arrivalState.completed,
    arrivalState.completed,
  ]);
});

test('does not wait for answers: what hangs is in flight, what exceeds the limit is dropped', async () => {
  const table = allocateArrivals(3);
  const hanging = Promise.withResolvers<OperationOutcome>();
  const dispatcher = new Dispatcher({
    table,
    workerIndex: 0,
    maxInFlight: 2,
    perform: () => hanging.promise,
    onFailure: () => undefined,
  });
  dispatcher.start(monotonicUs());
  expect([...table.state]).toEqual([arrivalState.inFlight, arrivalState.inFlight, arrivalState.dropped]);
  hanging.resolve(done());
  await dispatcher.drain(monotonicUs(), 1_000);
  expect([...table.state]).toEqual([arrivalState.completed, arrivalState.completed, arrivalState.dropped]);
});

test('after the stop nothing more is sent', async () => {
  const table = allocateArrivals(1);
  // Later than a busy host takes from here to the start, which sends what is due by then.
  const dueUs = 500_000;
  table.intendedUs[0] = dueUs;
  const startedUs = monotonicUs();
  const dispatcher = new Dispatcher({
    table,
    workerIndex: 0,
    maxInFlight: 1,
    perform: async () => done(),
    onFailure: () => undefined,
  });
  dispatcher.start(startedUs);
  await dispatcher.drain(startedUs, 0);
  await expect.poll(() => monotonicUs() - startedUs).toBeGreaterThan(dueUs + 5_000);
  expect(table.state[0]).toBe(arrivalState.planned);
});

test('outcomes are booked by class, and what is thrown is a failure with a short reason', async () => {
  const table = allocateArrivals(6);
  const reset = new TypeError('fetch failed', {
    cause: Object.assign(new Error('read'), { code: 'ECONNRESET' }),
  });
  const outcomes: (() => Promise<OperationOutcome>)[] = [
    async () => ({ kind: 'failed', receivedUs: monotonicUs(), reason: 'HTTP 500', status: 500 }),
    async () => ({ kind: 'throttled', receivedUs: monotonicUs(), retryAfterMs: null }),
    async () => ({ kind: 'throttled', receivedUs: monotonicUs(), retryAfterMs: 1_000 }),
    () => Promise.reject(reset),
    async () => ({ kind: 'failed', receivedUs: monotonicUs(), reason: 'HTTP 500', status: 500 }),
    async () => ({ kind: 'failed', receivedUs: monotonicUs(), reason: 'HTTP 500' }),
  ];
  const failures = await dispatch(table, (index) => outcomes[index]?.() ?? Promise.reject(new Error('none')));
  const { failed, throttled } = arrivalState;
  expect([...table.state]).toEqual([failed, throttled, throttled, failed, failed, failed]);
  expect([...table.reason]).toEqual([0, 1, 0, 1, 0, 2]);
  expect(failures).toEqual([
    { reason: 'HTTP 500', status: 500 },
    { reason: 'ECONNRESET', status: null },
    { reason: 'HTTP 500', status: null },
  ]);
});

test('more kinds of failure than anybody reads become one', async () => {
  const table = allocateArrivals(150);
  const failures = await dispatch(
    table,
    async (index) => ({ kind: 'failed', receivedUs: monotonicUs(), reason: `reason ${index}` }),
    1_000,
  );
  expect(failures).toHaveLength(101);
  expect(failures.at(-1)).toEqual({ reason: 'other', status: null });
  expect(table.reason[149]).toBe(100);
});

test('a time-out is named by its class', () => {
  expect(failureReason(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))).toBe(
    'TimeoutError',
  );
  expect(failureReason('odd')).toBe('odd');
});
