import { expect, test } from '@playwright/test';
import { firstLook } from '../../../src/core/statistics/sequential.ts';
import { passesOf } from '../../../src/measure/primary.ts';
import { planLooks } from '../../../src/measure/sequential.ts';

test('a plan uses the time there is, in looks that grow', () => {
  const looks = planLooks(firstLook, 4_000, 160_000);
  expect(looks.at(0)).toBe(8);
  expect(looks.at(-1)).toBe(48);
  expect(looks.length).toBeLessThanOrEqual(6);
  expect(looks).toEqual([...new Set(looks)].toSorted((a, b) => a - b));
});

test('where no time is left there is one look', () => {
  expect(planLooks(8, 4_000, 0)).toEqual([8]);
  expect(planLooks(8, 4_000, -5_000)).toEqual([8]);
  expect(planLooks(8, 4_000, 9_000)).toEqual([8]);
});

test('the primary metrics say which passes are needed', () => {
  expect(passesOf(['lcp', 'tbt'])).toEqual(['timing']);
  expect(passesOf(['lcp', 'js-heap'])).toEqual(['timing', 'memory']);
});

test('a plan never ends beyond the time, nor begins with other than what is there', () => {
  for (const leftMs of [0, 1_000, 12_000, 60_000, 3_600_000]) {
    for (const n of [4, 8, 20]) {
      const looks = planLooks(n, 4_000, leftMs);
      expect(looks[0]).toBe(n);
      expect(((looks.at(-1) ?? 0) - n) * 4_000).toBeLessThanOrEqual(leftMs);
      expect(looks).toEqual([...new Set(looks)].toSorted((a, b) => a - b));
    }
  }
});
