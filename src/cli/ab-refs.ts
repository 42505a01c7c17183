/** `ab --a-ref main --b-ref HEAD --build "…" --serve "…"`: two commits of anybody's repository as the sides. */
import '../core/disposable-stack.ts';
import path from 'node:path';
import type { Command } from 'commander';
import { HarnessError } from '../core/errors.ts';
import { type NamedCommit, placeInRepository, resolveCommit } from '../targets/builds/git.ts';
import { runGroup } from '../targets/builds/process-group.ts';
import { serveBuild } from '../targets/builds/serve.ts';
import { temporaryWorktree } from '../targets/builds/worktrees.ts';
import type { VisitTarget } from '../targets/page.ts';
import type { AbFlags } from './ab-flags.ts';
import type { ComparedTargets } from './ab-targets.ts';
import { stateFolder } from './folders.ts';
import { onInterrupt } from './interrupt.ts';
import { ownProcesses } from './own-process.ts';
import type { Logger } from './terminal.ts';
import { visitScenarioOf, visitTargetOf } from './visit-options.ts';

/** Names of the options that say how commits are built and served. */
export const buildOptionNames: readonly string[] = ['build', 'path', 'repository'];

/** Adds what says which commits, and how they are built and served. */
export function addRefOptions(command: Command): Command {
  return command
    .option('--a-ref <git ref>', 'the baseline: a commit, built and served by the commands below')
    .option('--b-ref <git ref>', 'the candidate, likewise')
    .option('--build <command>', 'builds a commit, in a worktree of its own')
    .option('--serve <command>', 'serves it there on the port in its variable PORT')
    .option('--path <path>', 'which page of it', '/')
    .option('--repository <folder>', 'the repository that has the commits', '.');
}

/** Whether the sides are commits; half of what that takes is refused. @throws HarnessError `SIDES_MISSING` */
export function areRefs({ a, b, aRef, bRef, serve }: Partial<AbFlags>): boolean {
  const pages = a !== undefined && b !== undefined;
  const refs = aRef !== undefined && bRef !== undefined && serve !== undefined;
  const some = [aRef, bRef, serve].some((each) => each !== undefined);
  if (pages && !some) return false;
  if (refs && a === undefined && b === undefined) return true;
  throw new HarnessError(
    'SIDES_MISSING',
    'Two sides are needed, of one kind.',
    'Give --a and --b with an address each, or --a-ref, --b-ref and --serve.',
  );
}

/**
 * Builds and serves both commits, each in a worktree that goes with the sides. From here on an interrupt ends
 * what is under way, and the caller disposes of the rest.
 *
 * @throws HarnessError `REF_UNKNOWN`, `BUILD_FAILED`, `SERVE_FAILED` and the like, with nothing left behind
 */
export async function refTargets(flags: AbFlags, logger: Logger): Promise<ComparedTargets<VisitTarget>> {
  const { aRef = '', bRef = '' } = flags;
  const repository = path.resolve(flags.repository);
  const commits = [await resolveCommit(repository, aRef), await resolveCommit(repository, bRef)] as const;
  await using stack = new AsyncDisposableStack();
  const { signal } = stack.use(onInterrupt(() => Promise.resolve()));
  const start = (commit: NamedCommit) =>
    logger.timed(
      'Build',
      () => servedCommit(commit, { ...flags, repository }, { stack, signal, logger }),
      ({ target }) => `${commit.label}, ${commit.hash}: answers at ${target.baseUrl}`,
    );
  const [a, b] = [await start(commits[0]), await start(commits[1])];
  const kept = stack.move();
  return {
    scenario: visitScenarioOf(flags, { path: flags.path.split('?')[0] ?? flags.path }),
    targets: [a.target, b.target],
    labels: [commits[0].label, commits[1].label],
    commits: [commits[0].hash, commits[1].hash],
    // A command line may hold a secret, and the folder is of this machine.
    recorded: { path: flags.path, serve: '…', ...(flags.build === undefined ? {} : { build: '…' }) },
    about: { id: a.target.id, database: null },
    // A page draws on whatever hosts it likes; these are one reader's visits, not load.
    allowHosts: ['*'],
    ownRoots: ownProcesses(flags),
    assertWanted: () => signal.throwIfAborted(),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

interface Surroundings {
  /** Gets what has to end with the sides. */
  stack: AsyncDisposableStack;
  signal: AbortSignal;
  logger: Logger;
}

async function servedCommit(
  commit: NamedCommit,
  flags: AbFlags,
  { stack, signal, logger }: Surroundings,
): Promise<{ target: VisitTarget }> {
  const { top, prefix } = await placeInRepository(flags.repository);
  const cache = path.join(stateFolder(), 'sides');
  const worktree = stack.use(await temporaryWorktree({ repository: top, hash: commit.hash, cache }));
  const folder = path.join(worktree.folder, prefix);
  const common = { environment: process.env, signal };
  if (flags.build !== undefined) {
    await build(flags.build, {
      ...common,
      folder,
      label: commit.label,
      say: (line) => logger.progress(line),
    });
  }
  const command = flags.serve ?? '';
  const served = stack.use(await serveBuild({ ...common, folder, command, label: commit.label }));
  const target = await visitTargetOf(new URL(flags.path, served.url).href, flags);
  return { target: Object.assign(target, { assertAlive: served.assertAlive, restart: served.restart }) };
}

async function build(
  command: string,
  order: {
    folder: string;
    label: string;
    environment: NodeJS.ProcessEnv;
    signal: AbortSignal;
    say: (line: string) => void;
  },
): Promise<void> {
  const { folder, label, environment, signal, say } = order;
  const onLine = (line: string) => say(`${label}: ${line}`);
  const options = { cwd: folder, env: environment, shell: true, onLine };
  const { ok, text } = await runGroup(command, [], options, signal);
  if (ok) return;
  throw new HarnessError(
    'BUILD_FAILED',
    `"${command}" failed for ${label} with ${text}`,
    'Run it by hand in a fresh checkout of that commit to see why.',
  );
}
