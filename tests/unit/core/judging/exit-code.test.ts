import { expect, test } from '@playwright/test';
import { assemble } from '../../../../src/core/assemble.ts';
import { exitCode } from '../../../../src/core/errors.ts';
import { exitCodeOf } from '../../../../src/core/judging/exit-code.ts';
import type { Budget } from '../../../../src/core/results/budget.ts';
import type { JournalRecord } from '../../../../src/core/results/journal.ts';
import { elements, end, finish, frameRate, keyOf, run, wholeCell } from '../sample-journal.ts';

const six = [200, 201, 202, 203, 204, 205];
const atMost = (limit: number): Budget[] => [{ kind: 'absolute', metric: elements.id, limit }];
const cell = (limit: number, values: readonly number[] = six) =>
  wholeCell(keyOf(50), elements, values, atMost(limit));
/** Missed by far, were it not for the slowdown that was not the one asked for. */
const voided = [
  ...wholeCell(keyOf(150), frameRate, six, [{ kind: 'absolute', metric: frameRate.id, limit: 900 }]).slice(
    0,
    -1,
  ),
  finish(keyOf(150), { invalid: 'CPU' }),
];
const failed: JournalRecord = { type: 'error', atMs: 1, message: 'the chat did not start' };

for (const [title, code, records] of [
  ['a met budget is good', exitCode.good, cell(300)],
  ['no budget is good', exitCode.good, wholeCell(keyOf(50), elements, six)],
  ['a missed budget', exitCode.missed, cell(100)],
  ['too few values', exitCode.missed, cell(300, [200, 201])],
  ['a cell that is invalid', exitCode.invalid, voided],
  [
    'a cell that ended early',
    exitCode.couldNotRun,
    [...cell(300).slice(0, -1), finish(keyOf(50), { error: 'died' })],
  ],
  ['an error beside a met budget', exitCode.couldNotRun, [...cell(300), failed]],
  ['nothing measured', exitCode.couldNotRun, []],
] as const) {
  test(`${title}: ${code}`, () => expect(exitCodeOf(assemble([run, ...records, end]))).toBe(code));
}

test('could not run stands above invalid, and invalid above missed', () => {
  expect(exitCodeOf(assemble([run, ...cell(100), ...voided, end]))).toBe(exitCode.invalid);
  expect(exitCodeOf(assemble([run, ...cell(100), ...voided, failed, end]))).toBe(exitCode.couldNotRun);
});

test('a run that was killed could not run, whatever it had measured', () => {
  expect(exitCodeOf(assemble([run, ...cell(300)]))).toBe(exitCode.couldNotRun);
  expect(exitCodeOf(assemble([run, ...cell(300).slice(0, -1), end]))).toBe(exitCode.couldNotRun);
});
