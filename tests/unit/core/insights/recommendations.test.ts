import { expect, test } from '@playwright/test';
import { recommendationsFor } from '../../../../src/core/insights/recommendations.ts';
import { verdictFindings } from '../../../../src/core/insights/verdict-findings.ts';
import type { Cell } from '../../../../src/core/results/cell.ts';
import type { MetricDefinition } from '../../../../src/core/results/metric.ts';
import type { Verdict } from '../../../../src/core/results/verdict.ts';
import { loadingAdvice } from '../../../../src/metrics/advice.ts';

const metric = (id: string, better: 'lower' | 'higher' = 'lower'): MetricDefinition => ({
  advice: loadingAdvice,
  ...{ id, version: 1, title: id.toUpperCase(), unit: 'ms', better, pass: 'timing', source: 'a test' },
});
const metrics = { lcp: metric('lcp'), tbt: metric('tbt'), 'frame-rate': metric('frame-rate', 'higher') };

const verdict = (id: string, observed: number, limit: number, status: Verdict['status']): Verdict => ({
  ...{ metric: id, status, kind: 'absolute', parameter: null, observed, interval: null, limit },
  reason: 'made up',
});

function cell(profile: string, ...verdicts: Verdict[]): Cell {
  const iterations = [{ index: 0, pass: 'timing', status: 'valid' }] as unknown as Cell['iterations'];
  const findings = verdictFindings({ verdicts, iterations }, metrics);
  const key = { scenario: 'open', params: {}, profile, arm: 'default' };
  return { ...key, verdicts, findings, iterations, invalid: null, error: null } as unknown as Cell;
}

test('the gravest first, among equals what is furthest beyond its limit, each once for all its cells', () => {
  const cells = [
    cell('none/cpu-1', verdict('tbt', 260, 200, 'missed'), verdict('lcp', 9_000, 2_500, 'missed')),
    cell('none/cpu-4', verdict('lcp', 10_000, 2_500, 'missed')),
    cell('none/cpu-6', verdict('tbt', 195, 200, 'inconclusive')),
  ];
  const found = recommendationsFor({ cells, metrics });
  expect(found.map(({ urgency, because, cells: names }) => [urgency, because, names])).toEqual([
    ['critical', 'LCP: 10,000 ms, where 2,500 ms is the limit', ['open none/cpu-4', 'open none/cpu-1']],
    ['warning', 'TBT: 260 ms, where 200 ms is the limit', ['open none/cpu-1']],
    ['info', 'TBT: 195 ms, where 200 ms is the limit', ['open none/cpu-6']],
  ]);
  expect(found[0]?.action).toContain('Compare requests');
});

test('a budget that is met within a tenth of its limit is a near miss, one further off is not', () => {
  const near = recommendationsFor({
    cells: [cell('none/cpu-1', verdict('lcp', 2_300, 2_500, 'met'), verdict('tbt', 150, 200, 'met'))],
    metrics,
  });
  expect(near).toHaveLength(1);
  expect(near[0]).toMatchObject({
    urgency: 'near',
    because: 'LCP: 2,300 ms is 92 % of the limit of 2,500 ms',
  });
  const higher = cell('none/cpu-1', verdict('frame-rate', 52, 50, 'met'));
  expect(recommendationsFor({ cells: [higher], metrics })[0]?.urgency).toBe('near');
});

test('figures that do not count come before all else', () => {
  const disturbed = { ...cell('none/cpu-1'), invalid: 'CPU: too fast' };
  const missed = cell('none/cpu-4', verdict('lcp', 9_000, 2_500, 'missed'));
  expect(recommendationsFor({ cells: [missed, disturbed], metrics })[0]).toMatchObject({
    urgency: 'invalid',
    because: 'CPU: too fast',
  });
});

test('a cell that ended early comes first of all, with its reason', () => {
  const ended = { ...cell('none/cpu-1'), error: 'The chat died.' };
  const disturbed = { ...cell('none/cpu-4'), invalid: 'CPU: too fast' };
  expect(recommendationsFor({ cells: [disturbed, ended], metrics }).map(({ because }) => because)).toEqual([
    'The chat died.',
    'CPU: too fast',
  ]);
});

test('a run that meets all its budgets with room has nothing to do', () => {
  const cells = [cell('none/cpu-1', verdict('lcp', 1_000, 2_500, 'met'))];
  expect(recommendationsFor({ cells, metrics })).toEqual([]);
});
