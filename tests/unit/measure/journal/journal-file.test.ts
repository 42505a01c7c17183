import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { assemble } from '../../../../src/core/assemble.ts';
import { measured } from '../../../../src/core/results/reading.ts';
import { Journal, journalName, readJournal } from '../../../../src/measure/journal/journal-file.ts';
import { begin, elements, end, finish, iterate, keyOf, run } from '../../core/sample-journal.ts';

let folder: string;

test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'backscroll-journal-'));
});

test.afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('what was appended is read again, by whoever comes after', () => {
  const inside = path.join(folder, 'made', 'when', 'missing');
  new Journal(inside).append(run);
  new Journal(inside).append(begin(keyOf(50)));
  expect(new Journal(inside).records()).toEqual([run, begin(keyOf(50))]);
});

test('a journal that was not begun is empty; a folder of no run is an error', () => {
  expect(new Journal(folder).records()).toEqual([]);
  expect(() => readJournal(path.join(folder, 'nowhere'))).toThrow(/JOURNAL_UNREADABLE/);
});

test('a line that a kill cut short costs only itself', () => {
  const journal = new Journal(folder);
  journal.append(run);
  appendFileSync(path.join(folder, journalName), JSON.stringify(end).slice(0, 9));
  expect(journal.records()).toEqual([run]);
});

test('another worker goes on after a line that a kill cut short, and the loss is told', () => {
  const key = keyOf(50);
  const first = new Journal(folder);
  first.append(run);
  first.append(begin(key));
  first.append(iterate(key, 0, { readings: { [elements.id]: 200 } }));
  appendFileSync(path.join(folder, journalName), JSON.stringify(iterate(key, 1, {})).slice(0, 40));

  const second = new Journal(folder);
  for (const record of [
    begin(key),
    iterate(key, 0, { readings: { [elements.id]: 210 } }),
    finish(key),
    end,
  ]) {
    second.append(record);
  }

  const results = assemble(readJournal(folder));
  expect(results.cells).toHaveLength(1);
  expect(results.cells[0]?.samples.map(({ reading }) => reading)).toEqual([measured(200), measured(210)]);
  expect(results.errors).toEqual(['line 4 of the journal was cut short and is left out']);
  expect(results.complete).toBe(false);
});

test('a journal that cannot be written says so, with the file and the cause', () => {
  const journal = new Journal(folder);
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'a file where the folder was');
  expect(() => journal.append(run)).toThrow(/JOURNAL_NOT_WRITTEN/);
});
