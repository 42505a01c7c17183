/** Error rates of simulated comparisons: false alarms, coverage, power. */
import { boundariesOf } from '../../src/core/judging/comparison.ts';
import { seededRandom } from '../../src/core/statistics/random.ts';
import { type Block, type Condition, secondsPerIteration } from './samples.ts';
import { alarms, type Drawing, pairs, planFor, play } from './simulate.ts';

export interface Share {
  hits: number;
  of: number;
}

export interface NullRates {
  falseAlarms: Share;
  /** Intervals at the end of a comparison that contain the true difference, 0, by metric. */
  covered: Record<string, Share>;
  meanPairs: number;
}

/** Seconds to measure one value of every primary metric for both arms. */
export function secondsPerPair(blocks: readonly Block[], primary: readonly string[]): number {
  const memory = primary.some((id) => ['dom-elements', 'js-heap'].includes(id));
  const timing = primary.some((id) => !['dom-elements', 'js-heap'].includes(id));
  const seconds =
    (timing ? secondsPerIteration(blocks, 'timing') : 0) +
    (memory ? secondsPerIteration(blocks, 'memory') : 0);
  return 2 * seconds;
}

export interface Study {
  blocks: readonly Block[];
  primary: readonly string[];
  minutes: number;
  rounds: number;
  seed: number;
}

/** Simulates comparisons of a page with itself: the false alarms and the coverage. */
export function nullRates(
  { blocks, primary, minutes, rounds, seed }: Study,
  order: Drawing['order'] = 'stretches',
  condition: Condition = 'base',
): NullRates {
  const plan = planFor(primary, minutes, secondsPerPair(blocks, primary));
  const boundaries = boundariesOf(plan);
  const random = seededRandom(seed);
  const falseAlarms = { hits: 0, of: rounds };
  const covered: Record<string, Share> = Object.fromEntries(primary.map((id) => [id, { hits: 0, of: 0 }]));
  let drawn = 0;
  for (let round = 0; round < rounds; round++) {
    const ended = play(pairs({ blocks, primary, condition, order, random }), plan, boundaries);
    if (alarms(ended)) falseAlarms.hits++;
    drawn += ended.n;
    for (const { metric, interval } of ended.metrics) {
      const share = covered[metric];
      if (share === undefined || interval === null) continue;
      share.of++;
      if (interval.low <= 0 && interval.high >= 0) share.hits++;
    }
  }
  return { falseAlarms, covered, meanPairs: drawn / rounds };
}

/** How often simulated comparisons call a recorded shift worse, by metric. */
export function power(
  { blocks, primary, minutes, rounds, seed }: Study,
  condition: Condition,
): Record<string, Share> {
  const plan = planFor(primary, minutes, secondsPerPair(blocks, primary));
  const boundaries = boundariesOf(plan);
  const random = seededRandom(seed);
  const found: Record<string, Share> = Object.fromEntries(primary.map((id) => [id, { hits: 0, of: rounds }]));
  for (let round = 0; round < rounds; round++) {
    const ended = play(pairs({ blocks, primary, condition, order: 'stretches', random }), plan, boundaries);
    for (const { metric, status } of ended.metrics) {
      const share = found[metric];
      if (share !== undefined && status === 'worse') share.hits++;
    }
  }
  return found;
}
