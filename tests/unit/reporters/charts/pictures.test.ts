import { expect, test } from '@playwright/test';
import { interactionSeries } from '../../../../src/core/insights/interactions.ts';
import { familiesOf } from '../../../../src/core/judging/growth.ts';
import { metricDefinitions } from '../../../../src/metrics/index.ts';
import { frameStrip } from '../../../../src/reporters/charts/frame-strip.ts';
import { shownFrames, worstIteration } from '../../../../src/reporters/charts/frames.ts';
import { growthChart } from '../../../../src/reporters/charts/growth-chart.ts';
import { loadTimeline } from '../../../../src/reporters/charts/load-timeline.ts';
import { cellCharts, cellPictures } from '../../../../src/reporters/charts/pictures.ts';
import { cellOf, livePlan, runOf, sampleRun, scrollPlan } from '../sample-results.ts';
import { leaks, parseXml } from '../well-formed.ts';

const run = sampleRun(9.8);
const live = cellOf(run, 'read-live');
const elements = metricDefinitions['dom-elements'];
if (elements === undefined) throw new Error('there is no dom-elements');

test('all pictures are well-formed, whole in themselves and free of missing values', async () => {
  const pictures = run.cells.flatMap((cell) => cellPictures(cell, run));
  expect(new Set(pictures.map(({ name }) => name))).toEqual(
    new Set(['verdicts', 'frame-strip', 'growth-dom-elements', 'growth-js-heap', 'load-timeline']),
  );
  for (const { svg } of pictures) {
    await parseXml(svg);
    expect(svg).not.toMatch(leaks);
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|href|<script|<style/);
  }
});

test('the strip counts the frames within the scroll and no others', () => {
  const svg = frameStrip(live, 1) ?? '';
  const frames = shownFrames(live, 1);
  const all = live.series.find(({ name, iteration }) => name === 'frame-state' && iteration === 1);
  expect(frames.length).toBeGreaterThan(150);
  expect(frames.length).toBeLessThan(all?.points.length ?? 0);
  const told = [...svg.matchAll(/\((\d+)\)</g)].map(([, count]) => Number(count));
  expect(told).toHaveLength(3);
  expect(told.reduce((sum, count) => sum + count, 0)).toBe(frames.length);
  expect(svg).toContain('scroll gesture, 3 s');
});

test('what somebody did or waited for stands below the frames, by its name', () => {
  const plan = livePlan();
  const typed = { name: interactionSeries('send-to-paint'), unit: 'ms', iteration: 0 };
  const iterations = plan.iterations.map((each, index) =>
    index === 1 ? { ...each, series: [...(each.series ?? []), { ...typed, points: [[29_850, 64]] }] } : each,
  ) as typeof plan.iterations;
  const withOne = runOf([{ ...plan, iterations }]);
  const svg = frameStrip(cellOf(withOne), 1, withOne.metrics);
  expect(svg).toContain(`${metricDefinitions['send-to-paint']?.title}, 64 ms`);
  expect(svg).toContain('>waited for<');
  expect(frameStrip(live, 1)).not.toContain('>waited for<');
  // It began before the scroll: the frames of that time are drawn, and not counted.
  const drawn = (strip = '') => [...strip.matchAll(/v-[\d.]+h/g)].length;
  const told = (strip = '') => [...strip.matchAll(/\((\d+)\)</g)].map(([, count]) => count);
  expect(drawn(svg)).toBeGreaterThan(drawn(frameStrip(live, 1)));
  expect(told(svg)).toEqual(told(frameStrip(live, 1)));
  // Bars that are drawn and not counted are said to be so.
  expect(svg).toContain('counted within the scroll');
  expect(frameStrip(live, 1)).not.toContain('counted within the scroll');
});

test('without a scroll the frames of the whole act are drawn', () => {
  const plan = livePlan();
  const act = { name: 'act', unit: 'ms', iteration: 0, points: [[29_000, 5_000]] as [number, number][] };
  const iterations = plan.iterations.map((each) => ({
    ...each,
    series: [...(each.series ?? []).filter(({ name }) => name !== 'scroll'), act],
  }));
  const svg = frameStrip(cellOf(runOf([{ ...plan, iterations }])), 1);
  expect(svg).toContain('s since the act began');
});

test('each frame is drawn once, the worse the taller', () => {
  const svg = frameStrip(live, 1) ?? '';
  const bars = [...svg.matchAll(/M[\d.]+ [\d.]+v-([\d.]+)h/g)].map(([, heightPx]) => Number(heightPx));
  expect(bars).toHaveLength(shownFrames(live, 1).length);
  expect(new Set(bars).size).toBe(3);
});

test('an iteration without frames has no strip', () => {
  expect(frameStrip(live, 0)).toBeUndefined();
  expect(frameStrip(live, 99)).toBeUndefined();
});

test('the worst iteration is a valid one while there is one', () => {
  const plan = scrollPlan(50, 0);
  const spoiled = plan.iterations.map((each, index) => (index === 3 ? { ...each, reason: 'made up' } : each));
  const worst = worstIteration(cellOf(runOf([{ ...plan, iterations: spoiled }])));
  expect(worst).toBeDefined();
  expect(worst).not.toBe(3);
  const none = plan.iterations.map((each) => ({ ...each, reason: 'made up' }));
  const all = runOf([{ ...plan, iterations: none }]);
  expect(cellCharts(cellOf(all), all)[0]?.caption).toContain('does not count');
});

test('growth shows every value, the medians and the limit, from 0 on', () => {
  const [family] = familiesOf(run);
  const svg = family && growthChart(family, elements);
  expect([...(svg ?? '').matchAll(/<circle/g)]).toHaveLength(4 * 4 + 4);
  expect(svg).toContain('limit 0.05 per message');
  expect(svg).toContain('>0</text>');
  expect(svg).not.toContain('-0');
});

test('an interval is drawn where there is one', () => {
  const [family] = familiesOf(run);
  const dropped = metricDefinitions['dropped-frames'];
  if (family === undefined || dropped === undefined) throw new Error('the sample lost its sizes');
  const whiskers = (svg: string | undefined) => [...(svg ?? '').matchAll(/<line class="s-line"/g)].length;
  expect(whiskers(growthChart(family, dropped))).toBe(4 * 3);
  expect(whiskers(growthChart(family, elements))).toBe(0);
});

test('one size is no growth', () => {
  expect(familiesOf(runOf([scrollPlan(50, 0)]))).toEqual([]);
  const [family] = familiesOf(run);
  expect(family && growthChart({ ...family, cells: family.cells.slice(0, 1) }, elements)).toBeUndefined();
});

test('cells of another profile or arm are another family', () => {
  const other = { ...scrollPlan(150, 0), key: { ...scrollPlan(150, 0).key, profile: 'none/cpu-1' } };
  expect(familiesOf(runOf([scrollPlan(50, 0), other]))).toEqual([]);
});

test('the timeline has load, response, database and frames on one clock', () => {
  const svg = loadTimeline(live) ?? '';
  for (const title of [
    'Operations per second',
    'Response time of the load',
    'Database sessions',
    'Frames of the',
  ]) {
    expect(svg).toContain(title);
  }
  expect([...svg.matchAll(/>#(\d)</g)].map(([, index]) => index)).toEqual(['2', '3', '4', '5', '6', '7']);
});

test('without a database its panel is left out, without load there is no timeline', () => {
  const plan = livePlan();
  const series = (plan.series ?? []).filter(({ name }) => !name.startsWith('database'));
  const svg = loadTimeline(cellOf(runOf([{ ...plan, series }])));
  expect(svg).toContain('Operations per second');
  expect(svg).not.toContain('Database sessions');
  expect(loadTimeline(cellOf(run, 'scroll-history', 50))).toBeUndefined();
});

test('the verdicts are drawn the worst first, with figures and limits', () => {
  const [verdicts] = cellPictures(cellOf(run, 'scroll-history', 2_000), run);
  const words = [...(verdicts?.svg ?? '').matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
  expect(words).toContain('9.8 per message');
  expect(words).toContain('≤ 0.05 per message');
  expect(words.filter((text) => /^[!✗?✓] /.test(text ?? ''))).toEqual([
    '✗ Missed',
    '✗ Missed',
    '✗ Missed',
    '✓ Met',
    '✓ Met',
  ]);
});

test('a cell without a budget shows its figures instead, and one without figures nothing', () => {
  const plain = runOf([{ ...scrollPlan(50, 0), budgets: [] }]);
  const [figures] = cellPictures(cellOf(plain), plain);
  expect(figures).toMatchObject({ name: 'verdicts' });
  expect(figures?.svg).toContain('>· Not judged<');
  expect(figures?.svg).toContain('>no budget; n = 6<');
  const empty = runOf([{ ...scrollPlan(50, 0), budgets: [], iterations: [] }]);
  expect(cellPictures(cellOf(empty), empty)).toEqual([]);
});
