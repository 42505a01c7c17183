import { expect, test } from '@playwright/test';
import { defectsOf, isChatSide } from '../../../src/cli/ab-sides.ts';

test('a side is an address or a build of the chat with planted faults', () => {
  expect(isChatSide('https://reference-chat.example')).toBe(false);
  expect(isChatSide('reference-chat')).toBe(true);
  expect(defectsOf('reference-chat')).toEqual([]);
  expect(defectsOf('reference-chat:no-virtualization')).toEqual(['no-virtualization']);
});

test('an unknown fault, or an address beside a chat, is refused', () => {
  expect(() => defectsOf('reference-chat:no-virtualisation')).toThrow(/DEFECT_UNKNOWN/);
  expect(() => defectsOf('http://127.0.0.1')).toThrow(/SIDES_DIFFER/);
});
