import { expect, test } from '@playwright/test';
import { assemble } from '../../../../src/core/assemble.ts';
import { exitCode } from '../../../../src/core/errors.ts';
import { exitCodeOf } from '../../../../src/core/judging/exit-code.ts';
import { classifyList } from '../../../../src/core/judging/list-kind.ts';
import type { Budget } from '../../../../src/core/results/budget.ts';
import type { Cell } from '../../../../src/core/results/cell.ts';
import type { JournalRecord } from '../../../../src/core/results/journal.ts';
import { measured, type Reading, unavailable } from '../../../../src/core/results/reading.ts';
import type { Results } from '../../../../src/core/results/results.ts';
import { begin, elements, end, finish, iterate, keyOf, run } from '../sample-journal.ts';

/** A list at one length, by the medians of its walk. */
function list(size: number | undefined, figures: Readonly<Record<string, number>>) {
  const summaries = Object.entries({ 'rows-in-view': 8, ...figures }).map(([metric, median]) => ({
    metric,
    median,
  }));
  return { cell: { summaries } as unknown as Cell, size };
}
const walked = (attached: number, held: number, more: Readonly<Record<string, number>> = {}) => ({
  'attached-rows': attached,
  'list-rows': held,
  ...more,
});

for (const [title, kind, lists] of [
  ['all rows in the document', 'not-virtualized', [list(2_000, walked(2_000, 2_000, { 'kept-rows': 100 }))]],
  ['a window', 'virtualized', [list(50, walked(13, 50)), list(2_000, walked(14, 2_010, { 'kept-rows': 6 }))]],
  ['recycled elements', 'virtualized', [list(2_000, walked(14, 2_000, { 'recycled-rows': 100 }))]],
  ['contents skipped out of view', 'partly', [list(2_000, walked(2_000, 2_000, { 'contained-rows': 100 }))]],
  ['hollow wrappers', 'partly', [list(2_000, walked(2_000, 2_000, { 'empty-rows': 98 }))]],
  [
    'few rows, but an element for each message',
    'partly',
    [
      list(50, walked(13, 50, { 'list-elements': 120 })),
      list(2_000, walked(13, 2_000, { 'list-elements': 2_070 })),
    ],
  ],
  ['rows that are never removed', 'not-virtualized', [list(2_000, walked(160, 2_000, { 'kept-rows': 100 }))]],
  [
    'pages that are never removed',
    'not-virtualized',
    [list(undefined, walked(200, 200, { 'kept-rows': 100 }))],
  ],
  [
    'pages that are kept, far from the first message',
    'not-virtualized',
    [list(2_000, walked(200, 200, { 'kept-rows': 100, 'older-shift': 0 }))],
  ],
  [
    'a window that moves over the messages',
    'virtualized',
    [list(2_000, walked(100, 100, { 'kept-rows': 40, 'older-shift': 0 }))],
  ],
  ['only the newest hundred of many', 'cannot-tell', [list(2_000, walked(100, 100))]],
  ['a list of two screens', 'cannot-tell', [list(undefined, walked(16, 16))]],
  ['a part of a short list', 'cannot-tell', [list(50, walked(35, 50))]],
  ['no walk', 'cannot-tell', [list(50, {})]],
] as const) {
  test(`${title}: ${kind}`, () => {
    const classified = classifyList(lists);
    expect(classified.kind).toBe(kind);
    expect(classified.reasons.length).toBeGreaterThan(0);
  });
}

const shift = { ...elements, id: 'scroll-shift', unit: 'px' as const, pass: 'visual' as const };
const never: Budget = { kind: 'absolute', metric: shift.id, limit: 1, always: true };

/** A cell whose walks read these. */
function walks(readings: readonly Reading[], more: Partial<Results['options']> = {}): Results {
  const key = keyOf(50);
  const records: JournalRecord[] = [
    Object.assign({}, run, { metrics: { [shift.id]: shift }, options: { strict: false, ...more } }),
    begin(key, [never]),
    ...readings.map((reading, index) =>
      iterate(key, index, { pass: 'visual', readings: { [shift.id]: reading } }),
    ),
    finish(key),
    end,
  ];
  return assemble(records);
}

test('an invariant holds where each walk kept it, and is broken by one that did not', () => {
  const [held] = walks([measured(0), measured(1)]).cells;
  expect(held?.verdicts[0]).toMatchObject({ status: 'met', observed: 1, always: true });
  const broken = walks([measured(0), measured(148)]);
  expect(broken.cells[0]?.verdicts[0]).toMatchObject({ status: 'missed', observed: 148 });
  expect(exitCodeOf(broken)).toBe(exitCode.missed);
});

test('an invariant of what did not happen has no verdict; one that a walk lost is inconclusive', () => {
  const none = unavailable('no older messages were loaded');
  expect(walks([none, none]).cells[0]?.verdicts.filter(({ metric }) => metric === shift.id)).toEqual([]);
  const lost = walks([measured(0), none]);
  expect(lost.cells[0]?.verdicts[0]?.status).toBe('inconclusive');
  expect(exitCodeOf(lost)).toBe(exitCode.good);
  expect(exitCodeOf(walks([measured(0), none], { strict: true }))).toBe(exitCode.missed);
});
