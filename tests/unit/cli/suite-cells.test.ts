import { expect, test } from '@playwright/test';
import { assertSomeCell, chosenCells, leftOut, suiteCells } from '../../../src/cli/suite-cells.ts';
import { scrollHistory } from '../../../src/scenarios/scroll-history.ts';
import { sendMessage } from '../../../src/scenarios/send-message.ts';

const cells = suiteCells([
  { ...scrollHistory, sizes: [50, 500], nightlySizes: [500] },
  { ...sendMessage, sizes: [500] },
]);
const quick = { suite: 'quick', profiles: ['fast-3g/cpu-4'] } as const;

test('each size of a scenario is a cell', () => {
  expect(cells).toEqual([
    { scenario: 'scroll-history', messages: 50, nightly: false, twoBuilds: false },
    { scenario: 'scroll-history', messages: 500, nightly: true, twoBuilds: false },
    { scenario: 'send-message', messages: 500, nightly: false, twoBuilds: true },
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

test('those that are compared by default can be chosen', () => {
  expect(chosenCells(cells, { ...quick, twoBuilds: true }).map(({ scenario }) => scenario)).toEqual([
    'send-message',
  ]);
});
