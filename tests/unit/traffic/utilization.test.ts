import { expect, test } from '@playwright/test';
import { UtilizationLog } from '../../../src/traffic/utilization.ts';

test('each thread has its own share, of the time that was asked for', () => {
  let readings = [
    { active: 100, idle: 0 },
    { active: 0, idle: 50 },
  ];
  const log = new UtilizationLog(() => readings);
  readings = [
    { active: 130, idle: 70 },
    { active: 90, idle: 60 },
  ];
  log.sample();
  expect(log.within(0, Number.MAX_SAFE_INTEGER).map((share) => Number(share.toFixed(6)))).toEqual([0.3, 0.9]);
  expect(log.within(0, 1)).toEqual([]);
});
