import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@playwright/test';
import type { ComparisonPlan } from '../../../src/core/results/metric-comparison.ts';
import { comparisonMarkdown } from '../../../src/reporters/comparison.ts';
import { summaryMarkdown } from '../../../src/reporters/markdown/summary.ts';
import { comparisonText } from '../../../src/reporters/terminal/terminal-comparison.ts';
import { comparedRun } from './sample-comparison.ts';
import { leaks } from './well-formed.ts';

const wide = { columns: 140, color: false };

function text(more: Partial<ComparisonPlan> = {}, options = wide): string {
  const { comparisons, metrics } = comparedRun(more);
  const [comparison] = comparisons;
  if (comparison === undefined) throw new Error('nothing was compared');
  return comparisonText(comparison, metrics, options);
}

test('the headline names the verdict and both sides, primary rows come first', () => {
  const lines = text().split('\n');
  expect(lines[0]).toBe('Worse: http://after against http://before, visit-page fast-3g/cpu-4');
  const rows = lines.filter((line) => /exploratory| worse$| same$/.test(line));
  expect(rows[0]).toMatch(
    /^✗ +Largest contentful paint +1,055 ms +1,266 ms +\+211 ms \(\+20 %\) +\S+ to \S+ ms +12 +worse$/,
  );
  expect(rows[1]).toMatch(/^ +Total blocking time .* worse \(exploratory\)$/);
});

test('it says how it was decided, and at which look', () => {
  expect(text()).toContain('a false alarm in at most 5 % of such comparisons; differences below 5 % do not');
  expect(text({ looks: [8, 12, 20] })).toContain('Judged at look 2 of 3 planned (8, 12, 20 values an arm).');
  expect(text()).not.toContain('look');
});

test('what a metric lacks is a dash with its reason, never 0', () => {
  const missing = text({ primary: ['inp'] });
  expect(missing).toMatch(/^\? +Interaction to next paint +– +– +– +– +0 +cannot tell$/m);
  expect(missing).toContain('No valid iteration of the baseline measured it.');
  expect(missing).not.toMatch(leaks);
});

test('no line is wider than the terminal, and colour changes no word', () => {
  for (const columns of [80, 100, 200]) {
    const lines = text({}, { columns, color: false }).split('\n');
    expect(Math.max(...lines.slice(1).map((line) => line.length))).toBeLessThanOrEqual(columns);
  }
  const colored = text({}, { ...wide, color: true });
  expect(colored).not.toBe(text());
  expect(stripVTControlCharacters(colored)).toBe(text());
});

test('differences that were overruled stand with the verdict', () => {
  const { comparisons, metrics } = comparedRun();
  const forced = comparisons.map((each) => ({ ...each, forced: ['environment: cpu is <a> here'] }));
  const markdown = comparisonMarkdown(forced, metrics).join('\n\n');
  expect(markdown).toContain('Overruled, so nothing here is sure: environment: cpu is &lt;a&gt; here.');
  expect(comparisonMarkdown([], metrics)).toEqual([]);
});

test('the summary of a run leads with its comparison and has its table', () => {
  const summary = summaryMarkdown(comparedRun());
  expect(summary.split('\n')[0]).toBe(
    '# Worse: http://after against http://before, visit-page fast-3g/cpu-4',
  );
  expect(summary).toContain('Look first at lcp: The rank-sum test tells them apart');
  expect(summary).toContain('## Comparisons');
  expect(summary).toMatch(/\| ✗ \| Largest contentful paint \|/);
  expect(summary).not.toMatch(leaks);
});

test('what the guard found stands in the headline, the table and the notes; what it looked at, too', () => {
  const quiet = text({ primary: ['tbt'], guardAlpha: 0.01 });
  expect(quiet.split('\n')[0]).toMatch(/^Worse: /);
  // LCP is a fifth worse, which is not gross.
  expect(quiet).toContain(
    'Guarded by Largest contentful paint: none is grossly worse; a false alarm in at most 1 % more.',
  );
  const { comparisons, metrics } = comparedRun({ primary: ['tbt'], guardAlpha: 0.01 });
  const found = comparisons.map((each) => ({
    ...each,
    verdict: 'worse' as const,
    metrics: each.metrics.map((compared) =>
      compared.primary ? { ...compared, status: 'same' as const } : { ...compared, role: 'guard' as const },
    ),
  }));
  const markdown = comparisonMarkdown(found, metrics).join('\n');
  expect(markdown).toContain('### Worse by the guard (lcp): http://after against http://before');
  expect(markdown).toMatch(/\| ✗ \| Largest contentful paint .* worse \(guard\) \|/);
  expect(markdown).toContain('Guarded by Largest contentful paint: grossly worse: Largest contentful paint;');
});

test('a guard with too few values says so', () => {
  const { comparisons, metrics } = comparedRun({ guardAlpha: 0.000_000_1 });
  expect(comparisonMarkdown(comparisons, metrics).join('\n')).toContain(
    'The guard over the other metrics had too few values; 13 against 13 are the fewest.',
  );
});
