import { expect, test } from '@playwright/test';
import { autoregressive, gaussian } from '../../../../bench/change-points/series.ts';
import type { TrendGroup, TrendPoint } from '../../../../src/core/judging/history.ts';
import { stepLevel, withSteps } from '../../../../src/core/judging/trend-steps.ts';
import { seededRandom } from '../../../../src/core/statistics/random.ts';
import { historyOf, nightRuns } from '../sample-history.ts';
import { elements } from '../sample-journal.ts';

const [run] = historyOf(nightRuns(1)).runs;

/** A history of counts, each series of so many values. */
function groupOf(series: readonly (readonly number[])[]): TrendGroup {
  if (run === undefined) throw new Error('no run');
  const pointsOf = (values: readonly number[]): TrendPoint[] =>
    values.map((median, at) => ({
      ...{ at, median, interval: null, doubt: null, referenceMs: 5, band: '1.1', hardware: 'one' },
    }));
  const trends = series.map((values) => ({ metric: elements, points: pointsOf(values), steps: [] }));
  const cells = [{ name: 'scroll-history', title: 'Scrolling', trends }];
  return { environment: run.environment, dataset: null, settings: [], runs: [run], cells };
}

function stepsIn(groups: readonly TrendGroup[]): number {
  return withSteps(groups)
    .flatMap(({ cells }) => cells.flatMap(({ trends }) => trends))
    .filter(({ steps }) => steps.length > 0).length;
}

for (const rho of [0, 0.5]) {
  test(`of histories of 24 series whose neighbours correlate by ${rho} about 1 % show a step`, () => {
    const random = seededRandom(11);
    const rounds = 400;
    let alarms = 0;
    for (let round = 0; round < rounds; round++) {
      // Noise of 20 %: hardly a step would be too small to be marked.
      const series = Array.from({ length: 24 }, () =>
        autoregressive(20, rho, random, gaussian).map((normal) => 1_000 + 200 * normal),
      );
      if (stepsIn([groupOf(series.slice(0, 12)), groupOf(series.slice(12))]) > 0) alarms++;
    }
    // 1 % of 400 are 4; 11 and more would come once in 400 such tests.
    expect(alarms).toBeLessThan(11);
  });
}

test('steps of 10 % in noise of 2 % are found in 24 series of 20 nights', () => {
  const random = seededRandom(12);
  const series = Array.from({ length: 24 }, () =>
    autoregressive(20, 0.3, random, gaussian).map(
      (normal, night) => (1_000 + 20 * normal) * (night < 11 ? 1 : 1.1),
    ),
  );
  expect(stepsIn([groupOf(series)])).toBeGreaterThanOrEqual(20);
});

test('the more series vary, the more runs a step takes; what never varies costs nothing', () => {
  const varying = Array.from({ length: 20 }, (_, night) => night);
  const still = varying.map(() => 412);
  const level = (series: number[][]) => stepLevel([groupOf(series)]);
  expect(level([still, still])).toEqual({ alpha: 0.01, fewest: 10 });
  expect(level([varying, still])).toEqual({ alpha: 0.01, fewest: 10 });
  expect(level(Array.from({ length: 100 }, () => varying))).toEqual({ alpha: 0.0001, fewest: 17 });
});
