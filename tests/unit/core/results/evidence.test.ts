import { expect, test } from '@playwright/test';
import { assemble } from '../../../../src/core/assemble.ts';
import type { Cell } from '../../../../src/core/results/cell.ts';
import { invalidityOf, observedOf } from '../../../../src/core/results/evidence.ts';
import type { JournalRecord } from '../../../../src/core/results/journal.ts';
import { unavailable } from '../../../../src/core/results/reading.ts';
import { begin, elements, end, finish, iterate, keyOf, run } from '../sample-journal.ts';

const key = keyOf(50);

function cellOf(...records: JournalRecord[]): Cell {
  const [cell] = assemble([run, begin(key), ...records, end]).cells;
  if (cell === undefined) throw new Error('no cell');
  return cell;
}

test('values are those of valid iterations, and what gave none is lost with its first reason', () => {
  const cell = cellOf(
    iterate(key, 0, { readings: { [elements.id]: 10 } }),
    iterate(key, 1, { reason: 'CPU', readings: { [elements.id]: 99 } }),
    iterate(key, 2, { readings: { [elements.id]: unavailable('nothing was drawn') } }),
    iterate(key, 3, { readings: { [elements.id]: unavailable('another reason') } }),
    finish(key),
  );
  expect(observedOf(elements.id, cell)).toEqual({ values: [10], lost: 2, missing: 'nothing was drawn' });
  expect(observedOf('unheard-of', cell)).toEqual({ values: [], lost: 0, missing: undefined });
});

test('an invalid cell voids its timing, not its memory', () => {
  const cell = cellOf(iterate(key, 0, { readings: {} }), finish(key, { invalid: 'CPU: 2.1 of 4' }));
  expect(invalidityOf(cell, 'timing')).toBe('CPU: 2.1 of 4');
  expect(invalidityOf(cell, 'memory')).toBeUndefined();
});

test('a pass without a valid iteration is invalid with the last reason; one that was not run is not', () => {
  const cell = cellOf(
    iterate(key, 0, { reason: 'host: busy' }),
    iterate(key, 1, { reason: 'host: busier' }),
    finish(key),
  );
  expect(invalidityOf(cell, 'memory')).toBe('No memory iteration of 2 was valid: host: busier');
  expect(invalidityOf(cell, 'lighthouse')).toBeUndefined();
});
