import { expect, test } from '@playwright/test';
import { judge, unobserved, worst } from '../../../../src/core/judging/verdict.ts';
import type { Budget } from '../../../../src/core/results/budget.ts';
import { verdictStatus } from '../../../../src/core/results/verdict.ts';
import { seededRandom } from '../../../../src/core/statistics/random.ts';
import { elements, frameRate } from '../sample-journal.ts';

/** Six values: their interval runs from the least, 10, to the greatest, 15. */
const six = [12, 10, 15, 11, 14, 13];
const absolute = (metric: string, limit: number): Budget => ({ kind: 'absolute', metric, limit });
const growth = (limit: number): Budget => ({
  kind: 'growth',
  metric: elements.id,
  parameter: 'messages',
  limit,
});
const some = (values: readonly number[], parameterValue?: number) => ({
  values,
  lost: 0,
  missing: undefined,
  parameterValue,
});

test.describe('an absolute limit', () => {
  for (const { limit, lower, higher } of [
    { limit: 9.9, lower: 'missed', higher: 'met' },
    { limit: 10, lower: 'inconclusive', higher: 'met' },
    { limit: 12.5, lower: 'inconclusive', higher: 'inconclusive' },
    { limit: 15, lower: 'met', higher: 'inconclusive' },
    { limit: 15.1, lower: 'met', higher: 'missed' },
  ]) {
    test(`of ${limit} over an interval of 10 to 15: ${lower} where less is better, else ${higher}`, () => {
      const low = judge(absolute(elements.id, limit), elements, some(six), undefined);
      expect(low).toMatchObject({ status: lower, observed: 12.5, interval: { low: 10, high: 15 }, limit });
      expect(judge(absolute(frameRate.id, limit), frameRate, some(six), undefined).status).toBe(higher);
    });
  }

  test('needs six values: five say how many there are, whatever they are', () => {
    const verdict = judge(absolute(elements.id, 1_000), elements, some([1, 2, 3, 4, 5]), undefined);
    expect(verdict).toMatchObject({ status: 'inconclusive', observed: 3, interval: null });
    expect(verdict.reason).toMatch(/^5 values are too few .* 6 are needed/);
  });

  test('is not met while an iteration gave no value, but may be missed', () => {
    const lossy = { ...some(six), lost: 1, missing: 'it never reached the screen' };
    const met = judge(absolute(elements.id, 1_000), elements, lossy, undefined);
    expect(met.status).toBe('inconclusive');
    expect(met.reason).toBe('1 of 7 iterations gave no value: it never reached the screen.');
    expect(judge(absolute(elements.id, 1), elements, lossy, undefined).status).toBe('missed');
  });

  test('over no value repeats why there is none', () => {
    const nothing = { values: [], lost: 6, missing: 'nobody scrolled' };
    expect(judge(absolute(elements.id, 1), elements, nothing, undefined)).toMatchObject({
      status: 'inconclusive',
      observed: null,
      interval: null,
      reason: 'nobody scrolled',
    });
  });
});

test.describe('growth', () => {
  /** 100 elements at 50 messages; the rows beside them are one element a message dearer. */
  const base = some([100, 101, 99, 100], 50);

  for (const { grown, limit, status } of [
    { grown: 0, limit: 0.5, status: 'met' },
    { grown: 1, limit: 0.5, status: 'missed' },
    { grown: 0.5, limit: 0.5, status: 'inconclusive' },
  ]) {
    test(`of ${grown} elements a message against a limit of ${limit} is ${status}`, () => {
      const at150 = some(
        base.values.map((value) => value + grown * 100),
        150,
      );
      const verdict = judge(growth(limit), elements, at150, base);
      expect(verdict).toMatchObject({ status, kind: 'growth', parameter: 'messages', limit });
      expect(verdict.observed).toBeCloseTo(grown, 10);
      // Pairwise differences of 99 … 101 lie within ±2, over 100 steps.
      expect(verdict.interval?.low).toBeCloseTo(grown - 0.02, 10);
      expect(verdict.interval?.high).toBeCloseTo(grown + 0.02, 10);
    });
  }

  test('may be said for many steps at once, for what grows little with each', () => {
    const budget: Budget = { ...growth(500), kind: 'growth', parameter: 'messages', per: 1_000 };
    const at150 = some(
      base.values.map((value) => value + 40),
      150,
    );
    const verdict = judge(budget, elements, at150, base);
    expect(verdict).toMatchObject({ status: 'met', parameter: 'messages', per: 1_000, limit: 500 });
    expect(verdict.observed).toBeCloseTo(400, 10);
    expect(verdict.interval?.high).toBeCloseTo(420, 10);
  });

  test('of a metric that should be high is missed when it falls', () => {
    const falling: Budget = { kind: 'growth', metric: frameRate.id, parameter: 'messages', limit: -0.01 };
    const rates = [60, 59, 60, 58];
    const lost = judge(falling, frameRate, some([20, 21, 19, 20], 2_050), some(rates, 50));
    expect(lost).toMatchObject({ status: 'missed' });
    expect(judge(falling, frameRate, some(rates, 2_050), some(rates, 50)).status).toBe('met');
  });

  test('needs four values against four', () => {
    const verdict = judge(growth(1), elements, some([1, 2, 3], 150), base);
    expect(verdict).toMatchObject({ status: 'inconclusive', interval: null });
    expect(verdict.reason).toMatch(/^4 and 3 values are too few/);
  });

  test('needs the smallest cell', () => {
    for (const missing of [undefined, some([], 50)]) {
      expect(judge(growth(1), elements, some(six, 150), missing)).toMatchObject({
        status: 'inconclusive',
        reason: 'The smallest cell of messages was not measured.',
      });
    }
  });

  for (const { grown, was } of [
    { grown: 0, was: 'met' },
    { grown: 1, was: 'missed' },
  ]) {
    test(`is not ${was} while the base lost a value`, () => {
      const at150 = some(
        base.values.map((value) => value + grown * 100),
        150,
      );
      expect(judge(growth(0.5), elements, at150, base).status).toBe(was);
      const lossy = { ...base, lost: 1, missing: 'the page went away' };
      expect(judge(growth(0.5), elements, at150, lossy)).toMatchObject({
        status: 'inconclusive',
        reason: '1 of 5 iterations of the smallest cell gave no value: the page went away.',
      });
    });
  }

  test('between cells of one size is a mistake of the caller', () => {
    expect(() => judge(growth(1), elements, some(six, 50), base)).toThrow(/different size/);
    expect(() => judge(growth(1), elements, some(six), base)).toThrow(/different size/);
  });
});

test('a limit at the true median is called wrongly less than once in twenty, on either side', () => {
  const random = seededRandom(5);
  const counts = { met: 0, missed: 0, inconclusive: 0, invalid: 0 };
  const rounds = 4_000;
  for (let round = 0; round < rounds; round++) {
    const values = Array.from({ length: 10 }, () => -Math.log(1 - random()));
    counts[judge(absolute(elements.id, Math.LN2), elements, some(values), undefined).status] += 1;
  }
  const fourErrors = 4 * Math.sqrt((0.025 * 0.975) / rounds);
  expect(counts.met / rounds).toBeLessThan(0.025 + fourErrors);
  expect(counts.missed / rounds).toBeLessThan(0.025 + fourErrors);
  expect(counts.inconclusive).toBe(rounds - counts.met - counts.missed);
});

test('the worst of several decides: invalid, missed, inconclusive, met', () => {
  expect(worst(['met', 'inconclusive', 'missed', 'invalid'])).toBe('invalid');
  expect(worst(['met', 'inconclusive', 'missed'])).toBe('missed');
  expect(worst(['met', 'inconclusive'])).toBe('inconclusive');
  expect(worst(['met'])).toBe('met');
  expect(worst([])).toBeUndefined();
  for (const status of verdictStatus.options) expect(worst([status])).toBe(status);
});

test('what could not be observed keeps the limit and the reason', () => {
  expect(unobserved(growth(3), 'invalid', 'the host was busy')).toEqual({
    metric: elements.id,
    status: 'invalid',
    kind: 'growth',
    parameter: 'messages',
    observed: null,
    interval: null,
    limit: 3,
    reason: 'the host was busy',
  });
});
