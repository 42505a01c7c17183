import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@playwright/test';
import { unavailable } from '../../../../src/core/results/reading.ts';
import { cellLine, cellTable, resultTable } from '../../../../src/reporters/terminal/terminal.ts';
import { cellOf, keyOf, livePlan, repeatPlan, runOf, sampleRun, scrollPlan } from '../sample-results.ts';
import { leaks } from '../well-formed.ts';

const redMark = '\u001B[31m✗';

test('one table, the worst first, and one sentence', () => {
  const lines = resultTable(sampleRun(9.8), { columns: 120, color: false }).split('\n');
  expect(lines[0]).toMatch(/^Missed: /);
  expect(lines.filter((line) => /^[!✗?✓] /.test(line)).map((line) => line[0])).toEqual([
    ...Array.from({ length: 6 }, () => '✗'),
    '?',
    ...Array.from({ length: 9 }, () => '✓'),
  ]);
  expect(lines.join(' ')).toContain('Look first at');
  expect(lines.join('\n')).not.toMatch(leaks);
});

for (const columns of [80, 100, 200]) {
  test(`no line is wider than a terminal of ${columns}`, () => {
    const lines = resultTable(sampleRun(9.8), { columns, color: false }).split('\n');
    expect(Math.max(...lines.slice(1).map((line) => line.length))).toBeLessThanOrEqual(columns);
  });
}

test('colour only when it is asked for, and without it the same words', () => {
  const plain = resultTable(sampleRun(9.8), { columns: 120, color: false });
  const colored = resultTable(sampleRun(9.8), { columns: 120, color: true });
  expect(plain).toBe(stripVTControlCharacters(plain));
  expect(colored).toContain(redMark);
  expect(stripVTControlCharacters(colored)).toBe(plain);
});

test('what is not met is shown however long, met ones are counted beyond a screen', () => {
  const good = Array.from({ length: 40 }, (_, index) => ({ ...scrollPlan(50 + index, 0), budgets: [] }));
  const dropped = { kind: 'absolute', metric: 'dropped-frames', limit: 5 } as const;
  const met = resultTable(runOf(good.map((plan) => ({ ...plan, budgets: [dropped] }))), {
    columns: 120,
    color: false,
  });
  expect(met).toContain('and 56 more verdicts, met');
  const tight = { ...dropped, limit: 0.1 };
  const missed = resultTable(runOf(good.map((plan) => ({ ...plan, budgets: [tight] }))), {
    columns: 120,
    color: false,
  });
  expect(missed.split('\n').filter((line) => line.startsWith('✗'))).toHaveLength(40);
});

test('a line for each end of a cell', () => {
  const run = sampleRun(9.8);
  const line = (messages: number) => cellLine(cellOf(run, 'scroll-history', messages), run.metrics);
  expect(line(2_000)).toBe(
    '✗ scroll-history messages=2000 fast-3g/cpu-4 missed: dom-elements 9.8 per message, limit 0.05 per message (and 1 more)',
  );
  expect(line(50)).toBe(
    '✓ scroll-history messages=50 fast-3g/cpu-4 met: dropped-frames 1.62 %, failure-rate 0 of 10 (≤ 25.9 %)',
  );
  expect(cellLine(cellOf(run, 'read-live'), run.metrics)).toBe(
    '? read-live messages=2000 fast-3g/cpu-4 inconclusive: message-to-pixel 488 ms, limit 500 ms',
  );
});

test('a line says why there is nothing to judge', () => {
  const lineOf = (plan: Parameters<typeof runOf>[0][number]) => {
    const run = runOf([plan]);
    return cellLine(cellOf(run), run.metrics);
  };
  expect(lineOf({ ...livePlan(), invalid: 'CPU: too fast' })).toBe(
    '! read-live messages=2000 fast-3g/cpu-4 invalid: message-to-pixel: CPU: too fast.',
  );
  expect(lineOf({ ...livePlan(), error: 'The server died' })).toContain('ended early: The server died.');
  expect(lineOf({ ...livePlan(), budgets: [] })).toContain(
    'measured in 6 valid iterations, without a budget',
  );
  const reading = unavailable('no interaction painted anything');
  expect(
    lineOf({
      key: keyOf('send-message', 500),
      title: 'made up',
      budgets: [{ kind: 'absolute', metric: 'inp', limit: 200 }],
      iterations: [{ pass: 'timing', readings: { inp: reading } }],
    }),
  ).toBe('? send-message messages=500 fast-3g/cpu-4 inconclusive: inp: no interaction painted anything.');
});

test('the table of one cell has every figure, and the reasons of those that are missing below', () => {
  const run = runOf([scrollPlan(50, 0)]);
  const table = cellTable(cellOf(run), run, { columns: 100, color: false });
  expect(table).toMatch(/^Dropped frames +6 +1\.58 % /m);
  expect(table).toContain(
    'Interaction to next paint: unavailable in 1 more: no interaction painted anything',
  );
  expect(table).toContain('Unavailable, the page was there before the measurement: Largest contentful paint');
  expect(Math.max(...table.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
});

test('what repetitions leave behind is told below the table, and no budget is mixed in', () => {
  const run = runOf([repeatPlan(3)]);
  const table = cellTable(cellOf(run), run, { columns: 100, color: false }).replaceAll('\n', ' ');
  expect(table).toContain('Leaks: something grows with every repetition. DOM elements: 3 more');
  const missed = runOf([scrollPlan(50, 0)]);
  expect(cellTable(cellOf(missed), missed, { columns: 100, color: false })).not.toContain('repetition');
});

test('a cell without a single figure says so', () => {
  const run = runOf([{ ...scrollPlan(50, 0), iterations: [], error: 'The page did not answer' }]);
  const table = cellTable(cellOf(run), run, { columns: 100, color: false });
  expect(table).toContain('The page did not answer.');
  expect(table).toContain('Nothing was measured.');
});
