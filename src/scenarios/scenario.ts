/** A named journey: `prepare` is neither measured nor shaped, `enter` is shaped and not measured, `act` is both. A scenario knows no selector. */
import type { CDPSession, Page } from 'playwright';
import type { Budget } from '../core/results/budget.ts';
import type { Parameters } from '../core/results/cell.ts';
import type { MetricDefinition, PassId } from '../core/results/metric.ts';
import type { Acted } from '../instruments/timing.ts';
import type { Capability } from '../targets/capabilities.ts';
import type { ChatTarget, PageTarget } from '../targets/target.ts';

/** What a scenario plays on: one page, logged in, and the target behind it. */
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
  /** What of a chat it needs; without, it is not measured and says so. */
  needs?: readonly Capability[];
  /** Whether background traffic may run beside it; never beside Lighthouse. */
  besideTraffic: boolean;
  prepare(stage: Stage<Target>): Promise<Prepared>;
  /** Leads to the place that is measured. */
  enter?(stage: Stage<Target>, prepared: Prepared): Promise<void>;
  act(stage: Stage<Target>, prepared: Prepared): Promise<Acted>;
  /** Whether a dialog of the page is dismissed and passed over; otherwise it is a failure of the page. */
  dismissesDialogs?: boolean;
  /**
   * What must leave nothing behind however often it is done: the memory pass repeats it after the act,
   * at full speed, and says whether it leaks. It ends where it began. `start` does it once and returns what does
   * it again, which should leave nothing of its own in the page either.
   */
  repeat?: { times: number; start(stage: Stage<Target>, prepared: Prepared): Promise<() => Promise<void>> };
  /** The page that the lighthouse pass audits; only scenarios with that pass have one. */
  auditUrl?: (target: Target) => Promise<string>;
}

/** A scenario of a chat: in which conversations it is measured, what it is judged by, and how it is played. */
export interface ChatScenario<Prepared = unknown> {
  /** Kebab-case, part of the cell's name; `--scenario` takes it. */
  readonly id: string;
  /** Messages of the conversations that it is measured in, the shortest first: growth is judged against it. */
  readonly sizes: readonly number[];
  /** Of these, what only the nightly suite measures. */
  readonly nightlySizes?: readonly number[];
  /** Whether it is one of the few that `--against` compares where none is named. */
  readonly comparedByDefault: boolean;
  readonly budgets: ScenarioBudgets;
  /**
   * What decides between two builds: what the budgets are about, and the CPU time of the main thread, which leaves out
   * what waits and so tells a smaller change than any time on the screen.
   */
  readonly primary: readonly MetricDefinition[];
  /** What its test asks, for one of the sizes. */
  question(messages: number): string;
  at(messages: number): Scenario<ChatTarget, Prepared>;
}

/** The headline metrics of a scenario and their limits. Where they come from stands in docs/decisions/budgets.md. */
export interface ScenarioBudgets {
  /** Limits that depend on network and CPU: they hold at the devices, see {@link budgetsOf}. */
  readonly atDevices: readonly Budget[];
  /**
   * What must not depend on the length of a conversation: it holds under every profile. How many frames are dropped or
   * lack an update depends on the host, so the shortest conversation is the control.
   */
  readonly everywhere: readonly Budget[];
}

/** @param play how it is played in a conversation of so many messages */
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
