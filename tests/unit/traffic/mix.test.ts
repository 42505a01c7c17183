import { expect, test } from '@playwright/test';
import {
  isIdle,
  mixedPlan,
  parseTrafficPlan,
  planDurationMs,
  trafficPlan,
} from '../../../src/traffic/mix.ts';

test('the presets are plans, and none of them does nothing but none', () => {
  expect(isIdle(parseTrafficPlan('none'))).toBe(true);
  for (const [name, ratePerSecond, subscribers] of [
    ['light', 10, 5],
    ['steady', 40, 20],
  ] as const) {
    const plan = parseTrafficPlan(name, { maxDurationMs: 5_000, seed: 7 });
    expect(plan).toMatchObject({ name, subscribers, seed: 7 });
    expect(plan.shape).toEqual([
      { durationMs: 5_000, fromPerSecond: ratePerSecond, toPerSecond: ratePerSecond },
    ]);
    expect(planDurationMs(plan)).toBe(5_000);
    expect(isIdle(plan)).toBe(false);
  }
});

test('a rate is a plan', () => {
  const plan = parseTrafficPlan(' 60/s ');
  expect(plan.shape[0]?.fromPerSecond).toBe(60);
  expect(plan).toMatchObject({ name: '60/s', subscribers: 30, workers: 1 });
  expect(parseTrafficPlan('1000/s').workers).toBe(4);
  expect(isIdle(parseTrafficPlan('0/s'))).toBe(true);
});

for (const text of ['', '60', '-5/s', '60/min', 'toString', 'NaN/s']) {
  test(`"${text}" is no traffic`, () => {
    expect(() => parseTrafficPlan(text)).toThrow('TRAFFIC_UNKNOWN');
  });
}

test('a slip of the finger is answered with what was meant', () => {
  expect(() => parseTrafficPlan('stedy')).toThrow('Did you mean steady?');
  expect(() => parseTrafficPlan('hurricane')).not.toThrow('Did you mean');
});

test('a plan without a mix has that of the target, or all operations equally often', () => {
  const operations = [{ name: 'read' }, { name: 'write' }];
  const plan = parseTrafficPlan('60/s');
  expect(mixedPlan(plan, { operations, mix: { read: 9, write: 1 } }).mix).toEqual({ read: 9, write: 1 });
  expect(mixedPlan(plan, { operations }).mix).toEqual({ read: 1, write: 1 });
  const own = trafficPlan.parse({ ...plan, mix: { write: 1 } });
  expect(mixedPlan(own, { operations, mix: { read: 9, write: 1 } }).mix).toEqual({ write: 1 });
});
