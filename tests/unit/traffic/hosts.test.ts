import { expect, test } from '@playwright/test';
import { assertHostAllowed } from '../../../src/traffic/hosts.ts';

for (const url of [
  'http://localhost:1',
  'http://127.0.0.1',
  'http://127.9.9.9:80',
  'http://[::1]:80',
  'http://0x7f.1',
]) {
  test(`${url} is this machine`, () => {
    expect(() => assertHostAllowed(url, [])).not.toThrow();
  });
}

for (const url of [
  'http://example.com',
  'http://localhost.example.com',
  'http://127.0.0.1.example.com',
  'http://127.0.0.1@example.com',
  'http://10.0.0.1',
  'http://[::2]',
  'http://0.0.0.0',
]) {
  test(`${url} is not`, () => {
    expect(() => assertHostAllowed(url, ['other.example'])).toThrow('TRAFFIC_HOST_NOT_ALLOWED');
  });
}

test('a host that was named may be loaded', () => {
  expect(() => assertHostAllowed('https://chat.example.com/a', ['chat.example.com'])).not.toThrow();
});
