import { expect, test } from '@playwright/test';
import { cellHtml } from '../../../../src/reporters/html/cell-document.ts';
import { cellOf, livePlan, runOf, sampleRun, scrollPlan } from '../sample-results.ts';
import { leaks } from '../well-formed.ts';

function pageOf(plan: Parameters<typeof runOf>[0][number]): string {
  const run = runOf([plan]);
  return cellHtml(cellOf(run), run);
}

/** Titles of the parts of a page. */
function parts(html: string): (string | undefined)[] {
  return [...html.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title);
}

/** Every element that is opened is closed, in order; void elements and SVG's own apart. */
function unbalanced(html: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, close, name = '', self] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*?(\/?)>/g)) {
    if (['meta', 'br'].includes(name) || self === '/') continue;
    if (close !== '/') open.push(name);
    else if (open.pop() !== name) wrong.push(name);
  }
  return [...wrong, ...open];
}

test('a page of a missed cell: verdict in words first, pictures, and every part', () => {
  const run = sampleRun(9.8);
  const html = cellHtml(cellOf(run, 'scroll-history', 2_000), run);
  expect(html).toContain('<title>Missed: scroll-history messages=2000 fast-3g/cpu-4</title>');
  expect(html).toContain('DOM elements, growth: 9.8 per message, limit 0.05 per message.');
  expect([...html.matchAll(/<svg /g)]).toHaveLength(3);
  expect(parts(html)).toEqual([
    'Verdicts',
    'Pictures',
    'Figures',
    'Verification',
    'Findings',
    'Files',
    'Configuration of the run',
  ]);
});

test('a page of a cell under load has its traffic and what did not count', () => {
  const html = pageOf(livePlan());
  expect(parts(html)).toEqual([
    'Verdicts',
    'Pictures',
    'Figures',
    'Traffic',
    'Verification',
    'Iterations that do not count',
    'Findings',
    'Configuration of the run',
  ]);
  expect(html).toContain('It is inconclusive whether the budget is met.');
});

test('the worst moments are told with the load and the database of their time', () => {
  const moments = [{ startMs: 65_000, durationMs: 180, requests: 2, ran: [{ what: 'layout', ms: 120 }] }];
  const recorded = { pass: 'recorded' as const, readings: {} };
  const html = pageOf({ ...livePlan(), iterations: [...livePlan().iterations, recorded], moments });
  expect(html).toContain('<td class="left">120 ms layout</td>');
  expect(html).toMatch(
    /2 requests under way; traffic: 20 operations a second offered, 12 completed; database: /,
  );
  const idle = pageOf({ ...scrollPlan(50, 0), moments });
  expect(idle).toContain('2 requests under way; no traffic in this cell; database: not recorded');
});

test('it is whole in itself, well built, escaped, and nothing leaks', () => {
  const run = sampleRun(9.8);
  for (const cell of run.cells) {
    const html = cellHtml(cell, run);
    expect(html).not.toMatch(/<script|<link|src=|@import|url\(/);
    expect(unbalanced(html)).toEqual([]);
    expect(html.replace(/<style>.*<\/style>/s, '')).not.toMatch(leaks);
  }
  const html = pageOf({ ...livePlan(), title: '<img onerror="x">', error: '<b>died</b> & gone' });
  expect(html).toContain('<h1>&lt;img onerror=&quot;x&quot;&gt;</h1>');
  expect(html).toContain('Ended early: &lt;b&gt;died&lt;/b&gt; &amp; gone.');
});

test('files are named with their place in the folder of the run', () => {
  const html = pageOf({ ...scrollPlan(50, 0), artifacts: ['a b#1.zip'] });
  expect(html).toContain('<li>a b#1.zip <code>cells/scroll-history/a b#1.zip</code></li>');
});

test('unavailable, invalid and not judged are said in words', () => {
  expect(pageOf(scrollPlan(50, 0))).toContain(
    'Unavailable, the page was there before the measurement: Largest contentful paint.',
  );
  expect(pageOf({ ...livePlan(), invalid: 'CPU: too fast' })).toContain(
    'The figures do not count: CPU: too fast.',
  );
  expect(pageOf({ ...livePlan(), budgets: [] })).toContain('No budget applies to this cell');
  expect(pageOf({ ...livePlan(), traffic: 'not what it was' })).toContain('cannot be read');
});

test('a cell that measured nothing still makes a page', () => {
  const html = pageOf({ ...scrollPlan(50, 0), iterations: [], artifacts: [], error: 'The browser crashed' });
  expect(html).toContain('The browser crashed.');
  expect(html.replace(/<style>.*<\/style>/s, '')).not.toMatch(leaks);
});

test('the work of the main thread is told by its kind, with who forced layouts', () => {
  const work = {
    cpuMs: { script: 300, style: 25, layout: 75, paint: 50, parse: 0, gc: 0, other: 50 },
    forcedLayouts: 12,
    forcedBy: [{ what: 'measureRows (feed.tsx:9)', times: 11 }],
    tiles: 1,
    longTasks: { script: 2 },
  };
  const recorded = { pass: 'recorded', readings: {} } as const;
  const html = pageOf({ ...livePlan(), iterations: [...livePlan().iterations, recorded], work });
  expect(parts(html)).toContain('Work of the main thread');
  expect(html).toMatch(/script<\/td><td[^>]*>300 ms<\/td><td[^>]*>60 %<\/td><td[^>]*>2<\/td>/);
  expect(html).toContain('12 layouts forced by scripts: measureRows (feed.tsx:9) 11 times.');
  expect(html).toContain('1 tile drawn.');
});
