import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { CalibrationJournal, type Played, type Subject } from '../../../bench/calibration/journal.ts';

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern.
  folder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'backscroll-calibration-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

const subject: Subject = { checkout: 'c0ffee', browser: 'Chromium 156', filters: [] };

function played(round: number, name: string): Played {
  return { round, name, ok: true, errors: [], observations: [] };
}

test('what was played is there again after an interruption, but for a line that was cut', ({ folder }) => {
  const first = new CalibrationJournal(folder, subject);
  expect(first).toMatchObject({ startedAnew: undefined, played: [] });
  first.append(played(1, 'a'));
  first.append(played(1, 'b'));
  appendFileSync(path.join(folder, 'journal.ndjson'), '{"round":1,"name":"c"');
  const second = new CalibrationJournal(folder, subject);
  expect(second).toMatchObject({ startedAnew: undefined, played: [played(1, 'a'), played(1, 'b')] });
  // And it can be gone on with.
  second.append(played(1, 'c'));
  expect(new CalibrationJournal(folder, subject).played.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
});

for (const [what, now, why] of [
  ['checkout', { ...subject, checkout: 'decade' }, 'checkout was c0ffee and is decade'],
  ['browser', { ...subject, browser: 'Chromium 157' }, 'browser was Chromium 156 and is Chromium 157'],
  ['filter', { ...subject, filters: ['cpu'] }, 'filters was none and is cpu'],
] as const) {
  test(`another ${what} starts anew and says so`, ({ folder }) => {
    new CalibrationJournal(folder, subject).append(played(1, 'a'));
    const anew = new CalibrationJournal(folder, { ...now, filters: [...now.filters] });
    expect(anew).toMatchObject({ startedAnew: why, played: [] });
    expect(new CalibrationJournal(folder, { ...now, filters: [...now.filters] }).startedAnew).toBeUndefined();
  });
}

test('after a complete run the next one starts anew', ({ folder }) => {
  const whole = new CalibrationJournal(folder, subject);
  whole.append(played(1, 'a'));
  whole.end();
  expect(new CalibrationJournal(folder, subject)).toMatchObject({
    startedAnew: 'the last run was complete',
    played: [],
  });
});
