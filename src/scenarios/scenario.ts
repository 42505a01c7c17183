/**
 * A named journey: `prepare` is neither measured nor shaped, `enter` is shaped and not measured, `act` is
 * both. A scenario contains no selectors.
 */
import type { CDPSession, Page } from 'playwright';
import type { Budget } from '../core/results/budget.ts';
import type { Parameters } from '../core/results/cell.ts';
import type { MetricDefinition, PassId } from '../core/results/metric.ts';
import type { Acted } from '../instruments/timing.ts';
import type { ListRecording } from '../metrics/list/recording.ts';
import type { Capability } from '../targets/capabilities.ts';
import type { ChatTarget, PageTarget } from '../targets/target.ts';

/** The stage of a scenario: one page, logged in, and the target behind it. */
export interface Stage<Target extends PageTarget> {
  page: Page;
  /** CDP session of the page. */
  session: CDPSession;
  target: Target;
}

export interface Scenario<Target extends PageTarget, Prepared = unknown> {
  /** Kebab-case, part of the cell's name. */
  id: string;
  params: Parameters;
  /** The question that it answers, for people. */
  title: string;
  passes: readonly PassId[];
  /** Metrics that decide between two arms where the user names none, the preferred ones first. */
  primary?: readonly string[];
  /**
   * Capabilities of a chat that it needs. Without them it is not measured, and the report gives the reason.
   */
  needs?: readonly Capability[];
  /** Whether background traffic may run beside it; never beside Lighthouse. */
  besideTraffic: boolean;
  prepare(stage: Stage<Target>): Promise<Prepared>;
  /** Leads to the measured place. */
  enter?(stage: Stage<Target>, prepared: Prepared): Promise<void>;
  act(stage: Stage<Target>, prepared: Prepared): Promise<Acted>;
  /** Whether a dialog of the page is dismissed and ignored; otherwise it is a failure of the page. */
  dismissesDialogs?: boolean;
  /**
   * An action that must leave no memory behind. The memory pass repeats it after the act, at full speed, and
   * judges whether it leaks. It must end in the state in which it began. `start` does it once and returns the
   * function that repeats it; that function should not leave any memory of its own in the page either.
   */
  repeat?: { times: number; start(stage: Stage<Target>, prepared: Prepared): Promise<() => Promise<void>> };
  /**
   * Walks through the list of the measured place. The visual pass plays it after the act, at full speed; only
   * scenarios with that pass have one.
   */
  walk?(stage: Stage<Target>, prepared: Prepared): Promise<ListRecording>;
  /** The page that the lighthouse pass audits; only scenarios with that pass have one. */
  auditUrl?: (target: Target) => Promise<string>;
}

/** A scenario of a chat: the conversations in which it is measured, its budgets, and its steps. */
export interface ChatScenario<Prepared = unknown> {
  /** Kebab-case, part of the cell's name; `--scenario` takes it. */
  readonly id: string;
  /** Number of messages of the measured conversations, the shortest first: growth is judged against it. */
  readonly sizes: readonly number[];
  /** Those of `sizes` that only the nightly suite measures. */
  readonly nightlySizes?: readonly number[];
  /** Whether it is one of the few that `--against` compares by default. */
  readonly comparedByDefault: boolean;
  readonly budgets: ScenarioBudgets;
  /**
   * The metrics that decide between two builds: those of the budgets, and the CPU time of the main thread,
   * which excludes waiting and therefore shows a smaller change than any time on the screen.
   */
  readonly primary: readonly MetricDefinition[];
  /** The question of its test, for one of the sizes. */
  question(messages: number): string;
  at(messages: number): Scenario<ChatTarget, Prepared>;
}

/** The headline metrics of a scenario and their limits. docs/decisions/budgets.md gives the reasons. */
export interface ScenarioBudgets {
  /** Limits that depend on network and CPU: they apply at the devices, see {@link budgetsOf}. */
  readonly atDevices: readonly Budget[];
  /**
   * Limits that must not depend on the length of a conversation: they apply under every profile. How many
   * frames are dropped or lack an update depends on the host, so the shortest conversation is the control.
   */
  readonly everywhere: readonly Budget[];
}

/** @param play the steps in a conversation of this number of messages */
export function chatScenario<Prepared>({
  play,
  ...definition
}: Omit<ChatScenario<Prepared>, 'at'> & {
  play: (messages: number) => Omit<Scenario<ChatTarget, Prepared>, 'id' | 'params' | 'primary'>;
}): ChatScenario<Prepared> {
  const { id } = definition;
  const primary = definition.primary.map((metric) => metric.id);
  return { ...definition, at: (messages) => ({ id, params: { messages }, primary, ...play(messages) }) };
}
