import type { Parameters } from '../core/results/cell.ts';
import { firstLookValues } from '../core/statistics/looks.ts';
import { chatScenarios } from '../scenarios/index.ts';
import { deviceProfiles, withSettings } from '../scenarios/settings.ts';
import type { RunOptions } from './run-options.ts';

type Suite = Pick<RunOptions, 'profiles' | 'iterations' | 'traffic'>;

/**
 * What the two suites measure, see docs/decisions/iterations.md. Six values are the minimum for a 95 %
 * interval of a median, four against four the minimum for one of a growth.
 */
export const suites: Record<RunOptions['suite'], Suite> = {
  quick: {
    profiles: ['fast-3g/low-tier'],
    iterations: { recorded: 1, timing: firstLookValues, memory: 4, lighthouse: 1 },
    traffic: 'light',
  },
  nightly: {
    profiles: [
      'fast-3g/low-tier',
      'fast-3g/mid-tier',
      ...['slow-3g', 'fast-3g', 'none'].flatMap((network) =>
        [1, 4, 6].map((slowdown) => `${network}/cpu-${slowdown}`),
      ),
    ],
    iterations: { recorded: 1, timing: 15, memory: 6, lighthouse: 5 },
    traffic: 'steady',
  },
};

/** A quick run with default options, for a start without the command line, such as from an editor. */
export function quickRun(place: Pick<RunOptions, 'id' | 'folder' | 'directory' | 'target'>): RunOptions {
  return {
    ...place,
    suite: 'quick',
    ...suites.quick,
    leftOut: [],
    scenarios: {},
    budgetProfiles: [...deviceProfiles],
    defects: [],
    config: null,
    baseline: null,
    against: null,
    seed: 1,
    shard: null,
    hostFonts: false,
    ownProcesses: [],
    devices: [],
    browser: null,
  };
}

/** Profiles of a suite that are left out and reported on a host that is too slow for their device. */
export const whereRoom: readonly string[] = ['fast-3g/mid-tier'];

/** Time for open verdicts of the quick suite beyond the planned iterations, all cells together. */
export const forOpenVerdictsMs = 90_000;

/**
 * Whether the quick suite measures a cell only as the base of a growth: a conversation shorter than the
 * longest one of a scenario that limits growth. The cost of the longest is measured in its own cell.
 */
export function isGrowthBase(
  { suite, scenarios }: Pick<RunOptions, 'suite' | 'scenarios'>,
  scenario: string,
  params: Parameters,
): boolean {
  const known = chatScenarios[scenario];
  if (suite !== 'quick' || known === undefined) return false;
  const { sizes, budgets } = withSettings(known, scenarios[scenario]);
  const grows = budgets.everywhere.some(({ kind }) => kind === 'growth');
  return grows && Number(params.messages) < Math.max(...sizes);
}

/**
 * The iterations of one cell. In the quick suite a scenario that only scrolls measures memory; frames are
 * judged where messages arrive meanwhile, because a cause that drops frames without messages drops them with
 * messages too. Four values of a base are the minimum for an interval of growth.
 *
 * @param live whether the target can play the scenario in which messages arrive; without it nothing else would
 *   judge frames
 */
export function iterationsOf(
  run: RunOptions,
  scenario: string,
  params: Parameters,
  live: boolean,
): RunOptions['iterations'] {
  const { suite, iterations } = run;
  if (suite === 'nightly') return iterations;
  const scrolls = scenario === 'scroll-history' && live;
  if (isGrowthBase(run, scenario, params)) {
    return { ...iterations, recorded: 0, timing: scrolls ? 0 : Math.min(4, iterations.timing) };
  }
  return scrolls ? { ...iterations, timing: 0 } : iterations;
}

/**
 * Whether open verdicts of a cell get further looks: where it begins with as many values as a first look has.
 */
export function isSequential({ suite }: RunOptions, { timing }: RunOptions['iterations']): boolean {
  return suite === 'quick' && timing === firstLookValues;
}
