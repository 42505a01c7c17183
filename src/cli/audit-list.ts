import type { Command } from 'commander';
import type { BackscrollConfig } from '../config/config.ts';
import { exitCodeOf } from '../core/judging/exit-code.ts';
import type { Results } from '../core/results/results.ts';
import type { RunContext } from '../measure/run-context.ts';
import type { Profile } from '../profiles/profile.ts';
import { auditTable } from '../reporters/terminal/terminal-audit.ts';
import { listGrowth, listInvariants } from '../scenarios/audit-list.ts';
import type { LoadedTarget } from '../targets/load-target.ts';
import { type AuditedList, type AuditFlags, pageLists, placeholder, targetLists } from './audited-lists.ts';
import { keepResults, openLiveRun } from './live-run.ts';
import { count, list } from './options.ts';
import { awaitQuietHostLogged } from './quiet-host.ts';
import { ensureBrowserLogged } from './set-up.ts';
import { addTargetOptions } from './target.ts';
import { guarded, Logger } from './terminal.ts';
import { addVisitOptions, publicVisitFlags, visitProfileOf } from './visit-options.ts';

/** A walk gives the same figures each time, but for a race: the second one shows it. */
const walks = 2;

export function addAuditList(program: Command, target: LoadedTarget, config: BackscrollConfig): void {
  const command = program
    .command('audit-list')
    .summary('say whether a list is virtualized, and whether it stays right')
    .description(
      'Opens a page with a list at several lengths, walks through it, and says whether the list is virtualized, what grows with its length, and which invariants it breaks: each message once, nothing moves that was not scrolled, no blank place. No library and no class name is assumed.',
    )
    .argument(
      '[url]',
      `http or https; ${placeholder} in it stands for the number of messages; the target's own list without it`,
    )
    .option('--list <selector>', 'the list, or an element around it; "iframe >>> list" enters a frame')
    .option('--row <css>', 'a row within the list')
    .option('--key <attribute>', 'identifies the message of a row; looked for by default')
    .option('--older <selector>', 'a button that loads older messages')
    .option('--sizes <n,n,…>', `numbers of messages for ${placeholder}; 50,150,500,2000 by default`, sizes)
    .option('--journey', 'walk from end to end and back, instead of taking samples')
    .option(
      '--iterations <n>',
      'valid iterations of time and memory for each size; 4 give an interval',
      count,
      4,
    )
    .option('--strict', 'exit with 1 also where something is inconclusive');
  addVisitOptions(command, config, { network: 'none', cpu: '1' }).option(
    '--json <file>',
    'also write the results there',
  );
  addTargetOptions(command, target)
    .addHelpText(
      'after',
      `
Examples:
  backscroll audit-list "http://localhost:3000/list?messages={messages}" --list "#messages" --row ".message"
  backscroll audit-list --sizes 50,500
  backscroll audit-list http://localhost:3000/c/1 --list "my-chat" --row ".row" --key data-message-id --journey`,
    )
    .action((url: string | undefined, flags: AuditFlags) => guarded(() => audit(url, target, flags)));
}

async function audit(url: string | undefined, target: LoadedTarget, flags: AuditFlags): Promise<number> {
  const profile = visitProfileOf(flags);
  const logger = new Logger();
  const browser = await ensureBrowserLogged(logger, flags.hostFonts);
  await using lists =
    url === undefined ? await targetLists(target, flags, logger) : await pageLists(url, flags);
  await awaitQuietHostLogged(logger, lists.ownRoots);
  await using run = await openLiveRun({
    browser,
    profile,
    target: lists.about,
    options: { ...publicVisitFlags(flags), strict: flags.strict === true },
    allowHosts: lists.allowHosts,
    ownRoots: lists.ownRoots,
    progress: (title) => logger.progress(title),
  });
  const { results, trouble } = await run.complete(() =>
    measureAll(run.runContext, lists.all, profile, flags),
  );
  present(results, run.folder, flags, logger);
  if (trouble !== undefined) throw trouble;
  return exitCodeOf(results);
}

async function measureAll(
  runContext: RunContext,
  lists: readonly AuditedList[],
  profile: Profile,
  { iterations }: AuditFlags,
): Promise<void> {
  const { step } = runContext;
  for (const [index, list] of lists.entries()) {
    const place = `list ${index + 1} of ${lists.length}: `;
    await list.measure(
      { ...runContext, step: (title, body) => step(place + title, body) },
      {
        profile,
        counts: { timing: iterations, memory: iterations, visual: walks },
        budgets: [...listInvariants, ...(lists.length > 1 ? listGrowth : [])],
        seed: 1,
      },
    );
  }
}

function present(results: Results, folder: string, { json }: AuditFlags, logger: Logger): void {
  const options = {
    columns: process.stdout.columns ?? 120,
    color: process.stdout.isTTY && process.env.NO_COLOR === undefined,
  };
  process.stdout.write(`${auditTable(results, options)}\n`);
  keepResults(folder, json, (line) => logger.say(line));
}

function sizes(text: string): number[] {
  return [...new Set(list(text).map(count))].sort((a, b) => a - b);
}
