import { expect, test } from '@playwright/test';
import { coreShare } from '../../../src/instruments/core-share.ts';

test('a thread that worked for 300 ms of 400 had three quarters of a core, and never more than one', () => {
  expect(coreShare(300, 400)).toBe(0.75);
  // The two clocks are read one after the other.
  expect(coreShare(401, 400)).toBe(1);
});

test('nothing is said of a page that hardly worked', () => {
  expect(coreShare(90, 180)).toBeUndefined();
});
