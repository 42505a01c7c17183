/** Walks through lists whose kind, rows and faults are known. */
import { expect } from '@playwright/test';
import { classifyList } from '../../src/core/judging/list-kind.ts';
import type { Cell } from '../../src/core/results/cell.ts';
import type { Reading } from '../../src/core/results/reading.ts';
import { walkList } from '../../src/instruments/list-walk.ts';
import { NetworkWatch } from '../../src/instruments/network-watch.ts';
import { listMetrics } from '../../src/metrics/index.ts';
import { type Subject, test } from '../calibration/fixtures.ts';

interface Walked {
  list?: string;
  whole?: boolean;
}

/** The readings of a walk, by metric. */
async function walk(
  { page, session, pages }: Subject,
  query: string,
  { list = '.list', whole = false }: Walked = {},
): Promise<Record<string, Reading>> {
  using network = new NetworkWatch(page);
  await page.goto(`${pages}/list.html?${query}`);
  const options = { row: '.row', key: undefined, whole, older: undefined, blank: false };
  const recording = await walkList(page.locator(list), options, { session, network });
  return Object.fromEntries(listMetrics.map((metric) => [metric.id, metric.derive(recording)]));
}

function measuredIn(readings: Readonly<Record<string, Reading>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(readings).flatMap(([id, reading]) =>
      reading.status === 'measured' ? [[id, reading.value]] : [],
    ),
  );
}

function kindOf(all: readonly { messages: number; readings: Readonly<Record<string, Reading>> }[]): string {
  const lists = all.map(({ messages, readings }) => {
    const summaries = Object.entries(measuredIn(readings)).map(([metric, median]) => ({ metric, median }));
    return { cell: { summaries } as unknown as Cell, size: messages };
  });
  return classifyList(lists).kind;
}

// tests/lists has the other kinds, and those that libraries make.
for (const [kind, expected] of [
  ['leftovers', 'partly'],
  ['never-removes', 'not-virtualized'],
] as const) {
  test(`a list of the kind "${kind}" is ${expected}, and keeps its invariants`, async ({ subject }) => {
    const all = [];
    // What stays for each message outside of the rows shows over two lengths.
    for (const messages of kind === 'leftovers' ? [60, 600] : [600]) {
      const readings = await walk(subject, `kind=${kind}&messages=${messages}`);
      const { 'scroll-shift': shift, ...others } = measuredIn(readings);
      expect(others).toMatchObject({ 'repeated-rows': 0, 'blank-places': 0, 'restless-places': 0 });
      expect(shift).toBeLessThanOrEqual(1);
      all.push({ messages, readings });
    }
    expect(kindOf(all)).toBe(expected);
  });
}

test('a list without ids tells its rows apart by what they show', async ({ subject }) => {
  const readings = await walk(subject, 'kind=window&messages=120&without-ids', { whole: true });
  expect(measuredIn(readings)).toMatchObject({ 'reached-rows': 120, 'lost-rows': 0 });
  expect(measuredIn(readings)['scroll-shift']).toBeLessThanOrEqual(1);
  expect(readings['repeated-rows']).toMatchObject({ status: 'unavailable' });
});

test('history that loads at the edge is reached to its first message, and moves nothing', async ({
  subject,
}) => {
  const readings = await walk(subject, 'kind=growing&messages=200', { whole: true });
  expect(measuredIn(readings)).toMatchObject({ 'reached-rows': 200, 'lost-rows': 0, 'older-shift': 0 });
  expect(kindOf([{ messages: 200, readings }])).toBe('not-virtualized');
});

for (const [fault, kind, metric, expected] of [
  ['repeated', 'window', 'repeated-rows', { least: 1, most: 6 }],
  ['shift', 'window', 'scroll-shift', { least: 23, most: 25 }],
  ['blank', 'window', 'blank-places', { least: 1, most: 3 }],
  ['restless', 'plain', 'restless-places', { least: 8, most: 40 }],
] as const) {
  test(`the fault "${fault}" shows in ${metric}`, async ({ subject }) => {
    const readings = measuredIn(await walk(subject, `kind=${kind}&fault=${fault}&messages=300`));
    expect(readings[metric]).toBeGreaterThanOrEqual(expected.least);
    expect(readings[metric]).toBeLessThanOrEqual(expected.most);
  });
}

test('a reader is thrown back by older messages where the offset is kept and the rows are not', async ({
  subject,
}) => {
  const readings = await walk(subject, 'kind=growing&fault=older&messages=200');
  expect(readings['older-shift']).toMatchObject({ status: 'measured', value: expect.any(Number) });
  expect(measuredIn(readings)['older-shift']).toBeGreaterThan(100);
});
