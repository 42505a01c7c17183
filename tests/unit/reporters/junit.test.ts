import { expect, test } from '@playwright/test';
import { assemble } from '../../../src/core/assemble.ts';
import { junitXml } from '../../../src/reporters/junit.ts';
import { comparedRun } from './sample-comparison.ts';
import {
  endRecord,
  livePlan,
  repeatPlan,
  runOf,
  runRecord,
  sampleRun,
  scrollPlan,
} from './sample-results.ts';
import { leaks, parseXml } from './well-formed.ts';

function count(xml: string, pattern: RegExp): number {
  return [...xml.matchAll(pattern)].length;
}

test('a suite a scenario, a case a budget, and counts that add up', async () => {
  const xml = junitXml(sampleRun(9.8));
  await parseXml(xml);
  expect(xml).not.toMatch(leaks);
  expect([...xml.matchAll(/<testsuite name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
    'scroll-history',
    'read-live',
  ]);
  expect(xml).toContain('<testsuite name="scroll-history" tests="14" failures="6" errors="0"');
  expect(count(xml, /<testcase /g)).toBe(16);
  expect(count(xml, /<failure /g)).toBe(7);
});

test('missed and inconclusive are failures, of different type', () => {
  const xml = junitXml(sampleRun(9.8));
  expect(xml).toContain('<failure type="missed" message="9.8 per message, limit 0.05 per message">');
  expect(xml).toContain('<failure type="inconclusive" message="488 ms, limit 500 ms">');
});

test('invalid is an error with its reason', async () => {
  const xml = junitXml(runOf([{ ...livePlan(), invalid: 'CPU: <too> "fast" & \u001B[31mred\u0007' }]));
  await parseXml(xml);
  expect(xml).toContain('<error type="invalid" message="CPU: &lt;too&gt; &quot;fast&quot; &amp; red">');
});

test('a cell without budgets is a case that passes; one that ended early does not', () => {
  const plain = { ...scrollPlan(50, 0), budgets: [] };
  expect(junitXml(runOf([plain]))).toContain('fast-3g/cpu-4: measured"/>');
  const early = junitXml(runOf([{ ...plain, error: 'The server died\n at line 3' }]));
  expect(early).toContain('<error type="ended-early" message="The server died">The server died');
});

test('errors of the run, a run that was cut short and an empty run are never a green document', () => {
  const message = 'No browser.';
  const runs = [
    assemble([runRecord(), { type: 'error', atMs: 1, message }, endRecord]),
    assemble([runRecord()]),
    assemble([runRecord(), endRecord]),
  ];
  for (const run of runs)
    expect(junitXml(run)).toMatch(/<testsuite name="run" tests="1" failures="0" errors="1"/);
});

test('a leak is a failure with what grew, and a clean action a case that passes', () => {
  const xml = junitXml(runOf([repeatPlan(3)]));
  expect(xml).toContain(
    '<failure type="leaks" message="DOM elements: 3 more with every repetition. 3 per repetition',
  );
  expect(junitXml(runOf([repeatPlan(0)]))).toContain('fast-3g/cpu-4: leaks nothing"/>');
});

test('what a comparison is decided by has a case each: worse fails, the exploratory rest does not count', () => {
  const xml = junitXml(comparedRun());
  expect(xml).toContain('<testsuite name="comparison" tests="1" failures="1" errors="0"');
  expect(xml).toMatch(/http:\/\/after against http:\/\/before, visit-page fast-3g\/cpu-4: lcp/);
  expect(xml).toMatch(/<failure type="worse" message="worse: \+211 ms \(\+20 %\)">/);
  expect(junitXml(comparedRun({ primary: ['inp'] }))).toContain('type="cannot-tell"');
});

test('what the guard found has a case of its own', () => {
  const results = comparedRun({ primary: ['tbt'] });
  const found = results.comparisons.map((each) => ({
    ...each,
    metrics: each.metrics.map((compared) =>
      compared.primary ? compared : { ...compared, role: 'guard' as const },
    ),
  }));
  expect(junitXml({ ...results, comparisons: found })).toContain(
    '<testsuite name="comparison" tests="2" failures="2" errors="0"',
  );
});
