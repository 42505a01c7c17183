import type { Parameters } from '../core/results.ts';
import type { RunOptions } from './run-options.ts';

type Suite = Pick<RunOptions, 'profiles' | 'iterations' | 'traffic'>;

/**
 * What the two suites measure, see docs/decisions/iterations.md: six values are the fewest that give a
 * 95 % interval of a median, four against four the fewest that give one of a growth.
 */
export const suites: Record<RunOptions['suite'], Suite> = {
  quick: {
    profiles: ['fast-3g/cpu-4'],
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
 * The iterations of one cell. The quick suite measures the shorter conversations only as far as growth is
 * judged by them: the memory of scroll-history, the frames of read-live, four values each.
 */
export function iterationsOf(
  run: RunOptions,
  scenario: string,
  params: Parameters,
): RunOptions['iterations'] {
  const base = run.suite === 'quick' && Number(params.messages) < 2_000;
  if (base && scenario === 'scroll-history') return { ...run.iterations, recorded: 0, timing: 0 };
  if (base && scenario === 'read-live') {
    return { ...run.iterations, recorded: 0, timing: Math.min(4, run.iterations.timing) };
  }
  return run.iterations;
}
