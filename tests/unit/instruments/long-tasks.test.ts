import { expect, test } from '@playwright/test';
import { longTasksOf } from '../../../src/instruments/long-tasks.ts';
import type { TraceEvent } from '../../../src/metrics/frames.ts';

/** The two events of a measure that a document of a process leaves. */
function measure(pid: number, local: string, startUs: number, durationMs: number): TraceEvent[] {
  const event = { name: 'backscroll:long-task', cat: 'blink.user_timing', pid, id2: { local } };
  return [
    { ...event, ph: 'b', ts: startUs },
    { ...event, ph: 'e', ts: startUs + durationMs * 1000 },
  ];
}

const task = (startUs: number, durationMs: number) => ({ startUs, durationMs });

test('tasks of all processes are found, in order of time', () => {
  const events = [
    ...measure(2, '0x1', 900_000, 70),
    ...measure(1, '0x1', 500_000, 120),
    { name: 'backscroll:clock', ph: 'R', ts: 1, pid: 1 },
  ];
  expect(longTasksOf(events)).toEqual([task(500_000, 120), task(900_000, 70)]);
});

test('a task that two documents of a process are told of counts once', () => {
  const events = [...measure(1, '0x1', 500_000, 120), ...measure(1, '0x2', 500_080, 120)];
  expect(longTasksOf(events)).toEqual([task(500_000, 120)]);
});

test('two processes that are busy at the same time are two tasks, and so are two tasks in a row', () => {
  const beside = [...measure(1, '0x1', 500_000, 120), ...measure(2, '0x1', 500_000, 120)];
  expect(longTasksOf(beside)).toEqual([task(500_000, 120), task(500_000, 120)]);
  // Rounded up, the first ends after the second has begun.
  const inARow = [...measure(1, '0x1', 500_000, 60), ...measure(1, '0x2', 559_700, 60)];
  expect(longTasksOf(inARow)).toEqual([task(500_000, 60), task(559_700, 60)]);
});

test('an id that is used again names another task', () => {
  const events = [...measure(1, '0x1', 500_000, 60), ...measure(1, '0x1', 700_000, 80)];
  expect(longTasksOf(events)).toEqual([task(500_000, 60), task(700_000, 80)]);
});
