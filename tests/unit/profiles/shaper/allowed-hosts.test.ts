import { expect, test } from '@playwright/test';
import { isAllowedHost } from '../../../../src/profiles/shaper/allowed-hosts.ts';

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
