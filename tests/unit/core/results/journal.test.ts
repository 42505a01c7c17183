import { expect, test } from '@playwright/test';
import { type JournalRecord, journalRecord, parseJournal } from '../../../../src/core/results/journal.ts';
import { unavailable } from '../../../../src/core/results/reading.ts';
import { begin, elements, end, finish, iterate, keyOf, referenceOf, run } from '../sample-journal.ts';

const key = keyOf(50);
const records: JournalRecord[] = [
  run,
  begin(key, [{ kind: 'growth', metric: elements.id, parameter: 'messages', limit: 0.5 }]),
  iterate(key, 0, { readings: { [elements.id]: 240, lcp: unavailable('loaded before') } }),
  iterate(key, 1, { reason: 'host: busy' }),
  {
    type: 'artifact',
    key,
    artifact: { name: 'trace', contentType: 'application/zip', path: 'cells/a/b.zip' },
  },
  {
    type: 'finding',
    key,
    finding: { severity: 'warning', title: 't', evidence: 'e', cause: 'c', remedy: 'r' },
  },
  {
    type: 'traffic',
    key,
    traffic: { planned: 10 },
    series: [{ name: 'load', unit: 'per-second', iteration: null, points: [[0, 10]] }],
  },
  finish(key),
  ...referenceOf([5]),
  {
    type: 'comparison',
    comparison: {
      scenario: key.scenario,
      params: key.params,
      profile: key.profile,
      baseline: { label: 'main', arm: 'a' },
      candidate: { label: 'branch', arm: 'b' },
      plan: { alpha: 0.05, primary: ['lcp'], minEffect: 0.05, looks: [8, 16] },
      look: 1,
    },
  },
  {
    type: 'unavailable',
    cell: { ...key, title: 'Reading', reason: 'the target cannot write as another member' },
  },
  { type: 'error', atMs: 1, message: 'the chat died' },
  end,
];
const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');

test('every kind of record comes back as it was written', () => {
  expect(new Set(records.map((record) => record.type)).size).toBe(journalRecord.options.length);
  expect(parseJournal(text)).toEqual(records);
});

test('a last line that was cut anywhere is dropped, and nothing before it', () => {
  const whole = text.split('\n').slice(0, -1);
  const last = whole.at(-1) ?? '';
  const before = text.slice(0, text.length - last.length - 1);
  for (let kept = 0; kept < last.length; kept++) {
    expect(parseJournal(before + last.slice(0, kept))).toEqual(records.slice(0, -1));
  }
});

test('a last line that lacks only its line feed was complete', () => {
  expect(parseJournal(text.trimEnd())).toEqual(records);
});

test('a line that was cut in mid-file costs only itself, and is told', () => {
  const torn = text.split('\n').with(3, '{"type":"iter');
  const told = { type: 'error', atMs: 0, message: 'line 4 of the journal was cut short and is left out' };
  expect(parseJournal(torn.join('\n'))).toEqual(records.with(3, told as JournalRecord));
});

test('what is no journal, or no record, is an error that names the line', () => {
  const lines = text.split('\n');
  expect(() => parseJournal('garbage\nmore garbage\n')).toThrow(/line 1 of the journal/);
  expect(() => parseJournal(lines.with(3, '{"type":"iteration"}').join('\n'))).toThrow(/line 4/);
});

test('empty lines are nothing, and so is an empty journal', () => {
  expect(parseJournal('')).toEqual([]);
  expect(parseJournal(text.replaceAll('\n', '\n\n'))).toEqual(records);
});

test('a reading that JSON turned into null is refused, not read as a value', () => {
  const broken = {
    ...iterate(key, 0, {}),
    samples: [{ metric: 'lcp', iteration: 0, reading: { status: 'measured', value: null } }],
  };
  expect(() => parseJournal(`${JSON.stringify(broken)}\n`)).toThrow(/line 1/);
});
