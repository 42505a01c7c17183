import { appendFileSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { StudyJournal } from '../../../bench/studies/journal.ts';
import { machinesOf, spreadTable } from '../../../bench/studies/tally.ts';

const machine = {
  cpu: 'CPU',
  cores: 2,
  hostIndex: 1_200,
  browser: { name: 'chromium', version: '156' },
  commit: '0123456789abcdef',
};
const run = (words: string[]) => ({
  startedAt: '2026-01-02T03:04:05.000Z',
  words,
  duty: 0,
  exit: 0,
  minutes: 5,
  machine,
});
const shifted = (shift: number) => ({
  scenario: 'open-conversation',
  params: { messages: 500 },
  profile: 'fast-3g/low-tier',
  verdict: 'same' as const,
  metrics: [
    {
      metric: 'lcp',
      primary: true,
      role: 'primary' as const,
      status: 'same' as const,
      baseline: { n: 8, median: 1_000 },
      shift,
    },
  ],
});

test('a study continues with what was measured before, and never mixes options', () => {
  const file = test.info().outputPath('studies', 'journal.ndjson');
  new StudyJournal(file).append({ number: 1, runs: [run(['--quick'])], comparisons: [shifted(20)] });

  const again = new StudyJournal(file);
  expect(again.find(1, [{ words: ['--quick'], duty: 0 }])?.runs[0]?.exit).toBe(0);
  expect(again.find(2, [{ words: ['--quick'], duty: 0 }])).toBeUndefined();
  expect(() => again.find(1, [{ words: ['--quick'], duty: 0.2 }])).toThrow(/Entry 1 .*--journal/);

  appendFileSync(file, '{"number":2\n');
  expect(() => new StudyJournal(file)).toThrow(/Line 2 .*not an entry/);
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
});

test('the evidence of a study names days, machines and commits, and how far equal builds lay apart', () => {
  const journal = new StudyJournal(test.info().outputPath('journal.ndjson'));
  const entries = [20, -40, 10].map((shift, index) =>
    journal.append({ number: index + 1, runs: [run([])], comparisons: [shifted(shift)] }),
  );
  expect(machinesOf(entries)).toBe(
    '3 runs, measured 2026-01-02 on CPU, 2 cores, chromium 156, BenchmarkIndex 1,200 to 1,200, commit 0123456',
  );
  const rows = spreadTable(entries.flatMap(({ comparisons }) => comparisons));
  expect(rows.at(-1)).toBe('| lcp | 3 | 2.0 % | -4.0 to 2.0 % |');
});
