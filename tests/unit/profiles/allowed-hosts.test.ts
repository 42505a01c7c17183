import { expect, test } from '@playwright/test';
import { isAllowedHost, isLoopback } from '../../../src/profiles/allowed-hosts.ts';

for (const host of [
  '127.0.0.1',
  '127.8.9.10',
  '::1',
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

test('only named hosts are allowed beside loopback', () => {
  expect(isAllowedHost('127.0.0.1', [])).toBe(true);
  expect(isAllowedHost('chat.example.org', [])).toBe(false);
  expect(isAllowedHost('Chat.Example.org.', ['chat.example.org'])).toBe(true);
  expect(isAllowedHost('evil-chat.example.org', ['chat.example.org'])).toBe(false);
});

test('a leading star stands for the name and its subdomains, a lone one for everything', () => {
  expect(isAllowedHost('example.org', ['*.example.org'])).toBe(true);
  expect(isAllowedHost('cdn.img.example.org', ['*.example.org'])).toBe(true);
  expect(isAllowedHost('badexample.org', ['*.example.org'])).toBe(false);
  expect(isAllowedHost('203.0.113.7', ['*'])).toBe(true);
});
