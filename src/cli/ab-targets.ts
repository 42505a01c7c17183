/** What `ab` compares: two pages by their address, or the target with and without planted faults. */
import '../core/disposable-stack.ts';
import { HarnessError } from '../core/errors.ts';
import { publicTarget } from '../measure/run-options.ts';
import { chatScenarios, scenarioIds } from '../scenarios/index.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { lackOf } from '../targets/capabilities.ts';
import type { TargetDefinition } from '../targets/definition.ts';
import type { LoadedTarget } from '../targets/load-target.ts';
import { publicAddress, type VisitTarget } from '../targets/page.ts';
import { startTarget } from '../targets/start-target.ts';
import type { ChatTarget, PageTarget } from '../targets/target.ts';
import type { AbFlags } from './ab-flags.ts';
import { known, list } from './options.ts';
import { ownProcesses } from './own-process.ts';
import { prepareTargetLogged, surroundingsOf, targetOptionsOf } from './target.ts';
import type { Logger } from './terminal.ts';
import { visitScenarioOf, visitTargetOf } from './visit-options.ts';

/** Two targets of one kind with the scenario that both play. */
export interface ComparedTargets<Target extends PageTarget> extends AsyncDisposable {
  scenario: Scenario<Target>;
  targets: readonly [Target, Target];
  labels: readonly [string, string];
  /** The commits that were built, where the sides are builds: they are then compared in blocks. */
  commits?: readonly [string, string];
  /** What results.json keeps of the options that say what the sides are. */
  recorded: Record<string, unknown>;
  /** The target as results.json names it. */
  about: { id: string; database: string | null };
  allowHosts: readonly string[];
  ownRoots: readonly number[];
  /** @throws HarnessError `INTERRUPTED` once the user wants no more; missing where an interrupt ends the process */
  assertWanted?: () => void;
}

/** Whether a side is a build of the target rather than an address. */
export function isTargetSide(side: string, { id }: Pick<TargetDefinition, 'id'>): boolean {
  return side === id || side.startsWith(`${id}:`);
}

/** What the two sides of a comparison are. */
export type SideKind = 'pages' | 'refs' | 'target';

/** The flags with both sides. */
export type Paged = AbFlags & { a: string; b: string };

/** @throws HarnessError when one is no address */
export async function pageTargets(flags: Paged): Promise<ComparedTargets<VisitTarget>> {
  const [a, b] = [await visitTargetOf(flags.a, flags), await visitTargetOf(flags.b, flags)];
  const labels = [publicAddress(a.url), publicAddress(b.url)] as const;
  return {
    scenario: visitScenarioOf(flags),
    targets: [a, b],
    labels,
    // Without the queries of addresses, which may hold a secret.
    recorded: { a: labels[0], b: labels[1] },
    about: { id: a.id, database: null },
    // A page draws on whatever hosts it likes; these are one reader's visits, not load.
    allowHosts: ['*'],
    ownRoots: ownProcesses(flags),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** Starts the target once for each side. @throws HarnessError when a side or the scenario is unknown */
export async function targetBuilds(
  flags: Paged,
  target: LoadedTarget,
  logger: Logger,
): Promise<ComparedTargets<ChatTarget>> {
  const { definition } = target;
  const defects = [flags.a, flags.b].map((side) => plantedIn(side, definition));
  const scenario = chatScenarios[known('scenario', flags.scenario, scenarioIds)];
  if (scenario === undefined) throw new RangeError(`no scenario ${flags.scenario}`);
  const played = scenario.at(flags.messages);
  const options = targetOptionsOf(definition, flags);
  await using stack = new AsyncDisposableStack();
  const prepared = stack.use(await prepareTargetLogged(logger, target, options));
  const start = async (side: readonly string[]) => {
    const running = stack.use(
      await startTarget(target, {
        ...surroundingsOf(logger, options),
        state: prepared.state,
        defects: side,
        signal: new AbortController().signal,
      }),
    );
    const lack = lackOf(running, played.needs ?? []);
    if (lack === undefined) return running;
    throw new HarnessError(
      'TARGET_CANNOT',
      `${played.id} cannot be played: ${lack}.`,
      'Name another scenario.',
    );
  };
  const [a, b] = [await start(defects[0] ?? []), await start(defects[1] ?? [])];
  const { database = null, ownProcesses: own = [] } = prepared;
  const kept = stack.move();
  return {
    scenario: played,
    targets: [a, b],
    labels: [flags.a, flags.b],
    recorded: {
      ...{ a: flags.a, b: flags.b, scenario: flags.scenario, messages: flags.messages },
      ...publicTarget(flags.target, options),
    },
    about: { id: definition.id, database },
    allowHosts: a.allowHosts,
    ownRoots: [...own, ...ownProcesses(flags)],
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** The planted faults of `<target>:one,two`. */
export function plantedIn(side: string, definition: Pick<TargetDefinition, 'id' | 'defectIds'>): string[] {
  const { id, defectIds = [] } = definition;
  if (!isTargetSide(side, definition)) {
    throw new HarnessError(
      'SIDES_DIFFER',
      `"${side}" is no build of ${id}, but the other side is.`,
      `Give two addresses, or two of ${id} and ${id}:<defect>.`,
    );
  }
  const defects = list(side.slice(id.length + 1));
  for (const defect of defects) known('defect', defect, defectIds);
  return defects;
}
