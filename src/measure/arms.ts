import type { Budget } from '../core/results/budget.ts';
import type { CellKey } from '../core/results/cell.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { PageTarget } from '../targets/target.ts';
import type { TrafficPlan } from '../traffic/mix.ts';
import type { IterationCounts } from './order.ts';

/** One side of an experiment; a plain run has one, `default`. */
export interface Arm<Target extends PageTarget> {
  id: string;
  target: Target;
  /** Background traffic of this arm; undefined for none. */
  traffic: TrafficPlan | undefined;
}

export interface Experiment<Target extends PageTarget> {
  scenario: Scenario<Target>;
  profile: Profile;
  arms: readonly Arm<Target>[];
  counts: IterationCounts;
  budgets: readonly Budget[];
  seed: number;
  /**
   * Returns the further iterations that an open verdict still needs. Called after the planned iterations of a
   * single arm, until it returns none.
   */
  goOn?: (key: CellKey) => IterationCounts;
  /** Plays every arm once before anything counts: caches of server and system are cold until then. */
  warmUp?: boolean;
}
