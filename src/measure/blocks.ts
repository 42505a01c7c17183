/** Compares two arms in blocks by a group-sequential plan. Each block has its own browser. */
import { performance } from 'node:perf_hooks';
import { boundariesOf, mostPrimary } from '../core/judging/comparison.ts';
import { guardAlpha } from '../core/judging/guard.ts';
import type { ComparedArms } from '../core/results/comparison.ts';
import type { ComparisonPlan } from '../core/results/metric-comparison.ts';
import { blockLooks } from '../core/statistics/block-looks.ts';
import { seededRandom } from '../core/statistics/random.ts';
import type { PageTarget } from '../targets/target.ts';
import type { Experiment } from './arms.ts';
import { type BlockOptions, conduct, type RunningExperiment } from './experiment.ts';
import { passesOf } from './primary.ts';
import type { RunContext } from './run-context.ts';
import { comparedArms, decided, planned, primaryNow, type SequentialRules } from './sequential.ts';

/** Iterations of every arm and pass in a block: the minimum at which a block can lose one iteration. */
export const iterationsPerBlock = 2;

export interface BlockRules extends SequentialRules {
  /** This cell's share of the family's error rate: 1 divided by the number of compared cells. */
  share: number;
}

/**
 * Measures both arms block by block until every primary metric is decided or the time is over. Journals the
 * plan and the look at which it ended, and returns them; `assemble` judges it by permutation within blocks.
 *
 * A block launches its own browser and plays two iterations of every arm and pass, in random order.
 */
export async function runBlocks<Target extends PageTarget>(
  runContext: RunContext,
  experiment: Experiment<Target>,
  rules: BlockRules,
): Promise<ComparedArms> {
  const startedMs = performance.now();
  let plan = firstPlan(rules);
  let look = 0;
  const leftMs = () => rules.maxMs - (performance.now() - startedMs);
  const keys = await conduct(runContext, experiment, async (running) => {
    const random = seededRandom(experiment.seed);
    const { bench } = runContext;
    const blocks = new Blocks(running, { bench, random, passes: passesOf(rules.primary.metrics) });
    const fixed = rules.fixed === undefined ? undefined : Math.ceil(rules.fixed / iterationsPerBlock);
    await blocks.upTo(1, fixed);
    const looks = fixed === undefined ? await firstLookOf(blocks, plan, leftMs) : [fixed];
    await blocks.upTo(looks[0] ?? 1, looks.at(-1));
    plan = { ...plan, primary: primaryNow(runContext, experiment, rules.primary) };
    if (fixed !== undefined) return;
    plan = { ...plan, looks };
    const boundaries = boundariesOf(plan);
    while (look < looks.length - 1 && !decided(runContext, experiment, { plan, look, boundaries })) {
      const next = looks[look + 1] ?? 0;
      // Time decides here, not the data: ending before the last look can only spend less of alpha.
      if ((next - blocks.done) * blocks.msPerBlock > leftMs()) return;
      look += 1;
      await blocks.upTo(next, looks.at(-1));
    }
  });
  const compared = comparedArms(keys, rules, plan, look);
  runContext.journal.append({ type: 'comparison', comparison: compared });
  return compared;
}

/**
 * Measures the blocks up to the first look, and returns all looks. What fits into the time is estimated anew
 * after each of these blocks: a first block with repeats would leave half of the time unused. The plan depends
 * on durations only and not on the measured values, or the error rate would be spent twice.
 */
async function firstLookOf<Target extends PageTarget>(
  blocks: Blocks<Target>,
  { alpha, primary }: ComparisonPlan,
  leftMs: () => number,
): Promise<number[]> {
  for (;;) {
    const most = blocks.done + Math.floor((leftMs() * planned) / blocks.msPerBlock);
    const looks = blockLooks(most, alpha / primary.length, blocks.done);
    if (blocks.done >= (looks[0] ?? 1)) return looks;
    await blocks.upTo(blocks.done + 1, looks.at(-1));
  }
}

function firstPlan({ alpha, share, primary, minEffect }: BlockRules): ComparisonPlan {
  return {
    alpha: alpha * share,
    primary: primary.metrics.slice(0, mostPrimary),
    minEffect,
    unit: 'block',
    looks: null,
    guardAlpha: guardAlpha * share,
  };
}

/** The blocks of a running experiment, one after the other. */
class Blocks<Target extends PageTarget> {
  done = 0;
  readonly #running: RunningExperiment<Target>;
  readonly #options: Omit<BlockOptions, 'title'>;
  readonly #begunMs = performance.now();

  constructor(running: RunningExperiment<Target>, options: Omit<BlockOptions, 'title'>) {
    this.#running = running;
    this.#options = options;
  }

  /** Average duration of a block so far. */
  get msPerBlock(): number {
    return (performance.now() - this.#begunMs) / Math.max(1, this.done);
  }

  /** @param most blocks of the whole plan, for the progress; undefined while there is no plan */
  async upTo(count: number, most: number | undefined): Promise<void> {
    while (this.done < count) {
      const title = `block ${this.done + 1}${most === undefined ? '' : ` of at most ${most}`}`;
      await this.#running.block(this.done, { ...this.#options, title });
      this.done += 1;
    }
  }
}
