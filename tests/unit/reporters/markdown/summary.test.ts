import { expect, test } from '@playwright/test';
import { assemble } from '../../../../src/core/assemble.ts';
import { unavailable } from '../../../../src/core/results/reading.ts';
import { summaryMarkdown } from '../../../../src/reporters/markdown/summary.ts';
import {
  cellRecords,
  endRecord,
  keyOf,
  livePlan,
  runOf,
  runRecord,
  sampleRun,
  scrollPlan,
} from '../sample-results.ts';
import { leaks } from '../well-formed.ts';

test('the first line is the verdict in words, the second what to look at', () => {
  const [first, , second] = summaryMarkdown(sampleRun(9.8)).split('\n');
  expect(first).toBe('# Missed: 6 of 16 budgets missed, 1 inconclusive, 9 met, in 5 cells');
  expect(second).toContain('Look first at DOM elements');
});

test('it has a part for everything, in this order', () => {
  const summary = summaryMarkdown(sampleRun());
  const headings = [...summary.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
  expect(headings).toEqual([
    ...[
      'What to do',
      'Verdicts',
      'Findings',
      'Bottlenecks',
      'Capacity',
      'Percentiles',
      'Resources',
      'Growth',
    ],
    ...['Configuration', 'Cells', 'How to measure it again'],
  ]);
  const cells = [...summary.matchAll(/^### (.*): /gm)];
  expect(cells).toHaveLength(5);
});

test('no missing value leaks, and everything measured is escaped', () => {
  const summary = summaryMarkdown(sampleRun());
  expect(summary).not.toMatch(leaks);
  expect(summary).not.toMatch(/<(?!details>|summary>)[a-zA-Z]/);
  expect(summary).toContain('Example &lt;CPU&gt; \\| 2 GHz');
  expect(summary).toContain('HTTP 503 &lt;unavailable&gt; \\| pool');
});

test('what to do stands on the first screen, the gravest first, and every fold is closed', () => {
  const summary = summaryMarkdown(sampleRun(9.8));
  expect(summary.split('\n').findIndex((line) => line.startsWith('1. **critical**'))).toBeLessThan(10);
  expect(summary).toMatch(/^1\. \*\*critical\*\*: Virtualize the list.*DOM elements: 9\.8 per message/m);
  const tags = [...summary.matchAll(/^<(\/?)details>/gm)].map(([, slash]) => slash);
  expect(tags.length).toBeGreaterThan(10);
  expect(tags.every((slash, index) => (slash === '/') === (index % 2 === 1))).toBe(true);
});

test('met budgets and findings beyond the fifth are folded, what is not met stands open', () => {
  const summary = summaryMarkdown(sampleRun(9.8));
  const open = summary.replaceAll(/<details>.*?<\/details>/gs, '');
  expect(open).toContain('| ✗ Missed |');
  expect(open).not.toContain('| ✓ Met |');
  expect(summary).toContain('<summary>9 budgets met</summary>');
  expect(summary).toContain('<summary>3 more findings</summary>');
  expect(open.match(/^ {2}- Evidence:/gm)).toHaveLength(5);
});

test('capacity is told of a run with load, and how to put one on of a run without', () => {
  expect(summaryMarkdown(runOf([livePlan()]))).toMatch(
    /^\| read-live .*\| light \| 20 \/s \| 20 \/s \| 0\.21 % \| 42\.6 ms \| breaks \| 3 × HTTP 503/m,
  );
  expect(summaryMarkdown(runOf([scrollPlan(50, 0)]))).toContain(
    'This puts one on: npm run backscroll -- run --scenario read-live --traffic heavy',
  );
});

test('where a target takes no traffic, that is told, and none is advised', () => {
  const reason = 'the target mine cannot be given background traffic (traffic)';
  const without = (plan: string | null) => {
    const run = runOf([scrollPlan(50, 0)]);
    return summaryMarkdown({
      ...run,
      cells: run.cells.map((cell) => ({ ...cell, trafficUnavailable: { plan, reason } })),
    });
  };
  const asked = without('heavy');
  expect(asked).toContain(`heavy was asked for and is unavailable: ${reason}`);
  expect(asked).toContain(`None can be put on: ${reason}`);
  expect(asked).not.toContain('This puts one on');
  expect(without(null)).not.toContain('was asked for');
});

test('percentiles are of what was judged and of the load; too few values have no P99', () => {
  const summary = summaryMarkdown(runOf([livePlan()]));
  expect(summary).toMatch(
    /^\| read-live .* \| Message to pixel.* \| 6 \| 488 ms \| 525 ms \| – \| 530 ms \|$/m,
  );
  expect(summary).toMatch(
    /^\| read-live .* \| send-message, response \| 100 \| 14\.2 ms \| 42\.6 ms \| 71 ms \| 128 ms \|$/m,
  );
  expect(summary).toContain('n = 6: no P99, which needs 100 values.');
});

test('resources that were not recorded say so', () => {
  const summary = summaryMarkdown(runOf([scrollPlan(50, 0)]));
  expect(summary).toContain('| Database connections | not recorded | not recorded | 0 |  |');
  expect(summaryMarkdown(runOf([livePlan()]))).toMatch(
    /^\| Database sessions waiting \| \d.* \| 3 \| 280 \|/m,
  );
});

test('every line of a table has as many cells as its head', () => {
  const blocks = summaryMarkdown(sampleRun())
    .split('\n\n')
    .filter((block) => block.startsWith('|'));
  expect(blocks.length).toBeGreaterThan(10);
  for (const block of blocks) {
    const widths = block.split('\n').map((line) => line.split(/(?<!\\)\|/).length);
    expect(new Set(widths).size, block).toBe(1);
  }
});

test('unavailable is told with its reason and never as a figure', () => {
  const plan = scrollPlan(50, 0);
  const summary = summaryMarkdown(runOf([plan]));
  expect(summary).toContain(
    '- Unavailable, the page was there before the measurement: Largest contentful paint.',
  );
  expect(summary).not.toMatch(/^\| Largest contentful paint \|/m);
  expect(summary).toMatch(/^\| Interaction to next paint \| 5 \|.*unavailable in 1 more: no interaction/m);
});

test('a budget that nothing could be observed for has a dash and the reason', () => {
  const summary = summaryMarkdown(
    runOf([
      {
        key: keyOf('send-message', 500),
        title: 'made up',
        budgets: [{ kind: 'absolute', metric: 'inp', limit: 200 }],
        iterations: [{ pass: 'timing', readings: { inp: unavailable('no interaction painted anything') } }],
      },
    ]),
  );
  expect(summary).toMatch(/Inconclusive \|.*\| – \| – \| ≤ 200 ms \| no interaction painted anything \|/);
});

test('invalid iterations are listed with pass and reason', () => {
  const summary = summaryMarkdown(runOf([livePlan()]));
  expect(summary).toContain('**Iterations that do not count**');
  expect(summary).toMatch(/^\| 1 \| timing \| host: 48 % of the CPU time went to other programs/m);
  expect(summary).toContain('7 iterations (7 timing), 1 invalid');
});

test('an invalid cell and one that ended early say so', () => {
  const invalid = summaryMarkdown(runOf([{ ...livePlan(), invalid: 'CPU: too fast' }]));
  expect(invalid).toContain('**No timing figure of it counts:** CPU: too fast.');
  const early = summaryMarkdown(runOf([{ ...livePlan(), error: 'The server died' }]));
  expect(early).toContain('**Ended early:** The server died.');
  expect(early).toContain('fast-3g/cpu-4: invalid');
});

test('growth over the sizes, a column each, with the growth of every message', () => {
  const summary = summaryMarkdown(sampleRun(9.8));
  expect(summary).toContain('| Metric, median | 50 messages | 150 messages | 500 messages | 2000 messages |');
  expect(summary).toMatch(
    /^\| DOM elements \| 903\.5 \| 1,883\.5 \| 5,313\.5 \| 20,013\.5 \| 9\.8 per message \|$/m,
  );
});

test('verification tells asked and observed', () => {
  const summary = summaryMarkdown(runOf([scrollPlan(50, 0)]));
  expect(summary).toContain('| Round trip, WebSocket | 150 ms | 151 ms | 22 pings |');
  expect(summary).toContain('| Rate up | 768 kbit/s | – | too little was sent to say |');
  expect(summary).toContain('| CPU slowdown | 4× | 4.01× | 22 probes |');
  expect(summary).toContain('| Host | quiet | 11 quiet | 11 iterations |');
});

test('findings carry evidence, cause and remedy', () => {
  expect(summaryMarkdown(runOf([livePlan()]))).toContain(
    [
      '- **warning: Writers wait for one row** in read-live messages=2000 fast-3g/cpu-4',
      '  - Evidence: up to 3 sessions in Lock:tuple.',
      '  - Likely cause: every send updates the same conversation row.',
      '  - What to do: move the counter to a row of its own.',
      '  - Again: `npm run backscroll -- run',
    ].join('\n'),
  );
});

test('a run that was cut short, one with an error and an empty one', () => {
  const cut = assemble([runRecord(), ...cellRecords(scrollPlan(50, 0))]);
  expect(summaryMarkdown(cut)).toContain('The run was cut short');
  const broken = assemble([runRecord(), { type: 'error', atMs: 1, message: 'No <browser>.' }, endRecord]);
  expect(summaryMarkdown(broken)).toContain('- No &lt;browser&gt;.');
  const empty = summaryMarkdown(assemble([runRecord({}, { hostIndex: null, commit: null }), endRecord]));
  expect(empty).toMatch(/^# Nothing was measured\n/);
  expect(empty).toContain('unavailable: no reason was given');
  expect(empty).not.toMatch(leaks);
});
