import type { Command } from 'commander';
import { HarnessError } from '../core/errors.ts';
import { exitCodeOf } from '../core/judging/exit-code.ts';
import type { Results } from '../core/results/results.ts';
import { runExperiment } from '../measure/experiment.ts';
import { auditTable } from '../reporters/terminal/terminal-audit.ts';
import { auditList, type ListOptions, listGrowth, listInvariants } from '../scenarios/audit-list.ts';
import { publicAddress } from '../targets/page.ts';
import { keepResults, openLiveRun } from './live-run.ts';
import { count, list } from './options.ts';
import { ownProcesses } from './own-process.ts';
import { awaitQuietHostLogged } from './quiet-host.ts';
import { ensureBrowserLogged } from './set-up.ts';
import { guarded, Logger } from './terminal.ts';
import {
  addVisitOptions,
  publicVisitFlags,
  type VisitFlags,
  visitOptionsOf,
  visitProfileOf,
  visitTargetOf,
} from './visit-options.ts';

interface AuditFlags extends VisitFlags {
  list: string;
  row: string;
  key?: string;
  older?: string;
  journey?: true;
  sizes?: number[];
  iterations: number;
  strict?: true;
  json?: string;
}

/** Stands for the number of messages in the address. */
const placeholder = '{messages}';

/** A walk gives the same figures each time, but for a race: the second one shows it. */
const walks = 2;

export function addAuditList(program: Command): void {
  const command = program
    .command('audit-list')
    .summary('say whether a list is virtualized, and whether it stays right')
    .description(
      'Opens a page with a list at several lengths, walks through it, and says whether the list is virtualized, what grows with its length, and which invariants it breaks: each message once, nothing moves that was not scrolled, no blank place. No library and no class name is assumed.',
    )
    .argument('<url>', `http or https; ${placeholder} in it stands for the number of messages`)
    .requiredOption(
      '--list <selector>',
      'the list, or an element around it; "iframe >>> list" enters a frame',
    )
    .requiredOption('--row <css>', 'a row within the list')
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
  addVisitOptions(command, { network: 'none', cpu: '1' })
    .option('--json <file>', 'also write the results there')
    .addHelpText(
      'after',
      `
Examples:
  backscroll audit-list "http://localhost:3000/list?messages={messages}" --list "#messages" --row ".message"
  backscroll audit-list http://localhost:3000/c/1 --list "my-chat" --row ".row" --key data-message-id --journey`,
    )
    .action((url: string, flags: AuditFlags) => guarded(() => audit(url, flags)));
}

async function audit(url: string, flags: AuditFlags): Promise<number> {
  const lengths = lengthsOf(url, flags);
  const profile = visitProfileOf(flags);
  const ownRoots = ownProcesses(flags);
  const logger = new Logger();
  const targets = await Promise.all(
    lengths.map(async (messages) => {
      const filled = messages === undefined ? url : url.replaceAll(placeholder, String(messages));
      return { messages, target: await visitTargetOf(filled, flags) };
    }),
  );
  const [first] = targets;
  if (first === undefined) throw new RangeError('an audit without a length');
  const browser = await ensureBrowserLogged(logger, flags.hostFonts);
  await awaitQuietHostLogged(logger, ownRoots);
  await using run = await openLiveRun({
    browser,
    profile,
    target: { id: first.target.id, database: null },
    options: { ...publicVisitFlags(flags), strict: flags.strict === true },
    allowHosts: ['*'],
    ownRoots,
    progress: (title) => logger.progress(title),
  });
  const address = publicAddress(url.replaceAll(placeholder, ''));
  const { results, trouble } = await run.complete(async () => {
    for (const [index, { messages, target }] of targets.entries()) {
      const params = { url: address, ...(messages === undefined ? {} : { messages }) };
      logger.progress(`${index + 1} of ${targets.length}: ${messages ?? ''} messages`);
      await runExperiment(run.runContext, {
        scenario: auditList(listOf(flags), visitOptionsOf(flags), params),
        profile,
        arms: [{ id: 'default', target, traffic: undefined }],
        counts: { timing: flags.iterations, memory: flags.iterations, visual: walks },
        budgets: [...listInvariants, ...(targets.length > 1 ? listGrowth : [])],
        seed: 1,
      });
    }
  });
  present(results, run.folder, flags, logger);
  if (trouble !== undefined) throw trouble;
  return exitCodeOf(results);
}

function listOf({ list: selector, row, key, older, journey }: AuditFlags): ListOptions {
  return { list: selector, row, key, older, journey: journey === true };
}

/** @throws HarnessError `OPTIONS_CONFLICT` */
function lengthsOf(url: string, { sizes: given }: AuditFlags): (number | undefined)[] {
  if (url.includes(placeholder)) return (given ?? [50, 150, 500, 2_000]).toSorted((a, b) => a - b);
  if (given === undefined) return [undefined];
  throw new HarnessError(
    'OPTIONS_CONFLICT',
    `--sizes gives ${given.join(', ')} messages, and ${url} has no ${placeholder} that stands for them.`,
    `Write ${placeholder} into the address, or leave --sizes out.`,
  );
}

function sizes(text: string): number[] {
  return [...new Set(list(text).map(count))];
}

function present(results: Results, folder: string, { json }: AuditFlags, logger: Logger): void {
  const options = {
    columns: process.stdout.columns ?? 120,
    color: process.stdout.isTTY && process.env.NO_COLOR === undefined,
  };
  process.stdout.write(`${auditTable(results, options)}\n`);
  keepResults(folder, json, (line) => logger.say(line));
}
