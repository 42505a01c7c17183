import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import type { BackscrollConfig } from '../config/config.ts';
import { configuredRun } from '../config/settings.ts';
import { exitCode } from '../core/errors.ts';
import { exitCodeOf } from '../core/judging/exit-code.ts';
import { results as resultsSchema } from '../core/results/results.ts';
import type { RunOptions } from '../measure/run-options.ts';
import { whereRoom } from '../measure/suites.ts';
import { networkIds } from '../profiles/profile.ts';
import { scenarioIds } from '../scenarios/index.ts';
import { configuredScenarios } from '../scenarios/settings.ts';
import type { LoadedTarget } from '../targets/load-target.ts';
import type { prepareTarget } from '../targets/start-target.ts';
import { parseTrafficPlan } from '../traffic/mix.ts';
import { type BaselineFlags, baselineOf } from './baseline.ts';
import { calibrateSuiteLogged } from './calibrate.ts';
import { stateFolder } from './folders.ts';
import { keepInHistory } from './keep-run.ts';
import { addHostFonts, count, known, list, profilesOf, shardOf, share, whole } from './options.ts';
import { type OwnProcessFlags, ownProcesses, ownProcessOption } from './own-process.ts';
import { awaitQuietHostLogged } from './quiet-host.ts';
import {
  type AgainstFlags,
  addAgainstOptions,
  assertPrimary,
  baselineCommit,
  prepareAgainst,
} from './run-against.ts';
import { assertFolderFree, claimRunFolder } from './run-folder.ts';
import { runSpecs } from './run-specs.ts';
import { ensureBrowserLogged } from './set-up.ts';
import { assertSomeCell, chosenCells, leftOut, suiteCells } from './suite-cells.ts';
import {
  addTargetOptions,
  defectsOf,
  prepareTargetLogged,
  type TargetFlags,
  targetOptionsOf,
} from './target.ts';
import { guarded, Logger } from './terminal.ts';

interface RunFlags extends BaselineFlags, AgainstFlags, OwnProcessFlags, TargetFlags {
  nightly?: true;
  network?: string[];
  cpu?: string[];
  scenario?: string[];
  messages?: string[];
  iterations?: number;
  traffic?: string;
  history?: boolean;
  seed: number;
  output?: string;
  json?: string;
  shard?: string;
  hostFonts?: boolean;
}

export function addRun(program: Command, target: LoadedTarget, config: BackscrollConfig): void {
  const command = program
    .command('run')
    .summary('measure a chat and judge it against its budgets')
    .description(
      'Sets up whatever is missing, measures every scenario under every profile, judges and reports.',
    )
    .option('--quick', 'the suite of a pull request, under five minutes (default)')
    .option('--nightly', 'the full matrix of networks and CPU slowdowns')
    .option('--network <list>', `networks instead of the suite’s: ${networkIds}`, list)
    .option('--cpu <list>', 'CPUs instead of the suite’s: low-tier, mid-tier, or slowdowns such as 1,4', list)
    .option('--scenario <list>', `only these: ${scenarioIds.join(', ')}`, list)
    .option('--messages <list>', 'only conversations of these lengths, such as 50,2000', list)
    .option('--iterations <n>', 'valid iterations of every judged pass', count)
    .option('--traffic <plan>', 'background traffic: none, light, steady, heavy, or a rate such as 60/s')
    .option(
      '--baseline <run>',
      'an earlier run that must not be fallen behind: results.json, folder, or of the history its id or latest',
    )
    .option('--max-regression <percent>', 'what may be lost against the baseline', share, 0.05)
    .option('--force', 'judge against a baseline of another browser or data set, and mark it')
    .option('--history', 'keep the run in the history, as it is when BACKSCROLL_HISTORY_URL is set')
    .option('--no-history', 'do not keep it, whatever the configuration and the environment say');
  const [defect] = target.definition.defectIds ?? [];
  addHostFonts(addAgainstOptions(command), config)
    .option('--seed <n>', 'seed of the order of iterations', whole, 1)
    .option('--output <folder>', 'folder of the run instead of reports/<run id>')
    .option('--json <file>', 'also write the results there; - for standard output, and nothing else on it')
    .option('--shard <i/n>', 'only the i-th of n parts; "backscroll merge" makes one run of them', shardOf)
    .addOption(ownProcessOption());
  addTargetOptions(command, target)
    .addHelpText(
      'after',
      `
Examples:
  backscroll run --quick
  backscroll run --scenario scroll-history --messages 50,2000 --network none --cpu 1
${defect === undefined ? '' : `  backscroll run --defect ${defect}\n`}  backscroll run --json - | jq .verdict
  backscroll run --against main
  backscroll run --against HEAD --scenario send-message --max-time 10m --strict
  backscroll run --baseline reports/20261120T190000Z --iterations 10
  backscroll run --history --baseline latest
  DATABASE_URL=postgres://user@localhost/scratch backscroll run

Exit codes: 0 good, 1 a budget missed or inconclusive, 2 could not run, 3 invalid, 130 interrupted.
With --against: 1 worse, 0 better, same or cannot tell, which --strict makes 1.`,
    )
    .action((flags: RunFlags) => guarded(() => run({ target, config }, flags)));
}

interface Project {
  target: LoadedTarget;
  config: BackscrollConfig;
}

async function run(project: Project, flags: RunFlags): Promise<number> {
  const { target, config } = project;
  const logger = new Logger();
  const wanted = runOptionsOf(project, flags);
  assertFolderFree(flags.output);
  const commit = await baselineCommit(flags);
  const cells = checkSelection(logger, flags, wanted);
  await using against =
    commit === undefined
      ? undefined
      : await prepareAgainst(commit, flags, { ...wanted, cells, loaded: target }, logger);
  const browser = await ensureBrowserLogged(logger, wanted.hostFonts);
  await using prepared = await prepareTargetLogged(logger, target, wanted.target.options);
  // Behind the server, so that its database is dropped before that ends.
  await using compared = await against?.on(prepared.state);
  const { ownProcesses: own = [], database = null } = prepared;
  await awaitQuietHostLogged(logger, [...own, ...wanted.ownProcesses]);
  const found = await calibrateSuiteLogged(logger, browser, wanted, optionalOf(flags));
  const baseline = await baselineOf(flags, {
    options: { traffic: wanted.traffic },
    browser,
    prepared,
    directory: wanted.directory,
  });
  against?.assertWanted();
  const { id, folder } = claimRunFolder(flags.output);
  const made = wanted.profiles.filter((profile) => !found.leftOut.some((each) => each.profile === profile));
  logger.say(`Measuring ${made.join(', ')} into ${path.relative('.', folder)}`);
  const runOptions: RunOptions = {
    ...wanted,
    target: {
      ...wanted.target,
      prepared: { state: stateOf(compared?.candidate ?? prepared.state), database, ownProcesses: [...own] },
    },
    baseline,
    ...found,
    against: compared?.options ?? null,
    id,
    folder,
    browser: { path: browser.executablePath, origin: browser.origin },
  };
  const ended = await runSpecs(runOptions, grepOf(flags), flags.json === '-');
  if (flags.json !== undefined) handOver(path.join(folder, 'results.json'), flags.json);
  if (ended === exitCode.interrupted) return ended;
  // A shard is half a run: the history keeps what they are merged to, and of two builds nothing.
  if (runOptions.shard === null && runOptions.against === null)
    await keepIfWanted(logger, flags.history ?? config.history?.keep, runOptions, prepared);
  return judgedExitCode(folder, ended);
}

/** For another process: plain JSON. */
function stateOf(state: unknown): z.infer<ReturnType<typeof z.json>> {
  return z.json().parse(state ?? null);
}

/** A profile that was requested by name is measured or refused. */
function optionalOf({ network, cpu }: RunFlags): readonly string[] {
  return network === undefined && cpu === undefined ? whereRoom : [];
}

/** After the verdict is in the files: a history that is down changes nothing of it. */
async function keepIfWanted(
  logger: Logger,
  requested: boolean | undefined,
  { folder, directory }: Pick<RunOptions, 'folder' | 'directory'>,
  { historyUrl: embeddedUrl }: Awaited<ReturnType<typeof prepareTarget>>,
): Promise<void> {
  const historyUrl = process.env.BACKSCROLL_HISTORY_URL;
  const isGiven = historyUrl !== undefined && historyUrl !== '';
  if (!(requested ?? isGiven)) return;
  await keepInHistory(logger, { folder, directory, historyUrl, embeddedUrl });
}

/** What is known only when all is set up. */
type SetLater = 'id' | 'folder' | 'baseline' | 'against' | 'browser' | 'devices' | 'leftOut';

function runOptionsOf(
  { target: { definition, file }, config }: Project,
  flags: RunFlags,
): Omit<RunOptions, SetLater> {
  const suite = flags.nightly === true ? 'nightly' : 'quick';
  const configured = configuredRun(suite, config);
  const { profiles, iterations, traffic } = configured;
  const n = flags.iterations;
  // Load takes cores from both builds and adds to the noise: two of them are compared without, unless it is requested.
  const plan = flags.traffic ?? (flags.against === undefined ? traffic : 'none');
  parseTrafficPlan(plan);
  for (const scenario of flags.scenario ?? []) known('scenario', scenario, scenarioIds);
  return {
    ...configured,
    directory: stateFolder(),
    profiles:
      flags.network === undefined && flags.cpu === undefined
        ? profiles
        : profilesOf(flags.network ?? ['fast-3g'], flags.cpu ?? ['low-tier']),
    iterations: n === undefined ? iterations : { recorded: 1, timing: n, memory: n, lighthouse: n },
    traffic: plan,
    defects: defectsOf(definition, flags),
    config: flags.config ?? null,
    target: {
      ...{ file, id: definition.id, module: flags.target ?? null },
      ...{ options: targetOptionsOf(definition, flags), prepared: null },
    },
    seed: flags.seed,
    shard: flags.shard ?? null,
    hostFonts: flags.hostFonts ?? configured.hostFonts,
    ownProcesses: ownProcesses(flags),
  };
}

/**
 * Before anything is set up: Playwright itself says only that it found no tests.
 *
 * @returns how many cells there are; 0 where nobody needs to know
 */
function checkSelection(
  logger: Logger,
  flags: RunFlags,
  { suite, profiles, scenarios }: Pick<RunOptions, 'suite' | 'profiles' | 'scenarios'>,
): number {
  const { scenario, messages } = flags;
  const filtered = scenario !== undefined || messages !== undefined;
  if (!filtered && flags.against === undefined) return 0;
  const cells = suiteCells(configuredScenarios(scenarios));
  const filter = { suite, profiles, scenario, messages, twoBuilds: isNarrowed(flags) };
  assertSomeCell(cells, filter);
  const chosen = chosenCells(cells, filter);
  assertPrimary(chosen, flags.primary);
  for (const line of leftOut(cells, filter)) logger.say(line);
  return chosen.length * profiles.length;
}

/** Two builds take many iterations of each cell: without a choice only those that show most are compared. */
function isNarrowed({ against, scenario, messages }: RunFlags): boolean {
  return against !== undefined && scenario === undefined && messages === undefined;
}

/** Playwright selects tests by their tags. */
function grepOf(flags: RunFlags): string[] {
  const { scenario, messages, nightly } = flags;
  if (isNarrowed(flags)) return ['--grep', '@two-builds(?:\\s|$)'];
  const any = (prefix: string, names: readonly string[] | undefined) =>
    names === undefined ? '' : `(?=.*@${prefix}(?:${names.join('|')})(?:\\s|$))`;
  const pattern = any('', scenario) + any('messages-', messages);
  // Who asks for a length by name gets it in every suite.
  const quick = nightly === undefined && messages === undefined ? ['--grep-invert', '@nightly'] : [];
  return [...quick, ...(pattern === '' ? [] : ['--grep', pattern])];
}

/** Nothing is handed over where nothing was measured. */
function handOver(results: string, to: string): void {
  if (!existsSync(results)) return;
  if (to === '-') process.stdout.write(readFileSync(results));
  else copyFileSync(results, to);
}

/** Playwright knows 0 and 1; the results know why. */
function judgedExitCode(folder: string, playwrightCode: number): number {
  try {
    const text = readFileSync(path.join(folder, 'results.json'), 'utf8');
    return exitCodeOf(resultsSchema.parse(JSON.parse(text)));
  } catch {
    // No results: Playwright has said why.
    return playwrightCode === 0 ? exitCode.couldNotRun : Math.max(playwrightCode, exitCode.couldNotRun);
  }
}
