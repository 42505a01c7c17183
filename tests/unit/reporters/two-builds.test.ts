/** What the reports say of a run of two builds. Nothing in here was measured. */
import { expect, test } from '@playwright/test';
import type { Comparison } from '../../../src/core/results/comparison.ts';
import type { Results } from '../../../src/core/results/results.ts';
import { comparisonMarkdown, comparisonsHeadline } from '../../../src/reporters/comparison.ts';
import { headline } from '../../../src/reporters/headline.ts';
import { dashboardHtml } from '../../../src/reporters/html/dashboard.ts';
import { junitXml } from '../../../src/reporters/junit.ts';
import { summaryMarkdown } from '../../../src/reporters/markdown/summary.ts';
import { reproduceCommand } from '../../../src/reporters/reproduce.ts';
import { resultTable } from '../../../src/reporters/terminal/terminal.ts';
import { comparedRun } from './sample-comparison.ts';

const commits = { baseline: 'b'.repeat(40), candidate: `${'c'.repeat(40)}+dirty` };

/** Two cells of which the second one is inconclusive. */
function twoBuilds(strict: boolean): Results {
  const run = comparedRun({ unit: 'block', looks: [9, 13] });
  const [one] = run.comparisons;
  if (one === undefined) throw new Error('the sample has a comparison');
  const named: Comparison = {
    ...one,
    look: 1,
    baseline: { ...one.baseline, label: 'main (bbbbbbb)', commit: commits.baseline },
    candidate: { ...one.candidate, label: 'working tree (ccccccc+dirty)', commit: commits.candidate },
    metrics: one.metrics.map((each) => ({ ...each, blocks: 6, status: 'worse' as const })),
    verdict: 'worse',
  };
  const open: Comparison = {
    ...named,
    scenario: 'send-message',
    metrics: named.metrics.map((each) => ({ ...each, status: 'cannot-tell' as const })),
    verdict: 'cannot-tell',
  };
  return { ...run, comparisons: [named, open], options: { ...run.options, strict } };
}

test('the headline counts what the cells came to, and names both sides', () => {
  const said =
    'Worse: 1 of 2 cells worse, 1 cannot tell; working tree (ccccccc+dirty) against main (bbbbbbb)';
  expect(comparisonsHeadline(twoBuilds(false).comparisons)).toBe(said);
  expect(headline(twoBuilds(false))).toBe(said);
});

test('every report names both commits and counts the blocks', () => {
  const run = twoBuilds(false);
  const reports = {
    terminal: resultTable(run, { columns: 400, color: false }),
    markdown: summaryMarkdown(run),
    html: dashboardHtml(run),
  };
  for (const [name, text] of Object.entries(reports)) {
    expect(text, name).toContain(commits.baseline);
    expect(text, name).toContain(commits.candidate);
    expect(text, name).toMatch(/in 6 blocks/);
  }
  expect(comparisonMarkdown(run.comparisons, run.metrics).join('\n')).toContain('(9, 13 blocks)');
  expect(junitXml(run)).toContain('working tree (ccccccc+dirty) against main (bbbbbbb)');
});

test('in JUnit an inconclusive cell is skipped, and with --strict a failure', () => {
  expect(junitXml(twoBuilds(false))).toMatch(/failures="1" errors="0" skipped="1"/);
  expect(junitXml(twoBuilds(false))).toContain('<skipped message="cannot-tell');
  expect(junitXml(twoBuilds(true))).toMatch(/failures="2" errors="0" skipped="0"/);
});

test('the command that starts it again has the ref and its rules', () => {
  const against = { ref: 'main', primary: ['inp'], minEffect: 0.1, maxMs: 600_000 };
  const run = { ...twoBuilds(true) };
  const options = { suite: 'quick', against, strict: true };
  const cells = run.cells.map((cell) => ({ ...cell, scenario: 'send-message' }));
  expect(reproduceCommand({ ...run, cells, options })).toContain(
    '--against main --primary inp --min-effect 0.1 --max-time 600s --strict',
  );
});
