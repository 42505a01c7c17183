/** What `audit-list` audits: a list by the address of its page, or the one of the target's conversations. */
import '../core/disposable-stack.ts';
import { HarnessError } from '../core/errors.ts';
import type { Experiment } from '../measure/arms.ts';
import { runExperiment } from '../measure/experiment.ts';
import type { RunContext } from '../measure/run-context.ts';
import { auditConversationList, auditList } from '../scenarios/audit-list.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { lackOf } from '../targets/capabilities.ts';
import type { LoadedTarget } from '../targets/load-target.ts';
import { publicAddress } from '../targets/page.ts';
import { startTarget } from '../targets/start-target.ts';
import type { PageTarget } from '../targets/target.ts';
import { ownProcesses } from './own-process.ts';
import {
  defectsOf,
  prepareTargetLogged,
  surroundingsOf,
  type TargetFlags,
  targetOptionsOf,
} from './target.ts';
import type { Logger } from './terminal.ts';
import { type VisitFlags, visitOptionsOf, visitTargetOf } from './visit-options.ts';

export interface AuditFlags extends VisitFlags, TargetFlags {
  list?: string;
  row?: string;
  key?: string;
  older?: string;
  journey?: true;
  sizes?: number[];
  iterations: number;
  strict?: true;
  json?: string;
}

/** Stands for the number of messages in an address. */
export const placeholder = '{messages}';
const usualSizes = [50, 150, 500, 2_000];

/** How each list is measured. */
type Plan = Pick<Experiment<PageTarget>, 'profile' | 'counts' | 'budgets' | 'seed'>;

/** One list at one length. */
export interface AuditedList {
  measure: (runContext: RunContext, plan: Plan) => Promise<unknown>;
}

/** A list at all of its lengths, the shortest first. */
export interface AuditedLists extends AsyncDisposable {
  all: readonly AuditedList[];
  /** The target as results.json names it. */
  about: { id: string; database: string | null };
  allowHosts: readonly string[];
  ownRoots: readonly number[];
}

/** @throws HarnessError `OPTION_MISSING`, `OPTIONS_CONFLICT`, and those of an address */
export async function pageLists(url: string, flags: AuditFlags): Promise<AuditedLists> {
  const { row, key, older, journey, list } = flags;
  if (list === undefined || row === undefined) {
    throw new HarnessError(
      'OPTION_MISSING',
      `A list at an address needs --list and --row, and ${list === undefined ? '--list' : '--row'} is missing.`,
      'Give the selector of the list and, within it, of a row.',
    );
  }
  const found = { list, row, key, older, journey: journey === true };
  const address = publicAddress(url.replaceAll(placeholder, ''));
  const all = await Promise.all(
    lengthsOf(url, flags).map(async (messages, index, lengths) => {
      const blank = index === lengths.length - 1;
      const filled = messages === undefined ? url : url.replaceAll(placeholder, String(messages));
      const params = { url: address, ...(messages === undefined ? {} : { messages }) };
      return listed(
        auditList({ ...found, blank }, visitOptionsOf(flags), params),
        await visitTargetOf(filled, flags),
      );
    }),
  );
  return {
    all,
    about: { id: 'page', database: null },
    // A page draws on whatever hosts it likes; this is one reader's visit, not load.
    allowHosts: ['*'],
    ownRoots: ownProcesses(flags),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** Starts the target. @throws HarnessError `OPTIONS_CONFLICT`, `TARGET_CANNOT`, and those of the target */
export async function targetLists(
  target: LoadedTarget,
  flags: AuditFlags,
  logger: Logger,
): Promise<AuditedLists> {
  const { definition } = target;
  assertNoPage(definition.id, flags);
  const journey = flags.journey === true;
  const scenarios = (flags.sizes ?? usualSizes).map((messages, index, lengths) =>
    auditConversationList(messages, { journey, blank: index === lengths.length - 1 }),
  );
  const options = targetOptionsOf(definition, flags);
  const defects = defectsOf(definition, flags);
  await using stack = new AsyncDisposableStack();
  const prepared = stack.use(await prepareTargetLogged(logger, target, options));
  const { state, database = null, ownProcesses: own = [] } = prepared;
  const { signal } = new AbortController();
  const surroundings = surroundingsOf(logger, options);
  const running = stack.use(await startTarget(target, { ...surroundings, state, defects, signal }));
  const lack = lackOf(running, scenarios[0]?.needs ?? []);
  if (lack !== undefined) {
    throw new HarnessError(
      'TARGET_CANNOT',
      `Its list cannot be audited: ${lack}.`,
      'Add it to the target, or give the address of a list.',
    );
  }
  const kept = stack.move();
  return {
    all: scenarios.map((scenario) => listed(scenario, running)),
    about: { id: definition.id, database },
    allowHosts: running.allowHosts,
    ownRoots: [...own, ...ownProcesses(flags)],
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function listed<Target extends PageTarget>(scenario: Scenario<Target>, target: Target): AuditedList {
  const arms = [{ id: 'default', target, traffic: undefined }];
  return { measure: (runContext, plan) => runExperiment(runContext, { ...plan, scenario, arms }) };
}

/** @throws HarnessError `OPTIONS_CONFLICT` */
function lengthsOf(url: string, { sizes }: AuditFlags): (number | undefined)[] {
  if (url.includes(placeholder)) return sizes ?? usualSizes;
  if (sizes === undefined) return [undefined];
  throw new HarnessError(
    'OPTIONS_CONFLICT',
    `--sizes gives ${sizes.join(', ')} messages, and ${url} has no ${placeholder} that stands for them.`,
    `Write ${placeholder} into the address, or leave --sizes out.`,
  );
}

/** @throws HarnessError `OPTIONS_CONFLICT` */
function assertNoPage(id: string, { list, row, key, older }: AuditFlags): void {
  const given = Object.entries({ list, row, key, older }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`],
  );
  if (given.length === 0) return;
  throw new HarnessError(
    'OPTIONS_CONFLICT',
    `${given.join(', ')} describes a page by its address, and the target ${id} names its own list.`,
    'Give the address of the page, or leave it out.',
  );
}
