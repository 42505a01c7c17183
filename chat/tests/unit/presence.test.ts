import { expect, test } from '@playwright/test';
import { Presence } from '../../server/presence.ts';
import { TypingLimit } from '../../server/typing.ts';

test('a user comes with the first socket and goes with the last', () => {
  const presence = new Presence();
  expect([presence.connected(1), presence.connected(1), presence.connected(2)]).toEqual([true, false, true]);
  expect(presence.disconnected(1)).toBe(false);
  expect(presence.isOnline(1)).toBe(true);
  expect(presence.disconnected(1)).toBe(true);
  expect([presence.isOnline(1), presence.isOnline(2)]).toEqual([false, true]);
  expect(presence.connected(1)).toBe(true);
});

test('writing is told once a second, of each conversation by itself', () => {
  let nowMs = 0;
  const limit = new TypingLimit(() => nowMs);
  const told: number[] = [];
  for (nowMs = 0; nowMs < 3_000; nowMs += 250) if (limit.allows(1)) told.push(nowMs);
  expect(told).toEqual([0, 1_000, 2_000]);
  expect(limit.allows(2)).toBe(true);
});
