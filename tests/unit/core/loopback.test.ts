import { expect, test } from '@playwright/test';
import { isLoopback } from '../../../src/core/loopback.ts';

for (const host of [
  '127.0.0.1',
  '127.8.9.10',
  '::1',
  '[::1]',
  '0:0:0:0:0:0:0:1',
  'localhost',
  'LOCALHOST.',
  'app.localhost',
]) {
  test(`${host} is loopback`, () => expect(isLoopback(host)).toBe(true));
}

for (const host of ['128.0.0.1', '0.0.0.0', '10.0.0.1', '::2', 'localhost.example.org', 'notlocalhost']) {
  test(`${host} is not loopback`, () => expect(isLoopback(host)).toBe(false));
}
