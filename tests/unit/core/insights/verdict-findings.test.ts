import { expect, test } from '@playwright/test';
import { verdictFindings } from '../../../../src/core/insights/verdict-findings.ts';
import type { Cell } from '../../../../src/core/results/cell.ts';
import type { MetricDefinition } from '../../../../src/core/results/metric.ts';
import type { Verdict } from '../../../../src/core/results/verdict.ts';
import { growingAdvice, respondingAdvice } from '../../../../src/metrics/advice.ts';

const metric = (id: string, more: Partial<MetricDefinition> = {}): MetricDefinition => ({
  ...{
    id,
    version: 1,
    title: id.toUpperCase(),
    unit: 'ms',
    better: 'lower',
    pass: 'timing',
    source: 'a test',
  },
  ...more,
});
const metrics = {
  tbt: metric('tbt', { advice: respondingAdvice }),
  'frame-rate': metric('frame-rate', { unit: 'per-second', better: 'higher' }),
  'dom-elements': metric('dom-elements', { unit: 'count', pass: 'memory', advice: growingAdvice }),
};

const verdict = (change: Partial<Verdict>): Verdict => ({
  ...{ metric: 'tbt', status: 'missed', kind: 'absolute', parameter: null },
  ...{ observed: 300, interval: null, limit: 200, reason: 'It lies beyond the limit.' },
  ...change,
});

const cell = (...verdicts: Verdict[]): Pick<Cell, 'verdicts' | 'iterations'> => ({
  verdicts,
  iterations: [],
});

test('a missed budget is a warning, and critical from twice its limit on', () => {
  const verdicts = [
    verdict({}),
    verdict({ observed: 400 }),
    verdict({ metric: 'frame-rate', observed: 29, limit: 60 }),
    verdict({ metric: 'frame-rate', observed: 50, limit: 60 }),
  ];
  const severities = verdictFindings(cell(...verdicts), metrics).map(({ severity }) => severity);
  expect(severities).toEqual(['warning', 'critical', 'critical', 'warning']);
});

test('an inconclusive budget is information, a met one and an unobserved one nothing', () => {
  const verdicts = [
    verdict({ status: 'inconclusive' }),
    verdict({ status: 'met' }),
    verdict({ status: 'invalid', observed: null }),
  ];
  expect(verdictFindings(cell(...verdicts), metrics)).toMatchObject([
    {
      severity: 'info',
      about: { metric: 'tbt', kind: 'absolute' },
      evidence: 'It lies beyond the limit.',
    },
  ]);
});

test('a growth is told per step', () => {
  const growth = verdict({
    metric: 'dom-elements',
    kind: 'growth',
    parameter: 'messages',
    observed: 9.8,
    limit: 2,
  });
  const [finding] = verdictFindings(cell(growth), metrics);
  expect(finding?.title).toBe('DOM-ELEMENTS: 9.8 per message, where 2 is the limit');
  expect(finding?.remedy).toContain('Virtualize');
});

test('where the page told which code was slow, that is the cause', () => {
  const script = {
    ...{ durationMs: 120, layoutMs: 90, invoker: 'DIV.onscroll', invokerType: 'event-listener' },
    ...{ functionName: 'measureRows', source: 'http://127.0.0.1/app.js' },
  };
  const longFrames = [{ startMs: 10, durationMs: 140, blockingMs: 80, scripts: [script] }];
  const iterations = [{ index: 0, status: 'valid', longFrames }] as unknown as Cell['iterations'];
  const [finding] = verdictFindings({ verdicts: [verdict({})], iterations }, metrics);
  expect(finding?.cause).toBe(
    'In long frames measureRows, invoked by DIV.onscroll, ran for 120 ms in all, 90 ms of it forced layout.',
  );
});
