import { expect, test } from '@playwright/test';
import { cellTimeMs } from '../../../fixtures/against.ts';
import { areRefs } from '../../../src/cli/ab-refs.ts';
import { assertPrimary, baselineCommit } from '../../../src/cli/run-against.ts';

const flags = { minEffect: 0.05, maxTime: 300_000 };

test('without --against there is no baseline, and beside it other baselines are refused', async () => {
  expect(await baselineCommit(flags)).toBeUndefined();
  await expect(baselineCommit({ ...flags, strict: true })).rejects.toThrow(/--strict.*OPTIONS_CONFLICT/s);
  await expect(
    baselineCommit({ ...flags, against: 'HEAD', baseline: 'latest', shard: '1/2' }),
  ).rejects.toThrow(/--baseline and --shard.*OPTIONS_CONFLICT/s);
  const withoutHistory = baselineCommit({ ...flags, against: 'HEAD', history: false });
  expect(await withoutHistory).toMatchObject({ ref: 'HEAD' });
  await expect(baselineCommit({ ...flags, against: 'no-such-ref-anywhere' })).rejects.toThrow(
    /REF_UNKNOWN|REF_SHALLOW/,
  );
  await expect(baselineCommit({ ...flags, against: 'HEAD', primary: ['no-metric'] })).rejects.toThrow(
    /METRIC_UNKNOWN/,
  );
});

test('sides are two addresses, or two commits and how they are served', () => {
  expect(areRefs({ a: 'http://a', b: 'http://b' })).toBe(false);
  expect(areRefs({ aRef: 'main', bRef: 'HEAD', serve: 'npm start' })).toBe(true);
  for (const half of [
    {},
    { a: 'http://a' },
    { aRef: 'main', serve: 'npm start' },
    { aRef: 'main', bRef: 'HEAD' },
    { a: 'http://a', b: 'http://b', aRef: 'main' },
  ]) {
    expect(() => areRefs(half)).toThrow(/SIDES_MISSING/);
  }
});

test('cells share what is left of the time, and what one saves the others get', () => {
  const startedAt = '2026-11-21T12:00:00.000Z';
  const nowMs = Date.parse(startedAt) + 60_000;
  const cell = (scenario: string, arm: string) => ({ scenario, params: {}, profile: 'none/cpu-1', arm });
  const begun = [cell('one', 'baseline'), cell('one', 'candidate')] as never[];
  const against = { cells: 3, maxMs: 300_000 };
  expect(cellTimeMs({ startedAt, cells: [] }, against, nowMs)).toBe(80_000);
  expect(cellTimeMs({ startedAt, cells: begun }, against, nowMs)).toBe(120_000);
  expect(cellTimeMs({ startedAt, cells: begun }, { ...against, maxMs: 1 }, nowMs)).toBe(0);
});

test('a primary metric that one of the chosen cells cannot have is refused before anything is built', () => {
  const open = { scenario: 'open-conversation', messages: 500, nightly: false, twoBuilds: true };
  const audit = { ...open, scenario: 'audit-conversation' };
  expect(() => assertPrimary([open], ['lcp'])).not.toThrow();
  expect(() => assertPrimary([open, audit], undefined)).not.toThrow();
  expect(() => assertPrimary([open, audit], ['lcp'])).toThrow(
    /lcp.*audit-conversation.*PRIMARY_NOT_MEASURED/s,
  );
});
