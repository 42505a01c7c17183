import { expect, test } from '@playwright/test';
import { assemble } from '../../../../src/core/assemble.ts';
import { exitCode } from '../../../../src/core/errors.ts';
import { exitCodeOf } from '../../../../src/core/judging/exit-code.ts';
import { failureRate, failuresOf, judgeFailures } from '../../../../src/core/judging/failures.ts';
import type { Budget } from '../../../../src/core/results/budget.ts';
import type { JournalRecord } from '../../../../src/core/results/journal.ts';
import type { Results } from '../../../../src/core/results/results.ts';
import { junitXml } from '../../../../src/reporters/junit.ts';
import { summaryMarkdown } from '../../../../src/reporters/markdown/summary.ts';
import { cellLine, cellTable, resultTable } from '../../../../src/reporters/terminal/terminal.ts';
import { begin, elements, end, finish, iterate, keyOf, run } from '../sample-journal.ts';

const key = keyOf(50);
const limit: Budget = { kind: 'absolute', metric: elements.id, limit: 300 };
const seen = (index: number) => iterate(key, index, { readings: { [elements.id]: 200 + index } });
const failedOne = (index: number) =>
  iterate(key, index, { status: 'failed', reason: 'The message "Live 1" was not seen within 30 s.' });
const busy = (index: number) => iterate(key, index, { reason: 'host: busy' });

/** Of nine memory iterations that count those with the given places failed. */
function nine(failed: readonly number[], budgets: Budget[] = [limit]): JournalRecord[] {
  const iterations = Array.from({ length: 9 }, (_, index) =>
    failed.includes(index) ? failedOne(index) : seen(index),
  );
  return [run, begin(key, budgets), ...iterations, busy(9), finish(key), end];
}

function verdictsOf(results: Results): [string, string][] {
  return (results.cells[0]?.verdicts ?? []).map(({ metric, status }) => [metric, status]);
}

test('no failure is met, with the exact bound that so many iterations give', () => {
  const results = assemble(nine([]));
  expect(verdictsOf(results)).toEqual([
    [elements.id, 'met'],
    [failureRate.id, 'met'],
  ]);
  const [, verdict] = results.cells[0]?.verdicts ?? [];
  expect(verdict).toMatchObject({ observed: 0, limit: 1, kind: 'absolute' });
  // 1 − 0.05^(1/9), the textbook bound for none of nine.
  expect(verdict?.interval?.high).toBeCloseTo(28.31, 2);
  expect(verdict?.reason).toBe('The page failed in 0 of 9 iterations: at most 28.3 % at one-sided 95 %.');
  expect(results.metrics[failureRate.id]).toEqual(failureRate);
  expect(exitCodeOf(results)).toBe(exitCode.good);
});

test('three lost messages of nine are missed, and nothing else of that pass is met', () => {
  const results = assemble(nine([2, 5, 8]));
  expect(verdictsOf(results)).toEqual([
    [elements.id, 'inconclusive'],
    [failureRate.id, 'missed'],
  ]);
  const [other, rate] = results.cells[0]?.verdicts ?? [];
  expect(other?.reason).toMatch(/^3 of 9 iterations gave no value: the page failed: The message/);
  expect(rate).toMatchObject({ observed: 100 / 3, reason: expect.stringContaining('"Live 1"') });
  expect(rate?.interval?.low).toBeCloseTo(9.77, 2);
  expect(results.cells[0]?.summaries[0]).toMatchObject({ n: 6, unavailable: 3 });
  expect(results.verdict).toBe('missed');
  expect(exitCodeOf(results)).toBe(exitCode.missed);
});

test('one failure prevents met, and is missed only where its lower bound exceeds 1 %', () => {
  expect(verdictsOf(assemble(nine([4])))[1]).toEqual([failureRate.id, 'inconclusive']);
  const status = (n: number) => {
    const iterations = [failedOne(0), ...Array.from({ length: n - 1 }, (_, index) => seen(index + 1))];
    const counted = failuresOf(iterations.map(({ iteration }) => iteration));
    return counted && judgeFailures(counted).status;
  };
  // 1 − 0.95^(1/5) = 1.02 %, 1 − 0.95^(1/6) = 0.85 %.
  expect([status(5), status(6)]).toEqual(['missed', 'inconclusive']);
});

test('disturbed and recorded iterations are no part of it', () => {
  const iterations = [
    seen(0),
    busy(1),
    iterate(key, 2, { pass: 'recorded', status: 'failed', reason: 'crash' }),
  ];
  expect(failuresOf(iterations.map(({ iteration }) => iteration))).toMatchObject({ failed: 0, of: 1 });
  expect(failuresOf([busy(0).iteration])).toBeUndefined();
});

test('without budgets it is counted, and judged once the page failed', () => {
  const good = assemble(nine([], []));
  expect(good.cells[0]).toMatchObject({ verdict: null, verdicts: [], failures: { failed: 0, of: 9 } });
  const bad = assemble(nine([2, 5, 8], []));
  expect(bad.cells[0]).toMatchObject({ verdict: 'missed', failures: { failed: 3, of: 9 } });
  expect(exitCodeOf(bad)).toBe(exitCode.missed);
});

test('a pass that failed in every iteration is no disturbance: its budgets are open, not invalid', () => {
  const results = assemble(nine([0, 1, 2, 3, 4, 5, 6, 7, 8]));
  expect(verdictsOf(results)).toEqual([
    [elements.id, 'inconclusive'],
    [failureRate.id, 'missed'],
  ]);
  expect(results.cells[0]?.verdicts[0]?.reason).toContain('was not seen');
  expect(exitCodeOf(results)).toBe(exitCode.missed);
});

test('every report tells the count and its bound', () => {
  const wide = { columns: 160, color: false };
  const [good, bad] = [assemble(nine([])), assemble(nine([2, 5, 8]))];
  expect(resultTable(good, wide)).toMatch(/✓ .*failure-rate +0 of 9 \(≤ 28\.3 %\) +0 to 28\.3 % +≤ 1 %/);
  expect(resultTable(bad, wide)).toMatch(/✗ .*failure-rate +3 of 9 \(≥ 9\.77 %\)/);
  expect(bad.cells.map((cell) => cellLine(cell, bad.metrics))[0]).toContain(
    'missed: failure-rate 3 of 9 (≥ 9.77 %), limit 1 %',
  );
  expect(summaryMarkdown(bad)).toContain('**Failures of the page**');
  expect(summaryMarkdown(bad)).toContain('10 iterations (10 memory), 1 invalid, 3 failed');
  expect(junitXml(bad)).toContain('failure-rate">\n      <failure type="missed" message="3 of 9');
  const unjudged = assemble(nine([], []));
  const table = unjudged.cells.map((cell) => cellTable(cell, unjudged, wide))[0];
  expect(table).toContain('The page failed in 0 of 9 iterations: at most 28.3 %');
});

test('a finding names the first failure as its evidence', () => {
  const [finding] = assemble(nine([2, 5, 8])).cells[0]?.findings.filter(
    ({ about }) => about?.metric === failureRate.id,
  ) ?? [undefined];
  expect(finding).toMatchObject({ severity: 'critical', evidence: expect.stringContaining('"Live 1"') });
});
