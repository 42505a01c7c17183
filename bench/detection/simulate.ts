/**
 * Simulated comparisons: drawn from recorded samples and judged by the real plan.
 *
 * It draws runs of consecutive blocks in their order, not single values. A machine drifts, and in a real
 * comparison both arms drift together, because they are interleaved. Drawing single values would turn the
 * drift into noise of every value. Within a block the rows of both arms are drawn at random, because the real
 * order is shuffled.
 * Source: Künsch 1989, the moving-block bootstrap.
 */

import { boundariesOf, compareMetrics, isDecided } from '../../src/core/judging/comparison.ts';
import type { ArmValues } from '../../src/core/judging/metric-arms.ts';
import type { MetricDefinition } from '../../src/core/results/metric.ts';
import type { ComparisonPlan, MetricComparison } from '../../src/core/results/metric-comparison.ts';
import { firstLook } from '../../src/core/statistics/sequential.ts';
import { planLooks, planned } from '../../src/measure/sequential.ts';
import { metricDefinitions } from '../../src/metrics/index.ts';
import { type Block, baselineOf, type Condition } from './samples.ts';

/** How many consecutive blocks are drawn together: about eight minutes of recording. */
export const stretch = 8;

type Values = Readonly<Record<string, number>>;
/** One value of every metric for each arm, measured side by side. */
export interface Pair {
  baseline: Values;
  candidate: Values;
}

export interface Drawing {
  blocks: readonly Block[];
  primary: readonly string[];
  /** The condition of the candidate. An unshifted page is compared with itself. */
  condition: Condition;
  /** `plain` ignores the order in time, to show the effect of the drift. */
  order: 'stretches' | 'plain';
  random: () => number;
}

/** The plan that a real comparison of so many minutes would make. */
export function planFor(primary: readonly string[], minutes: number, secondsPerPair: number): ComparisonPlan {
  const leftMs = (minutes * 60 - firstLook * secondsPerPair) * 1000 * planned;
  return {
    alpha: 0.05,
    primary: [...primary],
    minEffect: 0.05,
    looks: planLooks(firstLook, secondsPerPair * 1000, leftMs),
  };
}

/** Draws pairs without end. @throws RangeError when no block has both arms */
export function* pairs({ blocks, primary, condition, order, random }: Drawing): Generator<Pair, never> {
  const baseline = baselineOf(condition);
  const alone = condition === baseline;
  const usable = blocks
    .map(({ rows }) => {
      const complete = rows.filter(({ values }) => primary.every((metric) => values[metric] !== undefined));
      const base = complete.filter((row) => row.condition === baseline);
      const candidates = alone ? base : complete.filter((row) => row.condition === condition);
      return { base, candidates };
    })
    .filter(({ base, candidates }) => base.length > (alone ? 1 : 0) && candidates.length > 0);
  if (usable.length === 0) throw new RangeError(`no block has ${primary.join(', ')} of both arms`);
  for (;;) {
    const from = Math.floor(random() * usable.length);
    for (let step = 0; step < (order === 'plain' ? 1 : stretch); step++) {
      const here = at(usable, (from + step) % usable.length);
      const there = order === 'plain' ? pick(usable, random) : here;
      const first = pick(here.base, random);
      const others = there.candidates.filter((row) => row !== first);
      yield { baseline: first.values, candidate: pick(others, random).values };
    }
  }
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`nothing at ${index} of ${items.length}`);
  return item;
}

function pick<T>(items: readonly T[], random: () => number): T {
  return at(items, Math.floor(random() * items.length));
}

export interface Ended {
  /** Pairs that were drawn before it ended. */
  n: number;
  metrics: MetricComparison[];
}

/** Simulates one comparison, from the first look to the look that decides, or the last one. */
export function play(
  source: Generator<Pair, never>,
  plan: ComparisonPlan,
  boundaries: number[][] = boundariesOf(plan),
): Ended {
  const drawn: Pair[] = [];
  const looks = plan.looks ?? [];
  for (const [look, n] of looks.entries()) {
    while (drawn.length < n) drawn.push(source.next().value);
    const metrics = compareMetrics(
      plan.primary.map((id) => ({
        metric: definitionOf(id),
        baseline: sideOf(drawn.map(({ baseline }) => baseline[id])),
        candidate: sideOf(drawn.map(({ candidate }) => candidate[id])),
      })),
      plan,
      look,
      boundaries,
    );
    if (isDecided(metrics) || look === looks.length - 1) return { n, metrics };
  }
  throw new RangeError('a plan has at least one look');
}

function definitionOf(id: string): MetricDefinition {
  const found = metricDefinitions[id];
  if (found === undefined) throw new RangeError(`there is no metric ${id}`);
  return found;
}

function sideOf(values: readonly (number | undefined)[]): ArmValues {
  return { values: values.filter((value) => value !== undefined), lost: 0, invalid: undefined };
}

/** Whether a comparison reports a difference of a primary metric. */
export function alarms({ metrics }: Ended): boolean {
  return metrics.some(({ status }) => status === 'worse' || status === 'better');
}
