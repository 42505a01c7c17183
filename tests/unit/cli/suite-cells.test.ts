import { expect, test } from '@playwright/test';
import { assertSomeCell, cellsOf, chosenCells, leftOut } from '../../../src/cli/suite-cells.ts';

const spec = (...tags: string[]) => ({ tags });
const cells = cellsOf({
  suites: [
    {
      specs: [spec('scroll-history', 'messages-50'), spec('scroll-history', 'messages-500', 'nightly')],
      suites: [{ specs: [spec('@send-message', '@messages-500')] }],
    },
    { specs: [spec('no-length')] },
  ],
});
const quick = { suite: 'quick', profiles: ['fast-3g/cpu-4'] } as const;

test('cells are read from the tags of specs at any depth', () => {
  expect(cells).toEqual([
    { scenario: 'scroll-history', messages: '50', nightly: false, twoBuilds: false },
    { scenario: 'scroll-history', messages: '500', nightly: true, twoBuilds: false },
    { scenario: 'send-message', messages: '500', nightly: false, twoBuilds: false },
  ]);
});

test('a nightly cell is chosen by the nightly suite, or by its length', () => {
  expect(chosenCells(cells, quick)).toHaveLength(2);
  expect(chosenCells(cells, { ...quick, suite: 'nightly' })).toHaveLength(3);
  expect(chosenCells(cells, { ...quick, scenario: ['scroll-history'], messages: ['500'] })).toHaveLength(1);
});

test('a filter that leaves nothing is told with the cells that there are', () => {
  const filter = { ...quick, scenario: ['send-message'], messages: ['50'] };
  expect(() => assertSomeCell(cells, filter)).toThrow(
    /The quick suite has no cell of send-message with 50 messages at fast-3g\/cpu-4\.\n {2}It has scroll-history with 50 or 500 messages; send-message with 500 messages, .* \(CELL_UNKNOWN\)/,
  );
  assertSomeCell(cells, { ...filter, messages: ['50', '500'] });
});

test('what a filter asks for beside what it leaves is named', () => {
  const filter = { ...quick, scenario: ['scroll-history', 'send-message'], messages: ['50', '70'] };
  expect(leftOut(cells, filter)).toEqual([
    'Not measured: send-message with 50 or 70 messages. There is send-message with 500 messages.',
    'Not measured: a conversation of 70 messages, which no cell that is left has.',
  ]);
  expect(leftOut(cells, { ...quick, scenario: ['send-message'] })).toEqual([]);
});

test('a mark is no scenario, and those that are compared by default can be chosen', () => {
  const marked = cellsOf({
    specs: [spec('@two-builds', '@send-message', '@messages-500'), spec('@a', '@messages-50')],
  });
  expect(marked[0]).toEqual({ scenario: 'send-message', messages: '500', nightly: false, twoBuilds: true });
  expect(chosenCells(marked, { ...quick, twoBuilds: true })).toEqual([marked[0]]);
});
