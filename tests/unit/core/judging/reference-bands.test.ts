import { expect, test } from '@playwright/test';
import { referenceBands } from '../../../../src/core/judging/reference-bands.ts';

const of = (figureMs: number, version = 1) => ({ version, figureMs });

test('the band with the most runs comes first, and spans no more than its width', () => {
  const figures = [5, 6.5, 5.1, 4.95, 6.6, 5.18, 9].map((figureMs) => of(figureMs));
  expect(referenceBands(figures, 0.05)).toEqual(['1.1', '1.2', '1.1', '1.1', '1.2', '1.1', '1.3']);
});

test('runs without a figure have no band, and versions have bands of their own', () => {
  expect(referenceBands([of(5), null, of(5, 2), of(5)], 0.05)).toEqual(['1.1', null, '2.1', '1.1']);
  expect(referenceBands([], 0.05)).toEqual([]);
});
