/** A named journey: `prepare` is neither measured nor shaped, `enter` is shaped and not measured, `act` is both. A scenario knows no selector. */
import type { CDPSession, Page } from 'playwright';
import type { Parameters } from '../core/results/cell.ts';
import type { PassId } from '../core/results/metric.ts';
import type { Acted } from '../instruments/timing.ts';
import type { Capability } from '../targets/capabilities.ts';
import type { PageTarget } from '../targets/target.ts';

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
