import { expect, test } from '@playwright/test';
import { parsePrimary, primaryFor } from '../../../src/measure/primary.ts';
import { metricDefinitions } from '../../../src/metrics/index.ts';
import { chatScenarios } from '../../../src/scenarios/index.ts';
import { plainVisit, visitPage } from '../../../src/scenarios/visit-page.ts';

const page = visitPage(plainVisit);

test('one to three metrics decide; one that is named twice counts once', () => {
  expect(parsePrimary(['lcp', 'lcp', 'tbt'])).toEqual(['lcp', 'tbt']);
  expect(() => parsePrimary([])).toThrow(/PRIMARY_TOO_MANY/);
  expect(() => parsePrimary(['lcp', 'tbt', 'cls', 'inp'])).toThrow(/4 primary/);
  expect(() => parsePrimary(['lpc'])).toThrow(/Did you mean "?lcp/);
});

test('every scenario has metrics that decide by default, and a pass that measures them', () => {
  for (const scenario of [page, ...Object.values(chatScenarios).map((each) => each.at(50))]) {
    for (const name of primaryFor(scenario, undefined).metrics) {
      expect(scenario.passes).toContain(metricDefinitions[name]?.pass);
    }
  }
});

test('only what the user names decides although nobody measured it', () => {
  expect(primaryFor(page, ['partial-frames'])).toEqual({ metrics: ['partial-frames'], named: true });
  expect(primaryFor(page, undefined)).toEqual({
    metrics: ['lcp', 'tbt', 'partial-frames', 'scroll-jank', 'inp', 'cls'],
    named: false,
  });
});

test('a metric that no pass of the scenario measures is refused before anything is measured', () => {
  expect(() => primaryFor(page, ['lighthouse-performance'])).toThrow(/PRIMARY_NOT_MEASURED/);
});
