import { expect, test } from '@playwright/test';
import { choosePrimary } from '../../../../src/core/judging/choose-primary.ts';
import { type Reading, unavailable } from '../../../../src/core/results/reading.ts';
import { iterate, keyOf } from '../sample-journal.ts';

const preferred = ['lcp', 'tbt', 'partial-frames', 'inp', 'cls'];
const still = unavailable('nothing was scrolled');

function cell(readings: Record<string, Reading | number>) {
  const iterations = [0, 1, 2].map((index) => iterate(keyOf(50), index, { readings }));
  return {
    iterations: iterations.map(({ iteration }) => iteration),
    samples: iterations.flatMap(({ samples }) => samples),
  };
}

test('the first three that both sides measured decide', () => {
  const whole = cell({ lcp: 900, tbt: 40, 'partial-frames': 3, inp: 40, cls: 0 });
  expect(choosePrimary(preferred, whole, whole)).toEqual(['lcp', 'tbt', 'partial-frames']);
});

test('where nothing was scrolled or clicked, layout decides instead', () => {
  const page = cell({ lcp: 900, tbt: 40, 'partial-frames': still, inp: still, cls: 0 });
  expect(choosePrimary(preferred, page, page)).toEqual(['lcp', 'tbt', 'cls']);
});

test('the values have no say', () => {
  const readings = { lcp: 900, tbt: 40, 'partial-frames': still, inp: still, cls: 0 };
  const other = { lcp: 9_000, tbt: 4_000, 'partial-frames': still, inp: still, cls: 0.8 };
  expect(choosePrimary(preferred, cell(readings), cell(other))).toEqual(['lcp', 'tbt', 'cls']);
});

test('a candidate that lost what the baseline measured does not become better by it', () => {
  const baseline = cell({ lcp: 900, tbt: 40, cls: 0 });
  const candidate = cell({ lcp: unavailable('nothing was painted'), tbt: 10, cls: 0 });
  expect(choosePrimary(preferred, baseline, candidate)).toEqual(['lcp', 'tbt', 'cls']);
  expect(choosePrimary(preferred, candidate, baseline)).toEqual(['tbt', 'cls']);
});

test('of another kind of cell, none', () => {
  expect(choosePrimary(preferred, cell({ lcp: 900 }), cell({ 'js-heap': 1 }))).toEqual([]);
});

test('what the baseline hardly ever measured could decide nothing', () => {
  const iterations = [900, 910, 920].map((lcp, index) => {
    const frames = index === 0 ? 3 : unavailable('the main thread scrolled the list');
    return iterate(keyOf(50), index, { readings: { lcp, 'partial-frames': frames, cls: 0 } });
  });
  const baseline = {
    iterations: iterations.map(({ iteration }) => iteration),
    samples: iterations.flatMap(({ samples }) => samples),
  };
  const candidate = cell({ lcp: 900, 'partial-frames': 3, cls: 0 });
  expect(choosePrimary(preferred, baseline, candidate)).toEqual(['lcp', 'cls']);
});
