import { HarnessError } from '../core/errors.ts';
import { mostPrimary } from '../core/judging/comparison.ts';
import type { MetricDefinition, PassId } from '../core/results/metric.ts';
import { suggestion } from '../core/suggest.ts';
import { metricDefinitions } from '../metrics/index.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { PageTarget } from '../targets/target.ts';

/**
 * The default primary metrics; the first three that were measured decide: load, responsiveness, smoothness
 * (by another metric where the main thread scrolls the list, docs/frame-metrics.md). Where nothing was
 * scrolled, the response to a click; where nothing was clicked, layout.
 */
export const defaultPrimary = ['lcp', 'tbt', 'partial-frames', 'scroll-jank', 'inp', 'cls'] as const;

/** The metrics that may decide a comparison of two arms, the preferred ones first. */
export interface PrimaryChoice {
  metrics: string[];
  /**
   * Named by the user: then they decide, measured or not. Otherwise the measured ones decide, three at most.
   */
  named: boolean;
}

/**
 * The metrics that may decide between two arms of a scenario; one of its passes must measure each.
 *
 * @throws HarnessError when one is unknown, not of this scenario, or there are too many
 */
export function primaryFor(
  { id, passes, primary = defaultPrimary }: Pick<Scenario<PageTarget>, 'id' | 'passes' | 'primary'>,
  named: readonly string[] | undefined,
): PrimaryChoice {
  const metrics = named === undefined ? [...primary] : parsePrimary(named);
  for (const name of metrics) {
    const { pass } = definition(name);
    if (passes.includes(pass)) continue;
    throw new HarnessError(
      'PRIMARY_NOT_MEASURED',
      `"${name}" is measured by the pass ${pass}, which ${id} does not have.`,
      `Its passes are ${passes.join(', ')}: name metrics of these.`,
    );
  }
  return { metrics, named: named !== undefined };
}

/** The metrics that decide a comparison. @throws HarnessError when one is unknown or there are too many */
export function parsePrimary(names: readonly string[]): string[] {
  for (const name of names) definition(name);
  const different = [...new Set(names)];
  if (different.length >= 1 && different.length <= mostPrimary) return different;
  throw new HarnessError(
    'PRIMARY_TOO_MANY',
    `${different.length} primary metrics were named.`,
    `Name 1 to ${mostPrimary}: the more decide together, the more iterations each needs.`,
  );
}

/** The passes that measure some metrics. */
export function passesOf(metrics: readonly string[]): PassId[] {
  return [...new Set(metrics.map((name) => definition(name).pass))];
}

function definition(name: string): MetricDefinition {
  const found = metricDefinitions[name];
  if (found !== undefined) return found;
  const known = Object.keys(metricDefinitions);
  throw new HarnessError(
    'METRIC_UNKNOWN',
    `There is no metric "${name}".`,
    `${suggestion(name, known)}Use ${known.join(', ')}.`,
  );
}
