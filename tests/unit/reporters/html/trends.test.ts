import { expect, test } from '@playwright/test';
import { trendGroups } from '../../../../src/core/judging/trends.ts';
import { trendChart } from '../../../../src/reporters/charts/trend-chart.ts';
import { trendsHtml } from '../../../../src/reporters/html/trends.ts';
import { historyTable } from '../../../../src/reporters/terminal/history-table.ts';
import { trendsInWords } from '../../../../src/reporters/trend-words.ts';
import { historyOf, nightId, nightRuns } from '../../core/sample-history.ts';
import { leaks, parseXml } from '../well-formed.ts';

const history = historyOf(nightRuns(20, (night) => ({ level: night < 12 ? 1 : 1.1 })));
const groups = trendGroups(history);

test('a step is said with its run, both levels and the cell', () => {
  const words = trendsInWords(groups);
  expect(words[0]).toMatch(/^6 steps in 12 series of 20 runs\.$/);
  expect(words.join('\n')).toMatch(
    new RegExp(
      `worse: Largest contentful paint, 1,2\\d\\d ms → 1,3\\d\\d ms \\(\\+\\d+(\\.\\d)? %\\) since ${nightId(12)}: `,
      'i',
    ),
  );
});

test('without steps it says so, and how many series are too short', () => {
  const [headline, caution] = trendsInWords(trendGroups(historyOf(nightRuns(4))));
  expect(headline).toBe('No step in 12 series of 4 runs.');
  expect(caution).toContain('12 series have fewer than the 10 sure runs that a step needs.');
});

test('every chart is well-formed, and the page says nothing of missing values', async () => {
  for (const { cells, runs } of groups) {
    for (const trend of cells.flatMap(({ trends }) => trends)) await parseXml(trendChart(trend, runs));
  }
  expect(trendsHtml(groups).replace(/<script[\s\S]*<\/script>/, '')).not.toMatch(leaks);
});

test('the page needs no network, and no title can enter it', () => {
  const figures = history.figures.map((figure) => ({ ...figure, title: '<img alt=x>' }));
  const html = trendsHtml(trendGroups({ ...history, figures }));
  expect(html).toContain('&lt;img alt=x&gt;');
  expect(html).not.toMatch(/<img|<link|src=|https?:\/\/(?!www\.w3\.org)/);
});

test('a run’s id cannot end the script that holds it', () => {
  const run = (id: string) => `${id}</script><b>`;
  const html = trendsHtml(
    trendGroups({
      ...history,
      figures: history.figures.map((figure) => ({ ...figure, run: run(figure.run) })),
      runs: history.runs.map((each) => ({ ...each, id: run(each.id) })),
    }),
  );
  expect(html).not.toContain('</script><b>');
});

test('the machine is drawn below the series, with the band of most runs; nothing where no run has a figure', async () => {
  const chartOf = (machine: (night: number) => number | null): string => {
    const [group] = trendGroups(historyOf(nightRuns(12, (night) => ({ machine: machine(night) }))));
    const trend = group?.cells[0]?.trends[0];
    if (group === undefined || trend === undefined) throw new Error('no trend');
    return trendChart(trend, group.runs);
  };
  const drawn = chartOf((night) => (night === 4 ? 1.5 : 1));
  await parseXml(drawn);
  expect(drawn).toContain('viewBox="0 0 384 232"');
  expect(drawn).toMatch(/>[45]\.?\d* ms</);
  expect(chartOf(() => null)).toContain('viewBox="0 0 384 188"');
});

test('a chart of 500 runs has few nodes', () => {
  const many = trendGroups(historyOf(nightRuns(500)));
  const [group] = many;
  const trend = group?.cells[0]?.trends[0];
  if (group === undefined || trend === undefined) throw new Error('no trend');
  const nodes = trendChart(trend, group.runs).match(/<[a-z]/g) ?? [];
  expect(nodes.length).toBeLessThan(25);
});

test('one run is a dot, not a failure', async () => {
  const [group] = trendGroups(historyOf(nightRuns(1)));
  const trend = group?.cells[0]?.trends[0];
  if (group === undefined || trend === undefined) throw new Error('no trend');
  await parseXml(trendChart(trend, group.runs));
});

test('the list marks what was cut short or forced', () => {
  const [first, second] = history.runs;
  if (first === undefined || second === undefined) throw new Error('no runs');
  const table = historyTable(
    [
      { ...first, complete: false },
      { ...second, forced: ['cpu'], verdict: null },
    ],
    160,
  );
  expect(table).toMatch(/Met +1fc0ffee\w+ +cut short/);
  expect(table).toMatch(/Not judged +2fc0ffee\w+ +forced/);
  expect(table).toMatch(/2 runs\n$/);
  expect(historyTable([], 160)).toBe('0 runs\n');
});
