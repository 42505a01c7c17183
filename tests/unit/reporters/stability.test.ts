import { expect, test } from '@playwright/test';
import type { Stability } from '../../../src/core/judging/stability.ts';
import { metricDefinitions } from '../../../src/metrics/index.ts';
import { stabilityNotes, stabilityTable } from '../../../src/reporters/stability.ts';

const lcp = metricDefinitions.lcp;
if (lcp === undefined) throw new Error('no such metric');
const row: Stability = {
  metric: lcp,
  n: 20,
  median: 800,
  variation: 0.04,
  shift: -12,
  p: 0.3,
  differs: false,
  finds: [0.077, 0.0523, 0.0357],
};

test('a row has the spread, the shift and what `ab` finds at 8, 16 and 32 iterations', () => {
  expect(stabilityTable([row]).rows).toEqual([
    ['', 'Largest contentful paint', '20', '800 ms', '4 %', '-12 ms', 'no', '7.7 %', '5.23 %', '3.57 %'],
  ]);
});

test('what has no share has dashes', () => {
  const [cells] = stabilityTable([{ ...row, variation: null, finds: [null, null, null] }]).rows;
  expect(cells?.filter((text) => text === '–')).toHaveLength(4);
});

test('the notes name what differs', () => {
  expect(stabilityNotes([row])[0]).toBe('Two measurements of the same thing do not differ.');
  expect(stabilityNotes([{ ...row, differs: true }])[0]).toContain('differ in Largest contentful paint');
  expect(stabilityNotes([])[0]).toBe('Nothing was measured on both sides.');
});
