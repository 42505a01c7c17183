import { expect, test } from '@playwright/test';
import { configuredRun } from '../../../src/config/settings.ts';
import {
  budgetsOf,
  configuredScenarios,
  deviceProfiles,
  headlineMetrics,
} from '../../../src/scenarios/settings.ts';

const usual = { scenarios: {}, budgetProfiles: deviceProfiles };

test('absolute limits hold at the devices, limits of growth everywhere', () => {
  const kinds = (profile: string) => budgetsOf(usual, 'read-live', profile).map(({ metric }) => metric);
  expect(kinds('fast-3g/low-tier')).toEqual(['send-to-pixel', 'partial-frames', 'dropped-frames']);
  expect(kinds('none/cpu-1')).toEqual(['partial-frames', 'dropped-frames']);
});

test('a project replaces, removes and adds limits by metric', () => {
  const { scenarios } = configuredRun('quick', {
    scenarios: {
      'open-conversation': { budgets: { lcp: 3_000, cls: null, 'dom-elements': { perMessage: 1, per: 10 } } },
    },
  });
  const rules = { scenarios, budgetProfiles: ['none/cpu-1'] };
  expect(budgetsOf(rules, 'open-conversation', 'none/cpu-1')).toEqual([
    { kind: 'absolute', metric: 'open-to-newest', limit: 2_000 },
    { kind: 'absolute', metric: 'lcp', limit: 3_000 },
    { kind: 'growth', metric: 'dom-elements', parameter: 'messages', limit: 1, per: 10 },
  ]);
  expect(budgetsOf(rules, 'open-conversation', 'fast-3g/low-tier').map(({ metric }) => metric)).toEqual([
    'dom-elements',
  ]);
  expect(headlineMetrics(rules, 'open-conversation')).not.toContain('cls');
});

test('a project changes sizes and what decides; none leaves a scenario out', () => {
  const scenarios = configuredScenarios({
    'scroll-history': { sizes: [300, 20], nightlySizes: [300], primary: ['js-heap'] },
    'audit-conversation': { sizes: [] },
  });
  const of = (id: string) => scenarios.find((each) => each.id === id);
  expect(of('scroll-history')).toMatchObject({ sizes: [20, 300], nightlySizes: [300] });
  expect(of('scroll-history')?.at(20).primary).toEqual(['js-heap']);
  expect(of('audit-conversation')?.sizes).toEqual([]);
  expect(of('send-message')?.sizes).toEqual([500]);
});

test('a scenario that is none of ours has no limits', () => {
  expect(budgetsOf(usual, 'visit-page', 'fast-3g/low-tier')).toEqual([]);
  expect(headlineMetrics(usual, 'visit-page')).toEqual([]);
});
