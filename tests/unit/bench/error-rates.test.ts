/** Facts about the whole decision on recorded samples, whatever their number: a longer recording drops in. */
import { expect, test } from '@playwright/test';
import { nullRates, power } from '../../../bench/detection/rates.ts';
import { type Block, readRecorded } from '../../../bench/detection/samples.ts';
import { pairs, planFor } from '../../../bench/detection/simulate.ts';
import { proportionInterval } from '../../../src/core/statistics/proportion.ts';
import { seededRandom } from '../../../src/core/statistics/random.ts';

const { blocks } = readRecorded();
const primary = ['tbt', 'lcp', 'partial-frames'];
const study = { blocks, primary, minutes: 5, rounds: 1_000, seed: 5 };

test('a page against itself: at most 7 % false alarms over three metrics and all looks, and 0 is in the intervals', () => {
  const { falseAlarms, covered } = nullRates(study);
  expect(proportionInterval(falseAlarms.hits, falseAlarms.of).high).toBeLessThanOrEqual(0.07);
  for (const { hits, of } of Object.values(covered)) {
    expect(of).toBeGreaterThan(0.95 * study.rounds);
    expect(hits / of).toBeGreaterThan(0.93);
  }
});

test('a fifth more work and bytes is called worse nearly always, within five minutes', () => {
  const found = power({ ...study, rounds: 60 }, '20');
  expect(found.tbt?.hits).toBeGreaterThanOrEqual(57);
  expect(found.lcp?.hits).toBeGreaterThanOrEqual(57);
});

test.describe('the simulation', () => {
  const made: Block[] = Array.from({ length: 10 }, (_, index) => ({
    startedAtMs: index,
    rows: [
      { condition: 'base', values: { lcp: index } },
      { condition: 'base', values: { lcp: index + 0.5 } },
      { condition: '20', values: { lcp: index + 100 } },
    ],
    invalid: 0,
    secondsPerIteration: { timing: 5, memory: 5 },
  }));
  const drawing = { blocks: made, primary: ['lcp'], random: seededRandom(1) };

  test('measures both arms side by side, so that a drift falls on both', () => {
    const source = pairs({ ...drawing, condition: 'base', order: 'stretches' });
    for (let round = 0; round < 100; round++) {
      const { baseline, candidate } = source.next().value;
      expect(Math.abs((baseline.lcp ?? 0) - (candidate.lcp ?? 0))).toBe(0.5);
    }
  });

  test('takes the candidate from the shifted page, and stretches in their order', () => {
    const source = pairs({ ...drawing, condition: '20', order: 'stretches' });
    const drawn = Array.from({ length: 8 }, () => source.next().value.candidate.lcp ?? 0);
    for (const [index, value] of drawn.slice(1).entries()) {
      expect([1, -9]).toContain(value - (drawn[index] ?? 0));
    }
  });

  test('plans the looks that the time allows', () => {
    expect(planFor(primary, 5, 10).looks?.at(-1)).toBe(27);
  });
});
