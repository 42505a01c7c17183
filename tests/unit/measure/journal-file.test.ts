import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { Journal, journalName, readJournal } from '../../../src/measure/journal-file.ts';
import { begin, end, keyOf, run } from '../core/sample-journal.ts';

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

test('a journal that cannot be written says so, with the file and the cause', () => {
  const journal = new Journal(folder);
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'a file where the folder was');
  expect(() => journal.append(run)).toThrow(/JOURNAL_NOT_WRITTEN/);
});
