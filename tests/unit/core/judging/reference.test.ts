import { expect, test } from '@playwright/test';
import {
  partsOf,
  readingsFor,
  referenceDrift,
  referenceFigureMs,
  referenceLevelsMs,
  referenceOfRunMs,
} from '../../../../src/core/judging/reference.ts';
import type { ReferenceReading } from '../../../../src/core/results/reference.ts';

/** One reading a second, each of one part. */
function readingsOf(...figures: (number | null)[]): ReferenceReading[] {
  return figures.map((figure, index) => ({
    startedAtMs: index * 1_000,
    finishedAtMs: index * 1_000 + 500,
    partsMs: figure === null ? null : { script: figure },
    reason: figure === null ? 'host: another program' : null,
  }));
}

test('a part is the mean of its rounds without the lowest and highest quarter', () => {
  const rounds = [9, 4, 6, 5, 100, 1, 5, 4].map((script) => ({ script, decode: 2 * script }));
  expect(partsOf(rounds)).toEqual({ script: 5, decode: 10 });
  expect(partsOf([])).toEqual({});
});

test('a figure gives each part the same weight, however long it takes', () => {
  const twice = (parts: Record<string, number>) => referenceFigureMs({ partsMs: parts }) ?? 0;
  expect(twice({ script: 2, decode: 32 })).toBeCloseTo(8, 10);
  expect(twice({ script: 4, decode: 32 })).toBeCloseTo(twice({ script: 2, decode: 64 }), 10);
  expect(referenceFigureMs({ partsMs: null })).toBeUndefined();
});

test('the figure of a run is the median of what counts, and null where nothing does', () => {
  expect(referenceOfRunMs({ version: 1, readings: readingsOf(5, null, 9, 6) })).toBe(6);
  expect(referenceOfRunMs({ version: 1, readings: readingsOf(null) })).toBeNull();
  expect(referenceOfRunMs(undefined)).toBeNull();
});

test('shards on machines of several speeds have no figure in common', () => {
  const merged = (...ofShards: number[]) => ({
    version: 1,
    readings: ofShards.flatMap((figure, machine) =>
      readingsOf(figure, figure, figure).map((reading) => ({ ...reading, machine })),
    ),
  });
  expect(referenceOfRunMs(merged(5, 5.1))).toBeCloseTo(5.05, 10);
  expect(referenceOfRunMs(merged(4, 5))).toBeNull();
  expect(referenceLevelsMs(merged(4, 5))).toEqual([4, 5]);
});

test('one odd reading is no drift, a slower half of the run is', () => {
  expect(referenceDrift(readingsOf(5, 5, 5, 9, 5, 5, 5, 5))).toBe(0);
  expect(referenceDrift(readingsOf(5, 5, 5, 5, 6, 6, 6, 6))).toBeCloseTo(0.2, 10);
  expect(referenceDrift(readingsOf(5, 6))).toBeCloseTo(0.2, 10);
  expect(referenceDrift(readingsOf(5, null))).toBeUndefined();
});

test('in a run that drifted the readings around a cell speak for it, else all of them', () => {
  const drifting = readingsOf(...Array.from({ length: 20 }, (_, index) => (index < 10 ? 5 : 6)));
  const secondsIn = (fromMs: number, toMs: number): number[] =>
    readingsFor(drifting, { fromMs, toMs }, 0.05).map(({ startedAtMs }) => startedAtMs / 1_000);
  expect(secondsIn(4_700, 12_900)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  // Of a short cell the nearest others beside the last before and the first after it: seven at least.
  expect(secondsIn(9_700, 9_900)).toEqual([7, 8, 9, 10, 11, 12, 13]);
  expect(secondsIn(-1, 400)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(secondsIn(-1, 99_000)).toHaveLength(20);
  const steady = readingsOf(...Array.from({ length: 20 }, () => 5));
  expect(readingsFor(steady, { fromMs: 4_700, toMs: 5_900 }, 0.05)).toHaveLength(20);
});
