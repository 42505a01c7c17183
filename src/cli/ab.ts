import { performance } from 'node:perf_hooks';
import type { Command } from 'commander';
import type { BackscrollConfig } from '../config/config.ts';
import { formatDuration } from '../core/format.ts';
import { exitCodeOf } from '../core/judging/exit-code.ts';
import { firstLook } from '../core/statistics/sequential.ts';
import { confidence } from '../core/statistics/statistics.ts';
import type { Experiment } from '../measure/arms.ts';
import { runBlocks } from '../measure/blocks.ts';
import { defaultPrimary, primaryFor } from '../measure/primary.ts';
import { runSequential, type SequentialRules } from '../measure/sequential.ts';
import type { Profile } from '../profiles/profile.ts';
import { restNotes } from '../reporters/rest.ts';
import { comparisonText } from '../reporters/terminal/terminal-comparison.ts';
import { wrap } from '../reporters/terminal/terminal-table.ts';
import type { LoadedTarget } from '../targets/load-target.ts';
import type { PageTarget } from '../targets/target.ts';
import type { AbFlags } from './ab-flags.ts';
import { addRefOptions, refTargets } from './ab-refs.ts';
import { assertOfKind, sideKindOf, unrecorded } from './ab-sides.ts';
import { type ComparedTargets, type Paged, pageTargets, targetBuilds } from './ab-targets.ts';
import { decidable, keepResults, openLiveRun } from './live-run.ts';
import { count, duration, list, share } from './options.ts';
import { awaitQuietHostLogged } from './quiet-host.ts';
import { ensureBrowserLogged } from './set-up.ts';
import { addTargetOptions } from './target.ts';
import { guarded, Logger, screen } from './terminal.ts';
import { addVisitOptions, publicVisitFlags, visitProfileOf } from './visit-options.ts';

export function addAb(program: Command, target: LoadedTarget, config: BackscrollConfig): void {
  const { id, defectIds: [example] = [] } = target.definition;
  const command = program
    .command('ab')
    .summary('say whether one page is better or worse than another, measured side by side')
    .description(
      'Measures two pages in turn, shuffled, until the primary metrics are decided or the time is over. Looking at the data on the way is part of the plan and costs no false alarms.',
    )
    .option('--a <url>', `the baseline: an address, or ${id}[:defect,…]`)
    .option('--b <url>', 'the candidate, likewise');
  addRefOptions(command)
    .option(
      '--primary <list>',
      `at most three metrics that decide (default: the first three of ${defaultPrimary.join(', ')} that are measured)`,
      list,
    )
    .option('--min-effect <percent>', 'differences below this do not matter', share, 0.05)
    .option(
      '--max-time <time>',
      `begin nothing that would end later; ${firstLook} iterations of each side are done at least`,
      duration,
      300_000,
    )
    .option('--iterations <n>', 'exactly so many valid iterations of each side, judged once', count)
    .option('--strict', 'exit with 1 when the comparison is inconclusive')
    .option('--seed <n>', 'seed of the order of iterations', count, 1);
  addVisitOptions(command, config)
    .option('--scenario <id>', `of ${id}, whose builds are compared`, 'scroll-history')
    .option('--messages <n>', `length of the conversation in ${id}`, count, 500)
    .option('--json <file>', 'also write the results there');
  addTargetOptions(command, target, false)
    .addHelpText(
      'after',
      `
Examples:
  backscroll ab --a https://example.com --b https://staging.example.com
  backscroll ab --a http://localhost:3000 --b http://localhost:3001 --primary lcp,inp --max-time 10m
${example === undefined ? '' : `  backscroll ab --a ${id} --b ${id}:${example} --scenario scroll-history\n`}  backscroll ab --a-ref main --b-ref HEAD --build "npm ci && npm run build" --serve "npm run preview"

Addresses and commits have the options of "measure", which say how a page is entered and what is done there;
builds of ${id} have --scenario, --messages and its own options.

Exit codes: 0 better, same or cannot tell, 1 worse (with --strict also cannot tell), 2 could not run, 3 invalid.`,
    )
    .action((flags: AbFlags) => guarded(() => ab(target, flags, command)));
}

async function ab(target: LoadedTarget, flags: AbFlags, command: Command): Promise<number> {
  const logger = new Logger();
  const { definition } = target;
  const profile = visitProfileOf(flags);
  const kind = sideKindOf(flags, definition);
  assertOfKind(kind, command, definition);
  const order = { profile, flags, logger, dropped: unrecorded(kind, definition) };
  const paged: Paged = { ...flags, a: flags.a ?? '', b: flags.b ?? '' };
  switch (kind) {
    case 'refs': {
      await using compared = await refTargets(flags, logger);
      return await compareSides(compared, order);
    }
    case 'target': {
      await using compared = await targetBuilds(paged, target, logger);
      return await compareSides(compared, order);
    }
    case 'pages': {
      await using compared = await pageTargets(paged);
      return await compareSides(compared, order);
    }
    default:
      throw new RangeError(`unknown sides ${kind satisfies never}`);
  }
}

interface Order {
  profile: Profile;
  flags: AbFlags;
  logger: Logger;
  /** Flags that results do not keep as they are. */
  dropped: readonly string[];
}

async function compareSides<Target extends PageTarget>(
  compared: ComparedTargets<Target>,
  { profile, flags, logger, dropped }: Order,
): Promise<number> {
  const { about, allowHosts, ownRoots } = compared;
  const rules = rulesOf(compared, flags);
  const browser = await ensureBrowserLogged(logger, flags.hostFonts);
  await awaitQuietHostLogged(logger, ownRoots);
  compared.assertWanted?.();
  const endMs = performance.now() + flags.maxTime;
  await using run = await openLiveRun({
    browser,
    profile,
    target: about,
    options: {
      command: 'ab',
      ...without(dropped, publicVisitFlags(flags)),
      strict: flags.strict ?? false,
      ...compared.recorded,
    },
    allowHosts,
    ownRoots,
    progress: (title) => logger.progress(`${title}${leftText(endMs, rules)}`),
  });
  const experiment = experimentOf(compared, profile, flags.seed);
  const completed = await run.complete(() =>
    compared.commits === undefined
      ? runSequential<Target>(run.runContext, experiment, rules)
      : runBlocks<Target>(run.runContext, experiment, { ...rules, share: 1 }),
  );
  const results = decidable(completed, run.folder);
  for (const each of results.comparisons) {
    process.stdout.write(`${comparisonText(each, results.metrics, screen())}\n`);
  }
  for (const note of restNotes(results.cells)) process.stdout.write(`${wrap(note, screen().columns)}\n`);
  keepResults(run.folder, flags.json, (line) => logger.say(line));
  return exitCodeOf(results);
}

function experimentOf<Target extends PageTarget>(
  { scenario, targets }: ComparedTargets<Target>,
  profile: Profile,
  seed: number,
): Experiment<Target> {
  return {
    scenario,
    profile,
    arms: [
      { id: 'a', target: targets[0], traffic: undefined },
      { id: 'b', target: targets[1], traffic: undefined },
    ],
    counts: {},
    budgets: [],
    seed,
    warmUp: true,
  };
}

function rulesOf<Target extends PageTarget>(
  { scenario, labels, commits }: ComparedTargets<Target>,
  flags: AbFlags,
): SequentialRules {
  return {
    labels,
    commits,
    primary: primaryFor(scenario, flags.primary),
    minEffect: flags.minEffect,
    alpha: 1 - confidence,
    maxMs: flags.maxTime,
    fixed: flags.iterations,
  };
}

/** `, at most 3:20 min left`; nothing for a fixed number, which takes what it takes. */
function leftText(endMs: number, { fixed }: SequentialRules): string {
  const leftMs = endMs - performance.now();
  return fixed !== undefined || leftMs <= 0 ? '' : `, at most ${formatDuration(leftMs)} left`;
}

function without(names: readonly string[], flags: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(flags).filter(([name]) => !names.includes(name)));
}
