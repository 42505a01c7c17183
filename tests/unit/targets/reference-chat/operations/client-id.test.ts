import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { sentUsOf, stampedClientId } from '../../../../../src/targets/reference-chat/operations/client-id.ts';

test('the id is a UUID that gives back the time, and no two are equal', () => {
  for (const sentUs of [0, 1, 123_456_789_012, 2 ** 48 - 1]) {
    const id = stampedClientId(sentUs);
    expect(z.uuid().parse(id)).toBe(id);
    expect(sentUsOf(id)).toBe(sentUs);
    expect(stampedClientId(sentUs)).not.toBe(id);
  }
});

test('other ids say nothing about time', () => {
  expect(sentUsOf(null)).toBeNull();
  expect(sentUsOf('9b2f6f0c-6d0e-4c53-9c39-2f0a4f2d9f10')).toBeNull();
  expect(sentUsOf('9b2f6f0c-6d0e-8c53-9c39-2f0a4f2d9f10')).toBeNull();
});
