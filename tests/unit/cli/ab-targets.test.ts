import { expect, test } from '@playwright/test';
import { isTargetSide, plantedIn } from '../../../src/cli/ab-targets.ts';

const target = { id: 'my-chat', defectIds: ['slow', 'no-virtualization'] };

test('a side is an address or the target with planted faults', () => {
  expect(isTargetSide('https://my-chat.example', target)).toBe(false);
  expect(isTargetSide('my-chat', target)).toBe(true);
  expect(plantedIn('my-chat', target)).toEqual([]);
  expect(plantedIn('my-chat:no-virtualization,slow', target)).toEqual(['no-virtualization', 'slow']);
});

test('an unknown fault, or an address beside the target, is refused', () => {
  expect(() => plantedIn('my-chat:no-virtualisation', target)).toThrow(/DEFECT_UNKNOWN/);
  expect(() => plantedIn('http://127.0.0.1', target)).toThrow(/no build of my-chat.*SIDES_DIFFER/s);
});
