import { expect, test } from '@playwright/test';
import type { Trend, TrendGroup } from '../../../../src/core/judging/history.ts';
import { trendGroups } from '../../../../src/core/judging/trends.ts';
import { historyOf, nightId, nightRuns } from '../sample-history.ts';

/** From night 12 on everything takes 10 % more. */
const slower = (night: number) => ({ level: night < 12 ? 1 : 1.1 });

function only(groups: readonly TrendGroup[]): TrendGroup {
  expect(groups).toHaveLength(1);
  const [group] = groups;
  if (group === undefined) throw new Error('no group');
  return group;
}

function trendOf({ cells }: TrendGroup, metric: string): Trend {
  const trend = cells[0]?.trends.find((each) => each.metric.id === metric);
  if (trend === undefined) throw new Error(`no trend of ${metric}`);
  return trend;
}

test('a step of 10 % in the 12th of 20 nights is marked there, what did not change is not', () => {
  const group = only(trendGroups(historyOf(nightRuns(20, slower))));
  const { steps } = trendOf(group, 'lcp');
  expect(steps).toEqual([expect.objectContaining({ at: 11, change: 'worse' })]);
  expect(group.runs[11]?.id).toBe(nightId(12));
  expect((steps[0]?.after ?? 0) / (steps[0]?.before ?? 1)).toBeCloseTo(1.1, 1);
  expect(trendOf(group, 'dom-elements').steps).toEqual([]);
  expect(trendOf(group, 'transfer-bytes').steps).toEqual([]);
});

test('20 equal nights mark nothing', () => {
  const group = only(trendGroups(historyOf(nightRuns(20))));
  expect(group.cells.flatMap(({ trends }) => trends.flatMap(({ steps }) => steps))).toEqual([]);
});

/** Everything but the data sent takes 10 % more from night 12 on, on a machine that took so much more. */
function slowerOn(machine: (night: number) => number | null, level = 1.1): TrendGroup {
  const runs = nightRuns(24, (night) => ({ level: night < 12 ? 1 : level, machine: machine(night) }));
  return only(trendGroups(historyOf(runs)));
}

test('a machine that became slower is no step of the times', () => {
  const group = slowerOn((night) => (night < 12 ? 1 : 1.12));
  expect(trendOf(group, 'lcp').steps).toEqual([]);
  const bands = trendOf(group, 'lcp').points.map(({ band }) => band);
  expect(new Set(bands)).toEqual(new Set(['1.1', '1.2']));
  expect(new Set(bands.slice(0, 11)).size).toBe(1);
});

test('a step is found within the band, and odd nights of another machine are left out', () => {
  const group = slowerOn((night) => (night % 6 === 0 ? 1.5 : 1), 1.15);
  expect(trendOf(group, 'lcp').steps.map(({ at }) => at)).toEqual([12]);
  expect(trendOf(group, 'lcp').points[5]?.referenceMs).toBeGreaterThan(7);
});

test('counts are searched over all machines', () => {
  const history = historyOf(nightRuns(24, (night) => ({ machine: night < 12 ? 1 : 1.3 })));
  const figures = history.figures.map((figure) =>
    figure.metric === 'dom-elements' && figure.run >= nightId(15) ? { ...figure, median: 500 } : figure,
  );
  const group = only(trendGroups({ ...history, figures }));
  expect(trendOf(group, 'dom-elements').steps).toMatchObject([{ at: 14, before: 412, after: 500 }]);
});

test('without a reference workload a step of times must exceed the spread between runs too', () => {
  const none = () => null;
  expect(trendOf(slowerOn(none), 'lcp').steps).toEqual([]);
  expect(trendOf(slowerOn(none, 1.4), 'lcp').steps.map(({ at }) => at)).toEqual([11]);
});

test('a step that its machine explains within the band is none', () => {
  const group = slowerOn((night) => (night < 12 ? 1 : 1.03), 1.07);
  expect(trendOf(group, 'lcp').steps).toEqual([]);
});

test('a fall is better where lower is, and worse where higher is', () => {
  const history = historyOf(nightRuns(20, (night) => ({ level: night < 12 ? 1.1 : 1 })));
  expect(trendOf(only(trendGroups(history)), 'lcp').steps[0]?.change).toBe('better');
  const higher = history.metrics.map((metric) => ({ ...metric, better: 'higher' as const }));
  expect(trendOf(only(trendGroups({ ...history, metrics: higher })), 'lcp').steps[0]?.change).toBe('worse');
});

test('cut short and invalid runs are shown and do not count, but memory figures of invalid timing do', () => {
  const runs = nightRuns(20, (night) => ({
    ...slower(night),
    ...(night === 3 ? { complete: false, level: 9 } : {}),
    ...(night === 5 ? { invalid: 'the CPU was 2 times too slow', level: 9 } : {}),
  }));
  const group = only(trendGroups(historyOf(runs)));
  const { points, steps } = trendOf(group, 'lcp');
  expect(points.filter(({ doubt }) => doubt !== null)).toEqual([
    expect.objectContaining({ at: 2, doubt: 'the run was cut short' }),
    expect.objectContaining({ at: 4, doubt: 'invalid: the CPU was 2 times too slow' }),
  ]);
  // Counted among all runs, not among those that are sure.
  expect(steps.map(({ at }) => at)).toEqual([11]);
  expect(
    trendOf(group, 'js-heap')
      .points.filter(({ doubt }) => doubt !== null)
      .map(({ at }) => at),
  ).toEqual([2]);
});

test('nights of another processor stay in the series: counts are searched over all, times on each by itself', () => {
  const history = historyOf(
    nightRuns(24, (night) => ({
      level: night < 12 ? 1 : 1.15,
      ...(night < 12 ? {} : { environment: { cpu: 'Another CPU', fingerprint: 'fedcba9876543210' } }),
    })),
  );
  const figures = history.figures.map((figure) =>
    figure.metric === 'dom-elements' && figure.run >= nightId(15) ? { ...figure, median: 500 } : figure,
  );
  const group = only(trendGroups({ ...history, figures }));
  expect(group.runs).toHaveLength(24);
  expect(trendOf(group, 'dom-elements').steps.map(({ at }) => at)).toEqual([14]);
  expect(trendOf(group, 'lcp').steps).toEqual([]);
});

test('times of a night that was merged from several kinds of machine are not searched', () => {
  const machines = ['one', 'another'].map((hardware) => ({ hardware }));
  const history = historyOf(
    nightRuns(24, (night) => ({ level: night < 12 ? 1 : 1.15, environment: { machines } })),
  );
  const group = only(trendGroups(history));
  expect(trendOf(group, 'lcp').points).toHaveLength(24);
  expect(trendOf(group, 'lcp').steps).toEqual([]);
});

test('a run that overruled something does not count', () => {
  const history = historyOf(nightRuns(2));
  const runs = history.runs.map((run, index) => ({ ...run, forced: index === 1 ? ['cpu differs'] : [] }));
  const { points } = trendOf(only(trendGroups({ ...history, runs })), 'lcp');
  expect(points.map(({ doubt }) => doubt)).toEqual([null, 'forced: cpu differs']);
});

test('a new browser, data set or load begins a new series, the newest group first', () => {
  const browser = { name: 'Chromium', version: '157.0.0', origin: 'system' };
  const runs = nightRuns(8, (night) => ({
    ...(night > 5 ? { environment: { browser, fingerprint: 'fedcba9876543210' } } : {}),
    ...(night === 8 ? { options: { traffic: 'heavy' } } : {}),
  }));
  const history = historyOf(runs);
  const groups = trendGroups({
    ...history,
    figures: history.figures.map((figure) =>
      figure.run === nightId(1) ? { ...figure, dataset: 'small/1' } : figure,
    ),
  });
  expect(
    groups.map(({ environment, dataset, settings, runs: own }) => [
      environment.browser.version,
      dataset,
      settings.join(),
      own.length,
    ]),
  ).toEqual([
    ['157.0.0', 'standard/1', 'traffic heavy', 1],
    ['157.0.0', 'standard/1', 'traffic light', 2],
    ['156.0.1', 'standard/1', 'traffic light', 4],
    ['156.0.1', 'small/1', 'traffic light', 1],
  ]);
});

test('comparisons of other pages, and visits with other clicks, are other groups', () => {
  const options: Record<number, Record<string, unknown>> = {
    1: { command: 'ab', a: 'http://one/', b: 'http://two/' },
    2: { command: 'ab', a: 'http://one/', b: 'http://three/' },
    3: { command: 'stability', url: 'http://one/' },
    4: { click: ['#open'] },
    5: { click: ['#open', '#close'] },
  };
  const groups = trendGroups(historyOf(nightRuns(5, (night) => ({ options: options[night] ?? {} }))));
  expect(groups.map(({ settings, runs }) => [settings.slice(0, 2).join(', '), runs.length])).toEqual([
    ['traffic light, click ["#open","#close"]', 1],
    ['traffic light, click ["#open"]', 1],
    ['page: http://one/, traffic light', 1],
    ['a: http://one/, b: http://three/', 1],
    ['a: http://one/, b: http://two/', 1],
  ]);
});

test('a cell that ended early does not count', () => {
  const history = historyOf(nightRuns(2));
  const figures = history.figures.map((figure) =>
    figure.run === nightId(2) ? { ...figure, error: 'The chat died.' } : figure,
  );
  const { points } = trendOf(only(trendGroups({ ...history, figures })), 'lcp');
  expect(points.map(({ doubt }) => doubt)).toEqual([null, 'ended early: The chat died.']);
});

test('a new version of a metric and a planted defect begin a new series', () => {
  const history = historyOf(nightRuns(3));
  const lcp = history.metrics.find(({ id }) => id === 'lcp');
  if (lcp === undefined) throw new Error('no lcp');
  const newest = nightId(3);
  const group = only(
    trendGroups({
      ...history,
      metrics: [{ ...lcp, version: lcp.version + 1 }, ...history.metrics],
      figures: history.figures.map((figure) => ({
        ...figure,
        version: figure.run === newest && figure.metric === 'lcp' ? figure.version + 1 : figure.version,
        defects: figure.run === nightId(1) ? ['no-virtualization'] : [],
      })),
    }),
  );
  expect(group.cells.map(({ name }) => name)).toEqual([
    'scroll-history messages=500, planted: no-virtualization',
    'scroll-history messages=2000, planted: no-virtualization',
    'scroll-history messages=500',
    'scroll-history messages=2000',
  ]);
  const versions = group.cells[2]?.trends.filter(({ metric }) => metric.id === 'lcp') ?? [];
  expect(versions.map(({ metric, points }) => [metric.version, points.length])).toEqual([
    [lcp.version + 1, 1],
    [lcp.version, 1],
  ]);
});
