import { mostPrimary } from '../core/comparison.ts';
import { HarnessError } from '../core/errors.ts';
import type { MetricDefinition, PassId } from '../core/metric.ts';
import { suggestion } from '../core/suggest.ts';
import { metricDefinitions } from '../metrics/index.ts';

/** What decides where the user names nothing: load, responsiveness, smoothness. */
export const defaultPrimary = ['lcp', 'tbt', 'partial-frames'] as const;

/** The metrics that decide a comparison. @throws HarnessError when one is unknown or there are too many */
export function parsePrimary(names: readonly string[]): string[] {
  for (const name of names) definition(name);
  if (names.length >= 1 && names.length <= mostPrimary) return [...names];
  throw new HarnessError(
    'PRIMARY_TOO_MANY',
    `${names.length} primary metrics were named.`,
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
