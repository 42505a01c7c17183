import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { KeptDevices } from '../../../../src/measure/host/kept-devices.ts';

const browser = { name: 'Chromium', version: '150.0' };

test('what runs found is kept by machine, browser and device', () => {
  const directory = test.info().outputPath('state');
  const kept = new KeptDevices(directory, browser);
  expect(kept.of('low-tier')).toEqual([]);
  kept.add('low-tier', 28.5);
  kept.add('mid-tier', 7.5);
  new KeptDevices(directory, browser).add('low-tier', 30.5);
  expect(kept.of('low-tier')).toEqual([28.5, 30.5]);
  expect(new KeptDevices(directory, { ...browser, version: '151.0' }).of('low-tier')).toEqual([]);
});

test('the newest of many count, and the file does not grow for ever', () => {
  const directory = test.info().outputPath('state');
  const kept = new KeptDevices(directory, browser);
  for (let run = 1; run <= 120; run++) kept.add('low-tier', run);
  expect(kept.of('low-tier')).toEqual(Array.from({ length: 20 }, (_, index) => 101 + index));
  expect(JSON.parse(readFileSync(path.join(directory, 'devices.json'), 'utf8'))).toHaveLength(100);
});

test('garbage in the file is forgotten', () => {
  const directory = test.info().outputPath('state');
  const kept = new KeptDevices(directory, browser);
  kept.add('low-tier', 28.5);
  for (const garbage of [
    '{',
    '[{"machine": 1}]',
    '[{"machine": "a", "device": "low-tier", "deviceMs": -1}]',
  ]) {
    writeFileSync(path.join(directory, 'devices.json'), garbage);
    expect(kept.of('low-tier')).toEqual([]);
  }
  kept.add('low-tier', 30);
  expect(kept.of('low-tier')).toEqual([30]);
});
