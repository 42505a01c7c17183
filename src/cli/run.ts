import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { sizeNames } from '../../seed/index.ts';
import { exitCode } from '../core/errors.ts';
import { exitCodeOf } from '../core/exit-code.ts';
import { results as resultsSchema } from '../core/results.ts';
import { localServerPid } from '../database/local-server.ts';
import type { RunOptions } from '../measure/run-options.ts';
import { suites } from '../measure/suites.ts';
import { scenarioIds } from '../scenarios/index.ts';
import { defectIds } from '../targets/reference-chat/defects.ts';
import { type Ground, prepareGround } from '../targets/reference-chat/index.ts';
import { parseTrafficPlan } from '../traffic/mix.ts';
import { type BaselineFlags, baselineOf } from './baseline.ts';
import { calibrateAloud } from './calibrate.ts';
import { keepInHistory } from './keep-run.ts';
import { count, hostFontsText, known, list, profilesOf, shardOf, share, whole } from './options.ts';
import { type OwnProcessFlags, ownProcesses, ownProcessOption } from './own-process.ts';
import { playwrightCli } from './playwright.ts';
import { awaitQuietHostAloud } from './quiet-host.ts';
import { assertFolderFree, claimRunFolder } from './run-folder.ts';
import { makeScratch } from './scratch.ts';
import { ensureBrowserAloud, project } from './set-up.ts';
import { assertSomeCell, leftOut, readSuiteCells } from './suite-cells.ts';
import { guarded, Voice } from './terminal.ts';

interface RunFlags extends BaselineFlags, OwnProcessFlags {
  nightly?: true;
  network?: string[];
  cpu?: string[];
  scenario?: string[];
  messages?: string[];
  iterations?: number;
  traffic?: string;
  defect?: string[];
  history?: true;
  size: string;
  dataSeed: number;
  seed: number;
  output?: string;
  json?: string;
  shard?: string;
  hostFonts?: true;
}

export function addRun(program: Command): void {
  program
    .command('run')
    .summary('measure the reference chat and judge it against its budgets')
    .description(
      'Sets up whatever is missing, measures every scenario under every profile, judges and reports.',
    )
    .option('--quick', 'the suite of a pull request, under five minutes (default)')
    .option('--nightly', 'the full matrix of networks and CPU slowdowns')
    .option('--network <list>', 'networks instead of the suite’s: none, slow-3g, 3g, fast-3g, 4g', list)
    .option('--cpu <list>', 'CPUs instead of the suite’s: low-tier, mid-tier, or slowdowns such as 1,4', list)
    .option('--scenario <list>', `only these: ${scenarioIds.join(', ')}`, list)
    .option('--messages <list>', 'only conversations of these lengths, such as 50,2000', list)
    .option('--iterations <n>', 'valid iterations of every judged pass', count)
    .option('--traffic <plan>', 'background traffic: none, light, steady, heavy, or a rate such as 60/s')
    .option('--defect <list>', `plant faults in the reference chat: ${defectIds.join(', ')}`, list)
    .option(
      '--baseline <run>',
      'an earlier run that must not be fallen behind: results.json, folder, or of the history its id or latest',
    )
    .option('--max-regression <percent>', 'what may be lost against the baseline', share, 0.05)
    .option('--force', 'judge against a baseline of another machine or data set, and mark it')
    .option('--history', 'keep the run in the history, as it is when BACKSCROLL_HISTORY_URL is set')
    .option('--size <size>', `data set: ${sizeNames.join(', ')}`, 'standard')
    .option('--data-seed <n>', 'seed of the data set', whole, 1)
    .option('--seed <n>', 'seed of the order of iterations', whole, 1)
    .option('--host-fonts', hostFontsText)
    .option('--output <folder>', 'folder of the run instead of reports/<run id>')
    .option('--json <file>', 'also write the results there; - for standard output, and nothing else on it')
    .option('--shard <i/n>', 'only the i-th of n parts; "backscroll merge" makes one run of them', shardOf)
    .addOption(ownProcessOption())
    .addHelpText(
      'after',
      `
Examples:
  backscroll run --quick
  backscroll run --scenario scroll-history --messages 50,2000 --network none --cpu 1
  backscroll run --defect no-virtualization
  backscroll run --json - | jq .verdict
  backscroll run --baseline reports/20261120T190000Z --iterations 10
  backscroll run --history --baseline latest
  DATABASE_URL=postgres://user@localhost/scratch backscroll run

Exit codes: 0 good, 1 a budget missed or inconclusive, 2 could not run, 3 invalid, 130 interrupted.`,
    )
    .action((flags: RunFlags) => guarded(() => run(flags)));
}

async function run(flags: RunFlags): Promise<number> {
  const voice = new Voice();
  const wanted = runOptionsOf(flags);
  assertFolderFree(flags.output);
  await checkSelection(voice, flags, wanted);
  const browser = await ensureBrowserAloud(voice, wanted.hostFonts);
  await using ground = await voice.timed(
    'Chat',
    () =>
      prepareGround({
        databaseUrl: process.env.DATABASE_URL,
        directory: wanted.directory,
        size: wanted.size,
        seed: wanted.dataSeed,
        say: (line) => voice.say(`  ${line}`),
        progress: (line) => voice.progress(line),
      }),
    ({ database, dataset }) =>
      `PostgreSQL ${database.version} (${database.kind}), data ${dataset.size}/${dataset.seed}: ${dataset.rows} rows ${dataset.loaded ? `loaded in ${dataset.seconds.toFixed(1)} s` : 'kept'}`,
  );
  const server = await localServerPid(ground.database.url);
  await awaitQuietHostAloud(voice, [...(server === undefined ? [] : [server]), ...wanted.ownProcesses]);
  const devices = await calibrateAloud(voice, browser, wanted.profiles);
  const baseline = await baselineOf(flags, {
    options: { traffic: wanted.traffic },
    browser,
    ground,
    directory: wanted.directory,
  });
  const { id, folder } = claimRunFolder(flags.output);
  voice.say(`Measuring ${wanted.profiles.join(', ')} into ${path.relative('.', folder)}`);
  const asked: RunOptions = {
    ...wanted,
    baseline,
    devices,
    id,
    folder,
    browser: { path: browser.executablePath, origin: browser.origin },
    database: { url: ground.database.url, kind: ground.database.kind },
  };
  const ended = await runPlaywright(asked, grepOf(flags), flags.json === '-');
  if (flags.json !== undefined) handOver(path.join(folder, 'results.json'), flags.json);
  if (ended === exitCode.interrupted) return ended;
  // A shard is half a run: the history keeps what they are merged to.
  if (asked.shard === null) await keepIfAsked(voice, flags, asked, ground.database);
  return judgedExitCode(folder, ended);
}

/** After the verdict is in the files: a history that is down changes nothing of it. */
async function keepIfAsked(
  voice: Voice,
  { history }: RunFlags,
  { folder, directory }: Pick<RunOptions, 'folder' | 'directory'>,
  { kind, url }: Ground['database'],
): Promise<void> {
  const historyUrl = process.env.BACKSCROLL_HISTORY_URL;
  if (history === undefined && (historyUrl === undefined || historyUrl === '')) return;
  const embeddedUrl = kind === 'embedded' ? url : undefined;
  await keepInHistory(voice, { folder, directory, historyUrl, embeddedUrl });
}

function runOptionsOf(
  flags: RunFlags,
): Omit<RunOptions, 'id' | 'folder' | 'baseline' | 'browser' | 'database' | 'devices'> {
  const suite = flags.nightly === true ? 'nightly' : 'quick';
  const { profiles, iterations, traffic } = suites[suite];
  const n = flags.iterations;
  const plan = flags.traffic ?? traffic;
  parseTrafficPlan(plan);
  for (const scenario of flags.scenario ?? []) known('scenario', scenario, scenarioIds);
  for (const defect of flags.defect ?? []) known('defect', defect, defectIds);
  return {
    directory: path.resolve(project, '.backscroll'),
    suite,
    profiles:
      flags.network === undefined && flags.cpu === undefined
        ? profiles
        : profilesOf(flags.network ?? ['fast-3g'], flags.cpu ?? ['4']),
    iterations: n === undefined ? iterations : { recorded: 1, timing: n, memory: n, lighthouse: n },
    traffic: plan,
    defects: flags.defect ?? [],
    size: known('size', flags.size, sizeNames) as RunOptions['size'],
    dataSeed: flags.dataSeed,
    seed: flags.seed,
    shard: flags.shard ?? null,
    hostFonts: flags.hostFonts ?? false,
    ownProcesses: ownProcesses(flags),
  };
}

/** Before anything is set up: Playwright itself says only that it found no tests. */
async function checkSelection(
  voice: Voice,
  { scenario, messages }: RunFlags,
  { suite, profiles }: Pick<RunOptions, 'suite' | 'profiles'>,
): Promise<void> {
  const [standard] = suites.quick.profiles;
  if (standard === undefined || (scenario === undefined && messages === undefined)) return;
  const cells = await readSuiteCells(standard);
  const filter = { suite, profiles, scenario, messages };
  assertSomeCell(cells, filter);
  for (const line of leftOut(cells, filter)) voice.say(line);
}

/** Playwright selects tests by their tags. */
function grepOf({ scenario, messages, nightly }: RunFlags): string[] {
  const any = (prefix: string, names: readonly string[] | undefined) =>
    names === undefined ? '' : `(?=.*@${prefix}(?:${names.join('|')})(?:\\s|$))`;
  const pattern = any('', scenario) + any('messages-', messages);
  // Who asks for a length by name gets it in every suite.
  const quick = nightly === undefined && messages === undefined ? ['--grep-invert', '@nightly'] : [];
  return [...quick, ...(pattern === '' ? [] : ['--grep', pattern])];
}

/** Runs the specs in a process of their own, which ends when we do. */
async function runPlaywright(options: RunOptions, grep: readonly string[], quiet: boolean): Promise<number> {
  const projects = options.profiles.map((profile) => `--project=${profile}`);
  const shard = options.shard === null ? [] : [`--shard=${options.shard}`];
  await using scratch = await makeScratch();
  const child = spawn(process.execPath, [playwrightCli(), 'test', ...projects, ...shard, ...grep], {
    cwd: project,
    // Where standard output is for the results alone, what is said goes to standard error.
    stdio: ['pipe', quiet ? process.stderr.fd : 'inherit', 'inherit'],
    env: {
      ...process.env,
      TMPDIR: scratch.folder,
      BACKSCROLL_RUN: JSON.stringify(options),
      BACKSCROLL_END_WITH_INPUT: '1',
    },
  });
  let interrupted = false;
  // The terminal sends Ctrl-C to both: Playwright ends its workers and reports, we wait for it.
  const interrupt = (): void => {
    interrupted = true;
    child.stdin?.end();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const [code] = (await once(child, 'exit')) as [number | null];
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  return interrupted ? exitCode.interrupted : (code ?? exitCode.couldNotRun);
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
