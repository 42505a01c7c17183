import { causeText } from '../core/errors.ts';
import type { CellKey } from '../core/results/cell.ts';
import type { PassId } from '../core/results/metric.ts';
import type { PageTarget } from '../targets/target.ts';
import type { Experiment } from './arms.ts';
import type { ReferenceReadings } from './host/reference-readings.ts';
import type { Bench } from './iteration/bench.ts';
import { type IterationCounts, planBlock, planOrder } from './order.ts';
import type { RunContext } from './run-context.ts';
import { RunningCell } from './running-cell.ts';

/**
 * Runs all arms of an experiment, interleaved, and journals every iteration when it ends.
 *
 * An invalid iteration is kept with its reason and repeated, up to a limit. An error after which the run
 * cannot go on, such as a target that died, ends the cells: it is journaled first, then thrown.
 */
export async function runExperiment<Target extends PageTarget>(
  runContext: RunContext,
  experiment: Experiment<Target>,
): Promise<CellKey[]> {
  const { counts, seed, goOn } = experiment;
  return conduct(runContext, experiment, async (running) => {
    await running.iterate(counts, seed);
    let more = goOn?.(running.key) ?? {};
    while (Object.values(more).some((count) => count > 0)) {
      await running.iterate(more, seed);
      more = goOn?.(running.key) ?? {};
    }
  });
}

/** Begins all cells, lets `body` iterate them, and always ends them. */
export async function conduct<Target extends PageTarget>(
  runContext: RunContext,
  experiment: Experiment<Target>,
  body: (running: RunningExperiment<Target>) => Promise<void>,
): Promise<CellKey[]> {
  const cells = experiment.arms.map((arm) => new RunningCell(runContext, experiment, arm));
  try {
    for (const cell of cells) await cell.begin();
    await runContext.reference?.atEdge();
    if (experiment.warmUp === true) for (const cell of cells) await cell.warmUp();
    await body(new RunningExperiment(cells, experiment.scenario.passes, runContext.reference));
    for (const cell of cells) await cell.pause();
    await runContext.reference?.atEdge();
    for (const cell of cells) await cell.end(null);
  } catch (cause) {
    for (const cell of cells) await cell.end(causeText(cause));
    throw cause;
  }
  return cells.map((cell) => cell.key);
}

/** How a block is measured. */
export interface BlockOptions {
  passes: readonly PassId[];
  /** Random numbers for the order of the arms. */
  random: () => number;
  /** For the progress: `block 3 of at most 12`. */
  title: string;
  /** The block closes this bench's browser first, so that it launches its own. */
  bench: Bench;
}

/** The cells of an experiment between their beginning and their end. */
export class RunningExperiment<Target extends PageTarget> {
  readonly #cells: readonly RunningCell<Target>[];
  readonly #passes: readonly PassId[];
  readonly #reference: ReferenceReadings | undefined;
  #active: RunningCell<Target> | undefined;

  constructor(
    cells: readonly RunningCell<Target>[],
    passes: readonly PassId[],
    reference: ReferenceReadings | undefined,
  ) {
    this.#cells = cells;
    this.#passes = passes;
    this.#reference = reference;
  }

  /** The key of the first cell. */
  get key(): CellKey {
    const [cell] = this.#cells;
    if (cell === undefined) throw new RangeError('an experiment without arms');
    return cell.key;
  }

  /** Adds this number of valid iterations to every cell, with arms and passes shuffled in blocks. */
  async iterate(counts: IterationCounts, seed: number): Promise<void> {
    const order = planOrder(this.#cells, this.#passes, counts, seed);
    for (const [index, { arm: cell, pass }] of order.entries()) {
      if (this.#active !== cell) await this.#active?.pause();
      this.#active = cell;
      await this.#readReference(pass);
      const side = this.#cells.length > 1 ? `${cell.key.arm}: ` : '';
      await cell.measure(pass, `${side}${pass} ${index + 1} of ${order.length}`, counts[pass] ?? 0);
    }
  }

  async #readReference(pass: PassId): Promise<void> {
    const besideLoad = this.#cells.some(({ isLoaded }) => isLoaded);
    await this.#reference?.beforeIteration(pass, besideLoad);
  }

  /**
   * One block with a new browser: two valid iterations per arm and pass ({@link planBlock}). Each place of its
   * order has a new server, because a process keeps its habits: two iterations that share one would not be
   * exchangeable with those of the other arm.
   */
  async block(block: number, { passes, random, title, bench }: BlockOptions): Promise<void> {
    await this.#active?.pause();
    this.#active = undefined;
    await bench.close();
    for (const { arm: cell, pass } of planBlock(this.#cells, passes, random)) {
      // Also of the same arm: its server restarts.
      await this.#active?.pause();
      this.#active = cell;
      await cell.renew();
      await this.#readReference(pass);
      await cell.measure(pass, `${title}, ${cell.key.arm}: ${pass}`, 2, block);
    }
  }
}
