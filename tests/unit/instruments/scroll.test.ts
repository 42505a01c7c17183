import { expect, test } from '@playwright/test';
import { scrolledPx } from '../../../src/instruments/scroll.ts';

const at = (upPx: number, downPx: number) => ({ upPx, downPx });

test('the way is counted in the direction that was asked for', () => {
  expect(scrolledPx(at(3_000, 500), at(1_000, 2_500), -2_000)).toBe(2_000);
  expect(scrolledPx(at(0, 3_500), at(2_000, 1_500), 2_000)).toBe(2_000);
  // It jumped the other way.
  expect(scrolledPx(at(1_000, 2_500), at(3_000, 500), -2_000)).toBe(0);
});

test('older messages that are put above the reader take nothing from the way', () => {
  // 3,000 px up, while 2,000 px of older messages came and kept what was in view.
  expect(scrolledPx(at(3_000, 0), at(2_000, 3_000), -3_000)).toBe(3_000);
});

test('a list that goes back to its end is told although messages came there meanwhile', () => {
  // Six messages of 70 px, and the reader at the end again.
  expect(scrolledPx(at(3_000, 0), at(3_420, 0), -3_000)).toBe(0);
  expect(scrolledPx(at(3_000, 0), at(3_000, 420), -3_000)).toBe(420);
  // No more than was asked for, whatever came.
  expect(scrolledPx(at(3_000, 0), at(0, 3_420), -3_000)).toBe(3_000);
});

test('what is added below the reader is no way', () => {
  expect(scrolledPx(at(0, 3_500), at(2_000, 9_500), 2_000)).toBe(2_000);
  expect(scrolledPx(at(0, 3_500), at(0, 9_500), 2_000)).toBe(0);
});
