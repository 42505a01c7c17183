/** `run --against <git ref>`: another commit of the target as the baseline of every cell. */
import '../core/disposable-stack.ts';
import type { Command } from 'commander';
import { z } from 'zod';
import { HarnessError } from '../core/errors.ts';
import { parsePrimary, primaryFor } from '../measure/primary.ts';
import type { RunOptions } from '../measure/run-options.ts';
import { chatScenarios } from '../scenarios/index.ts';
import { describeWorkingTree, type NamedCommit, resolveCommit } from '../targets/builds/git.ts';
import type { LoadedTarget } from '../targets/load-target.ts';
import { contextOf } from '../targets/start-target.ts';
import { onInterrupt } from './interrupt.ts';
import { duration, list, share } from './options.ts';
import type { SuiteCell } from './suite-cells.ts';
import { surroundingsOf } from './target.ts';
import type { Logger } from './terminal.ts';

/** One build against itself differed by up to 14 % in a whole run, see docs/decisions/two-builds.md. */
const smallestEffect = 0.2;

export interface AgainstFlags {
  against?: string;
  primary?: string[];
  minEffect: number;
  maxTime: number;
  strict?: true;
}

/** Adds what says how two builds are compared. */
export function addAgainstOptions(command: Command): Command {
  return command
    .option('--against <git ref>', 'measure the chat of that commit beside this working tree, and compare')
    .option('--primary <list>', 'with --against: at most three metrics that decide in every cell', list)
    .option(
      '--min-effect <percent>',
      'with --against: differences below this do not matter',
      share,
      smallestEffect,
    )
    .option('--max-time <time>', 'with --against: how long to measure, builds not counted', duration, 300_000)
    .option('--strict', 'with --against: an inconclusive cell makes the exit code 1');
}

/** Flags of `run` that have no meaning beside `--against`. */
interface Others {
  nightly?: true;
  baseline?: string;
  history?: boolean;
  shard?: string;
}

/**
 * The commit of `--against`, before anything is set up; undefined without it.
 *
 * @throws HarnessError `OPTIONS_CONFLICT`, `REF_UNKNOWN`, `REF_SHALLOW`, `PRIMARY_TOO_MANY` and the like
 */
export async function baselineCommit({
  against,
  primary,
  strict,
  ...others
}: AgainstFlags & Others): Promise<NamedCommit | undefined> {
  if (against === undefined) {
    assertNoRules({ primary, strict });
    return undefined;
  }
  const conflicts = (['nightly', 'baseline', 'history', 'shard'] as const).filter(
    (name) => others[name] !== undefined && others[name] !== false,
  );
  if (conflicts.length > 0) {
    throw new HarnessError(
      'OPTIONS_CONFLICT',
      `--against does not go with --${conflicts.join(' and --')}: it measures its own baseline in this run.`,
      `Leave out --${conflicts.join(' and --')}, or run without --against.`,
    );
  }
  if (primary !== undefined) parsePrimary(primary);
  return resolveCommit(process.cwd(), against);
}

/**
 * Before anything is built: that every chosen cell has a pass for each of the metrics that are to decide in it.
 *
 * @throws HarnessError `PRIMARY_NOT_MEASURED`
 */
export function assertPrimary(cells: readonly SuiteCell[], primary: readonly string[] | undefined): void {
  if (primary === undefined) return;
  for (const { scenario, messages } of cells) {
    const known = chatScenarios[scenario];
    if (known !== undefined) primaryFor(known.at(messages), primary);
  }
}

/** A run without `--against` has budgets, which these rules do not speak of. */
function assertNoRules(rules: Readonly<Record<string, unknown>>): void {
  const given = Object.entries(rules).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`]));
  if (given.length === 0) return;
  throw new HarnessError(
    'OPTIONS_CONFLICT',
    `${given.join(' and ')} says how two builds are compared, and no other is named.`,
    'Name one with --against <git ref>, or leave it out: budgets are judged strictly anyway.',
  );
}

/** The baseline of a run, built. */
export interface Against extends AsyncDisposable {
  /** Gives each arm its own copy of what the target has made ready, which has to outlive it. */
  on: (state: unknown) => Promise<AgainstData>;
  /** @throws HarnessError `INTERRUPTED` once the user wants no more */
  assertWanted: () => void;
}

/** What both arms start on: it goes when it is disposed of. */
export interface AgainstData extends AsyncDisposable {
  /** Of the candidate; it may hold a password. */
  candidate: unknown;
  /** What the fixtures have to know. */
  options: NonNullable<RunOptions['against']>;
}

/**
 * Builds the baseline. From here on an interrupt does not end the process at once: it ends what is under way,
 * and the caller disposes of the rest, so that no worktree and no database is left.
 *
 * @throws HarnessError `TARGET_CANNOT` where the target cannot build another commit
 * @param cells that are compared, which share one error rate
 */
export async function prepareAgainst(
  commit: NamedCommit,
  flags: AgainstFlags & { iterations?: number },
  { target, cells, loaded }: Pick<RunOptions, 'target'> & { cells: number; loaded: LoadedTarget },
  logger: Logger,
): Promise<Against> {
  const { builds } = loaded.definition;
  if (builds === undefined) {
    throw new HarnessError(
      'TARGET_CANNOT',
      `The target ${target.id} cannot be built of another commit (builds).`,
      'Compare two addresses with "backscroll ab", or two commits with its --a-ref, --b-ref and --serve.',
    );
  }
  await using stack = new AsyncDisposableStack();
  const { signal } = stack.use(onInterrupt(() => Promise.resolve()));
  const context = contextOf(loaded, surroundingsOf(logger, target.options));
  const build = await logger.timed(
    'Baseline',
    () => builds.build(commit, { ...context, signal }),
    ({ summary }) => summary,
  );
  stack.defer(async () => build[Symbol.asyncDispose]?.());
  const kept = stack.move();
  return {
    on: async (state) => {
      const arms = await logger.timed(
        'Data',
        () => build.arms(state),
        ({ summary }) => summary,
      );
      const options = {
        ...(await rulesOf(flags, commit)),
        cells,
        state: z.json().parse(arms.baseline),
      };
      return {
        options,
        candidate: arms.candidate,
        [Symbol.asyncDispose]: async () => arms[Symbol.asyncDispose]?.(),
      };
    },
    assertWanted: () => signal.throwIfAborted(),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function rulesOf(
  { primary, minEffect, maxTime, strict, iterations }: AgainstFlags & { iterations?: number },
  commit: NamedCommit,
): Promise<Omit<NonNullable<RunOptions['against']>, 'cells' | 'state'>> {
  return {
    ...commit,
    candidate: await describeWorkingTree(process.cwd()),
    primary: primary ?? null,
    minEffect,
    maxMs: maxTime,
    strict: strict ?? false,
    iterations: iterations ?? null,
  };
}
