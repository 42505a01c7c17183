import { expect, test } from '@playwright/test';
import { DeliveryLog } from '../../../src/traffic/delivery.ts';

function logOf(...sequences: number[]): DeliveryLog {
  const log = new DeliveryLog();
  for (const sequence of sequences) log.receive('a', sequence);
  return log;
}

test('a stream without gaps has nothing to report, wherever it begins', () => {
  expect(logOf(41, 42, 43)).toMatchObject({ received: 3, gaps: 0, duplicates: 0, outOfOrder: 0 });
  expect(logOf(41, 42, 43).missingCount([])).toBe(0);
});

test('a jump is one gap, whose messages are missing until they come', () => {
  const log = logOf(1, 2, 6);
  expect(log.gaps).toBe(1);
  expect(log.missingCount([])).toBe(3);
  expect(log.has({ stream: 'a', id: 4 })).toBe(false);
  log.receive('a', 4);
  expect(log).toMatchObject({ outOfOrder: 1, duplicates: 0 });
  expect(log.has({ stream: 'a', id: 4 })).toBe(true);
  expect(log.missingCount([])).toBe(2);
});

test('a message that came already is a duplicate', () => {
  expect(logOf(1, 2, 2, 1).duplicates).toBe(2);
});

test('a message from before the first one widens the range and leaves no message unaccounted for', () => {
  const log = logOf(5, 2);
  expect(log).toMatchObject({ outOfOrder: 1, duplicates: 0 });
  expect(log.missingCount([])).toBe(2);
});

test('streams are independent', () => {
  const log = logOf(1, 2);
  log.receive('b', 9);
  expect(log.gaps).toBe(0);
});

test('published messages that never came are missing, even from a stream that fell silent', () => {
  const published = [1, 2, 3, 4].map((id) => ({ stream: 'a', id }));
  expect(logOf(1, 2).missingCount(published)).toBe(2);
  expect(new DeliveryLog().missingCount(published)).toBe(4);
  // A message that was jumped over is missing once, not twice.
  expect(logOf(1, 2, 4).missingCount(published)).toBe(1);
});

test('of messages without sequences only duplicates and what never came are known', () => {
  const log = new DeliveryLog();
  for (const id of ['b', 'a', 'b']) log.receive('a', id);
  expect(log).toMatchObject({ received: 3, duplicates: 1, gaps: null, outOfOrder: null });
  expect(log.has({ stream: 'a', id: 'a' })).toBe(true);
  expect(log.has({ stream: 'a', id: 'c' })).toBe(false);
  const published = ['a', 'b', 'c'].map((id) => ({ stream: 'a', id }));
  expect(log.missingCount([...published, { stream: 'z', id: 'a' }])).toBe(2);
});

test('a jump of a thousand million is counted, and costs nothing', () => {
  const log = logOf(1, 1_000_000_000);
  expect(log.gaps).toBe(1);
  expect(log.missingCount([])).toBe(999_999_998);
});
