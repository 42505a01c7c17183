import { expect, test } from '@playwright/test';
import { isGrowthBase } from '../../../src/measure/suites.ts';

const quick = { suite: 'quick', scenarios: {} } as const;

test('what is shorter than the longest conversation is the base of a growth, in the quick suite alone', () => {
  const isBase = (scenario: string, messages: number) => isGrowthBase(quick, scenario, { messages });
  expect([50, 150, 500, 2_000].map((messages) => isBase('scroll-history', messages))).toEqual([
    ...[true, true, true, false],
  ]);
  expect([50, 2_000].map((messages) => isBase('read-live', messages))).toEqual([true, false]);
  expect(isBase('open-conversation', 500)).toBe(false);
  expect(isGrowthBase({ ...quick, suite: 'nightly' }, 'scroll-history', { messages: 50 })).toBe(false);
});

test('the longest conversation is that of the project', () => {
  const scenarios = { 'read-live': { sizes: [50, 500] } };
  const isBase = (messages: number) => isGrowthBase({ ...quick, scenarios }, 'read-live', { messages });
  expect([50, 500].map(isBase)).toEqual([true, false]);
});

test('a scenario without limits of growth, and one of a project, have no base', () => {
  const limits = ['partial-frames', 'dropped-frames'];
  const scenarios = { 'read-live': { unlimited: limits } };
  expect(isGrowthBase({ ...quick, scenarios }, 'read-live', { messages: 50 })).toBe(false);
  expect(isGrowthBase(quick, 'own-scenario', { messages: 50 })).toBe(false);
});
