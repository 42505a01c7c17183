import { expect, test } from '@playwright/test';
import type { JournalRecord } from '../../../../src/core/results/journal.ts';
import { ReferenceReadings } from '../../../../src/measure/host/reference-readings.ts';

const one = { startedAtMs: 0, finishedAtMs: 600, partsMs: { script: 5 }, reason: null };

function taken(read = () => Promise.resolve(one)): { readings: ReferenceReadings; records: JournalRecord[] } {
  const records: JournalRecord[] = [];
  return { readings: new ReferenceReadings({ append: (record) => records.push(record) }, read), records };
}

async function iterate(readings: ReferenceReadings, times: number, beside = false): Promise<void> {
  for (let index = 0; index < times; index++) await readings.beforeIteration('timing', beside);
}

test('a cell has a reading at its start, after every other iteration and at its end', async () => {
  const { readings, records } = taken();
  await readings.atEdge();
  await iterate(readings, 2);
  expect(records).toHaveLength(1);
  await iterate(readings, 1);
  expect(records).toHaveLength(2);
  await readings.atEdge();
  expect(records).toHaveLength(3);
  expect(records[0]).toMatchObject({ type: 'reference', version: 1, reading: one });
});

test('the end of a cell is the beginning of the next', async () => {
  const { readings, records } = taken();
  await readings.atEdge();
  await iterate(readings, 1);
  await readings.atEdge();
  await readings.atEdge();
  expect(records).toHaveLength(2);
});

test('nothing is read beside our own traffic, nor a browser started before Lighthouse', async () => {
  const { readings, records } = taken();
  await readings.atEdge();
  await iterate(readings, 12, true);
  for (let index = 0; index < 6; index++) await readings.beforeIteration('lighthouse', false);
  expect(records).toHaveLength(1);
  await readings.beforeIteration('memory', false);
  expect(records).toHaveLength(2);
});

test('a reading that fails is journaled with its reason, and ends nothing', async () => {
  const { readings, records } = taken(() => Promise.reject(new Error('the browser died')));
  await readings.atEdge();
  expect(records).toMatchObject([{ reading: { partsMs: null, reason: 'the browser died' } }]);
});

test('a journal that cannot be written ends the run, as any record does', async () => {
  const full = {
    append: () => {
      throw new Error('no space');
    },
  };
  const readings = new ReferenceReadings(full, () => Promise.resolve(one));
  await expect(readings.atEdge()).rejects.toThrow('no space');
});
