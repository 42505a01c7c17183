import { expect, test } from '@playwright/test';
import { measured, reading, unavailable } from '../../../../src/core/results/reading.ts';

for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
  test(`${value} is refused: when made, and when read`, () => {
    expect(() => measured(value)).toThrow(RangeError);
    expect(reading.safeParse({ status: 'measured', value }).success).toBe(false);
  });
}

test('zero is a value like any other', () => {
  expect(reading.parse(measured(0))).toEqual({ status: 'measured', value: 0 });
});

test('what is unavailable says why', () => {
  expect(reading.parse(unavailable('nobody scrolled'))).toEqual({
    status: 'unavailable',
    reason: 'nobody scrolled',
  });
  expect(reading.safeParse({ status: 'unavailable', reason: '' }).success).toBe(false);
});

test('a number written as null, as JSON does with NaN, is no reading', () => {
  const text = JSON.stringify({ status: 'measured', value: Number.NaN });
  expect(reading.safeParse(JSON.parse(text)).success).toBe(false);
});
