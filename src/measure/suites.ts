import type { Parameters } from '../core/results.ts';
import type { RunOptions } from './run-options.ts';

type Suite = Pick<RunOptions, 'profiles' | 'iterations' | 'traffic'>;

/**
 * What the two suites measure, see docs/decisions/iterations.md: six values are the fewest that give a
 * 95 % interval of a median, four against four the fewest that give one of a growth.
 */
export const suites: Record<RunOptions['suite'], Suite> = {
  quick: {
    profiles: ['fast-3g/low-tier'],
    iterations: { recorded: 1, timing: 6, memory: 4, lighthouse: 3 },
    traffic: 'light',
  },
  nightly: {
    profiles: ['slow-3g', 'fast-3g', 'none'].flatMap((network) =>
      [1, 4, 6].map((slowdown) => `${network}/cpu-${slowdown}`),
    ),
    iterations: { recorded: 1, timing: 15, memory: 6, lighthouse: 5 },
    traffic: 'steady',
  },
};

/**
 * Whether the quick suite measures a cell only because growth is judged by it: the memory of scroll-history, the
 * frames of read-live. What the longest conversation costs is measured there.
 */
export function isGrowthBase({ suite }: RunOptions, scenario: string, params: Parameters): boolean {
  const grows = scenario === 'scroll-history' || scenario === 'read-live';
  return suite === 'quick' && grows && Number(params.messages) < 2_000;
}

/** The iterations of one cell; four values of a base are the fewest that give an interval of growth. */
export function iterationsOf(
  run: RunOptions,
  scenario: string,
  params: Parameters,
): RunOptions['iterations'] {
  if (!isGrowthBase(run, scenario, params)) return run.iterations;
  const timing = scenario === 'read-live' ? Math.min(4, run.iterations.timing) : 0;
  return { ...run.iterations, recorded: 0, timing };
}
