/**
 * A group-sequential plan: how often one may look at growing data and stop, without more false alarms than a
 * single look gives. Looking after every iteration until a result is significant gives 18 % false alarms by
 * the 200th iteration.
 */
import { normalDensity, normalTail } from './normal.ts';

export interface SequentialPlan {
  /** Values per arm at each look, ascending. One entry is a plain test with a fixed number. */
  looks: readonly number[];
  /** Error rate of the whole plan, two-sided. */
  alpha: number;
}

/** Values per arm at the first look: the fewest at which a test of three metrics can end early. */
export const firstLook = 8;

/** Looks grow by at least this factor: more of them would cost more power than they save time. */
const growth = 1.4;
const mostLooks = 6;

/**
 * The looks of a plan that begins with `first` values per arm and ends with `last`, spaced by equal factors.
 */
export function looksUpTo(first: number, last: number): number[] {
  const count = Math.min(mostLooks, 1 + Math.floor(Math.log(last / first) / Math.log(growth)));
  return Array.from({ length: count }, (_, index) =>
    count === 1 ? last : Math.round(first * (last / first) ** (index / (count - 1))),
  );
}

/**
 * The part of alpha that may be spent when a share `t` of the values is available: α·t². Between O'Brien and
 * Fleming's (nearly nothing early) and Pocock's (much early): a large difference shows at the first looks,
 * and the last look loses little power.
 *
 * Source: Lan and DeMets 1983; Kim and DeMets 1987 for the power family, ρ = 2.
 */
export function spent(alpha: number, t: number): number {
  return alpha * t ** 2;
}

/**
 * The two-sided p-value below which a hypothesis is rejected at each look, so that all looks together spend
 * `alpha`. Computed for statistics with independent increments, which rank sums have in the limit; the
 * unit tests check the error rate of the whole plan by simulation.
 *
 * Source: Armitage, McPherson and Rowe 1969, by numerical integration.
 *
 * @throws RangeError when the looks do not ascend from at least 1
 */
export function sequentialLevels({ looks, alpha }: SequentialPlan): number[] {
  const last = looks.at(-1);
  if (last === undefined || looks.some((n, index) => n <= (looks[index - 1] ?? 0))) {
    throw new RangeError(`looks must ascend from at least 1, got ${looks.join(', ')}`);
  }
  const times = looks.map((n) => n / last);
  const levels: number[] = [];
  let density: Density | undefined;
  let spentBefore = 0;
  for (const [index, time] of times.entries()) {
    const toSpend = spent(alpha, time) - spentBefore;
    const step = time - (times[index - 1] ?? 0);
    const next = density === undefined ? startDensity(time) : advance(density, step);
    const bound = boundSpending(next, toSpend);
    levels.push(2 * normalTail(bound / Math.sqrt(time)));
    density = clipped(next, bound);
    spentBefore += toSpend;
  }
  return levels;
}

/** Density of the score process (Z·√t) on an even grid, of the paths that have not stopped yet. */
interface Density {
  points: Float64Array;
  values: Float64Array;
}

const gridPoints = 801;
/** In standard deviations of the last look. */
const gridReach = 6;
const gridStep = (2 * gridReach) / (gridPoints - 1);
const grid = Float64Array.from({ length: gridPoints }, (_, index) => index * gridStep - gridReach);

function startDensity(time: number): Density {
  const deviation = Math.sqrt(time);
  return { points: grid, values: grid.map((point) => normalDensity(point / deviation) / deviation) };
}

function advance({ points, values }: Density, step: number): Density {
  const deviation = Math.sqrt(step);
  const next = grid.map((to) => {
    let sum = 0;
    for (let index = 0; index < points.length; index++) {
      const value = values[index] ?? 0;
      if (value > 0) sum += value * normalDensity((to - (points[index] ?? 0)) / deviation);
    }
    return (sum * gridStep) / deviation;
  });
  return { points: grid, values: next };
}

/** The bound beyond which both sides together contain exactly `probability`. */
function boundSpending({ points, values }: Density, probability: number): number {
  let beyond = 0;
  for (let index = points.length - 1; index > points.length / 2; index--) {
    const here = 2 * (values[index] ?? 0) * gridStep;
    if (beyond + here >= probability) {
      return (points[index] ?? 0) + gridStep / 2 - (gridStep * (probability - beyond)) / here;
    }
    beyond += here;
  }
  throw new RangeError(`no bound spends ${probability}`);
}

function clipped({ points, values }: Density, bound: number): Density {
  return { points, values: values.map((value, index) => (Math.abs(points[index] ?? 0) < bound ? value : 0)) };
}
