import { expect, test } from '@playwright/test';
import { duration, share } from '../../../src/cli/options.ts';

test('a share is a percentage or a fraction', () => {
  expect(share('5%')).toBe(0.05);
  expect(share('0.1')).toBe(0.1);
  expect(share('2.5 %')).toBe(0.025);
  for (const text of ['0%', '100%', '5', '-5%', 'five', '']) expect(() => share(text)).toThrow(/percentage/);
});

test('a duration has a unit', () => {
  expect(['90s', '5m', '1.5h'].map(duration)).toEqual([90_000, 300_000, 5_400_000]);
  for (const text of ['5', '0s', '5ms', 'm', '']) expect(() => duration(text)).toThrow(/90s, 5m/);
});
