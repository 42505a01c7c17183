/** `run --against <git ref>`: another commit of the reference chat as the baseline of every cell. */
import type { Command } from 'commander';
import { HarnessError } from '../core/errors.ts';
import { parsePrimary, primaryFor } from '../measure/primary.ts';
import type { RunOptions } from '../measure/run-options.ts';
import { chatScenarios } from '../scenarios/index.ts';
import { describeWorkingTree, type NamedCommit, resolveCommit } from '../targets/builds/git.ts';
import { prepareArms } from '../targets/reference-chat/baseline.ts';
import { buildChatOf, type ChatBuild } from '../targets/reference-chat/build.ts';
import type { Ground } from '../targets/reference-chat/index.ts';
import { onInterrupt } from './interrupt.ts';
import { duration, list, share } from './options.ts';
import { project } from './set-up.ts';
import type { SuiteCell } from './suite-cells.ts';
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
    .option('--strict', 'with --against: a cell that cannot be told makes the exit code 1');
}

/** Flags of `run` that have no meaning beside `--against`. */
interface Others {
  nightly?: true;
  baseline?: string;
  history?: true;
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
    (name) => others[name] !== undefined,
  );
  if (conflicts.length > 0) {
    throw new HarnessError(
      'OPTIONS_CONFLICT',
      `--against does not go with --${conflicts.join(' and --')}: it measures its own baseline in this run.`,
      `Leave out --${conflicts.join(' and --')}, or run without --against.`,
    );
  }
  if (primary !== undefined) parsePrimary(primary);
  return resolveCommit(project, against);
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
    if (known !== undefined) primaryFor(known({ messages: Number(messages) }), primary);
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
  /** Makes the data of both arms on the server of the original, which has to outlive it. */
  on: (ground: Ground) => Promise<AgainstData>;
  /** @throws HarnessError `INTERRUPTED` once the user wants no more */
  assertWanted: () => void;
}

/** The data of both arms: their databases are dropped when it is disposed of. */
export interface AgainstData extends AsyncDisposable {
  /** Of the candidate's database; it holds the password. */
  candidateUrl: string;
  /** What the fixtures have to know. */
  options: NonNullable<RunOptions['against']>;
}

/**
 * Builds the baseline. From here on an interrupt does not end the process at once: it ends what is under way,
 * and the caller disposes of the rest, so that no worktree and no database is left.
 *
 * @param cells that are compared, which share one error rate
 */
export async function prepareAgainst(
  commit: NamedCommit,
  flags: AgainstFlags & { iterations?: number },
  {
    directory,
    size,
    dataSeed,
    cells,
  }: Pick<RunOptions, 'directory' | 'size' | 'dataSeed'> & { cells: number },
  logger: Logger,
): Promise<Against> {
  await using stack = new AsyncDisposableStack();
  const { signal } = stack.use(onInterrupt(() => Promise.resolve()));
  const progress = (line: string) => logger.progress(line);
  const build = await logger.timed(
    'Baseline',
    () => buildChatOf(commit, { directory, environment: process.env, signal, progress }),
    ({ built, commit: { label, hash } }) => `${label}, ${hash}: ${built ? 'built' : 'its build is kept'}`,
  );
  const kept = stack.move();
  return {
    on: async (ground) => {
      const data = { directory, size, seed: dataSeed };
      const arms = await logger.timed(
        'Data',
        () => prepareArms(build, ground, data, progress),
        ({ baseline: { copied, dataset } }) =>
          `${dataset.rows} rows for each build, the baseline's ${copied ? 'copied' : 'loaded'}`,
      );
      const options = { ...(await rulesOf(flags, build)), cells, databaseUrl: arms.baseline.url };
      const candidateUrl = arms.candidate.url;
      return { options, candidateUrl, [Symbol.asyncDispose]: () => arms[Symbol.asyncDispose]() };
    },
    assertWanted: () => signal.throwIfAborted(),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function rulesOf(
  { primary, minEffect, maxTime, strict, iterations }: AgainstFlags & { iterations?: number },
  { commit, folder }: ChatBuild,
): Promise<Omit<NonNullable<RunOptions['against']>, 'cells' | 'databaseUrl'>> {
  return {
    ...commit,
    folder,
    candidate: await describeWorkingTree(project),
    primary: primary ?? null,
    minEffect,
    maxMs: maxTime,
    strict: strict ?? false,
    iterations: iterations ?? null,
  };
}
