/** What `ab` compares: two pages by their address, or two builds of the reference chat. */
import path from 'node:path';
import { type SizeName, sizeNames } from '../../seed/index.ts';
import { HarnessError } from '../core/errors.ts';
import { reference } from '../core/results/reference.ts';
import { localServerPid } from '../database/local-server.ts';
import { chatScenarios, scenarioIds } from '../scenarios/index.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { publicAddress, type VisitTarget } from '../targets/page.ts';
import { defectIds } from '../targets/reference-chat/defects.ts';
import { prepareGround, startChatOn } from '../targets/reference-chat/index.ts';
import type { ChatTarget, PageTarget } from '../targets/target.ts';
import type { AbFlags } from './ab-flags.ts';
import { known, list } from './options.ts';
import { ownProcesses } from './own-process.ts';
import { project } from './set-up.ts';
import type { Logger } from './terminal.ts';
import { visitScenarioOf, visitTargetOf } from './visit-options.ts';

/** Two targets of one kind with the scenario that both play. */
export interface Sides<Target extends PageTarget> extends AsyncDisposable {
  scenario: Scenario<Target>;
  targets: readonly [Target, Target];
  labels: readonly [string, string];
  /** The commits that were built, where the sides are builds: they are then compared in blocks. */
  commits?: readonly [string, string];
  /** The target as results.json names it. */
  about: { id: string; database: string | null };
  allowHosts: readonly string[];
  ownRoots: readonly number[];
  /** @throws HarnessError `INTERRUPTED` once the user wants no more; missing where an interrupt ends the process */
  assertWanted?: () => void;
}

const chatName = 'reference-chat';

/** Whether a side is a build of the reference chat rather than an address. */
export function isChatSide(side: string): boolean {
  return side === chatName || side.startsWith(`${chatName}:`);
}

/** The flags with both sides. */
export type Paged = AbFlags & { a: string; b: string };

/** @throws HarnessError when one is no address */
export async function pageSides(flags: Paged): Promise<Sides<VisitTarget>> {
  const [a, b] = [await visitTargetOf(flags.a, flags), await visitTargetOf(flags.b, flags)];
  return {
    scenario: visitScenarioOf(flags),
    targets: [a, b],
    labels: [publicAddress(a.url), publicAddress(b.url)],
    about: { id: a.id, database: null },
    // A page draws on whatever hosts it likes; these are one reader's visits, not load.
    allowHosts: ['*'],
    ownRoots: ownProcesses(flags),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** Starts a server for each side on one database. @throws HarnessError when a side or the scenario is unknown */
export async function chatSides(flags: Paged, logger: Logger): Promise<Sides<ChatTarget>> {
  const defects = [flags.a, flags.b].map(defectsOf);
  const scenario = chatScenarios[known('scenario', flags.scenario, scenarioIds)];
  if (scenario === undefined) throw new RangeError(`no scenario ${flags.scenario}`);
  const named = ownProcesses(flags);
  const directory = path.resolve(project, '.backscroll');
  await using stack = new AsyncDisposableStack();
  const ground = stack.use(
    await prepareGround({
      databaseUrl: process.env.DATABASE_URL,
      directory,
      size: known('size', flags.size, sizeNames) as SizeName,
      seed: 1,
      say: (line) => logger.say(line),
      progress: (line) => logger.progress(line),
    }),
  );
  const start = async (side: readonly string[]) =>
    stack.use(await startChatOn(ground, { directory, defects: side, port: 0 }));
  const targets = [await start(defects[0] ?? []), await start(defects[1] ?? [])] as const;
  const server = await localServerPid(ground.database.url);
  const kept = stack.move();
  return {
    scenario: scenario({ messages: flags.messages }),
    targets,
    labels: [flags.a, flags.b],
    about: { id: chatName, database: `PostgreSQL ${ground.database.version} (${ground.database.kind})` },
    allowHosts: [],
    ownRoots: [...(server === undefined ? [] : [server]), ...named],
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** The planted faults of `reference-chat:one,two`. */
export function defectsOf(side: string): string[] {
  if (!isChatSide(side)) {
    throw new HarnessError(
      'SIDES_DIFFER',
      `"${side}" is no build of the reference chat, but the other side is.`,
      'Give two addresses, or two of reference-chat and reference-chat:<defect>.',
    );
  }
  const defects = list(side.slice(chatName.length + 1));
  for (const defect of defects) known('defect', defect, defectIds);
  return defects;
}
