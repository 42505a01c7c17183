import { leastDetectable } from '../../src/core/statistics/sensitivity.ts';
import { interquartileRange, median } from '../../src/core/statistics/statistics.ts';
import { type CommonMetric, commonMetrics, type Sampled, type Tool } from './tool.ts';

export interface Measured {
  tool: Pick<Tool, 'id' | 'version' | 'settings'>;
  turns: readonly Sampled[];
  /** Why it could not run here; undefined if it never failed. */
  unavailable: string | undefined;
}

/** Length of a comparison for which the smallest detectable effect is given. */
const comparedMinutes = 5;
/** The interquartile range of a normal distribution, in standard deviations. */
const normalRange = 1.349;

export function table(all: readonly Measured[]): string {
  return [
    '| tool | version | samples | seconds per sample | by Backscroll | settings |',
    '|---|---|---|---|---|---|',
    ...all.map((each) => toolRow(each, all)),
    '',
    `Median, spread (IQR / median) and, in brackets, the smallest effect that a comparison of ${comparedMinutes} minutes detects in 80 % of the cases by the rank-sum test (src/core/judging/stability.ts), from the samples an arm that fit in and the robust CV, IQR / 1.349 / median.`,
    '',
    `| tool | ${commonMetrics.join(' | ')} |`,
    `|---|${commonMetrics.map(() => '---|').join('')}`,
    ...all.map(
      (each) =>
        `| ${each.tool.id} | ${commonMetrics.map((metric) => metricCell(each, metric)).join(' | ')} |`,
    ),
  ].join('\n');
}

/** Wall time of all turns divided by the number of samples; undefined when there are none. */
export function secondsPerSample({ turns }: Pick<Measured, 'turns'>): number | undefined {
  const samples = samplesOf(turns);
  return samples === 0 ? undefined : turns.reduce((sum, { seconds }) => sum + seconds, 0) / samples;
}

function samplesOf(turns: readonly Sampled[]): number {
  return turns.reduce((sum, { values }) => sum + mostValues(values), 0);
}

/** A sample may lack a metric, such as an LCP that was never reported. */
function mostValues(values: Sampled['values']): number {
  return Math.max(0, ...Object.values(values).map((each) => each.length));
}

function toolRow(each: Measured, all: readonly Measured[]): string {
  const { id, version, settings } = each.tool;
  const seconds = secondsPerSample(each);
  const own = all.find(({ tool }) => tool.id === 'backscroll');
  const ours = own === undefined ? undefined : secondsPerSample(own);
  if (seconds === undefined) return `| ${id} | ${version} | unavailable: ${each.unavailable ?? '?'} | | | |`;
  const ratio = ours === undefined || id === 'backscroll' ? '' : `${(seconds / ours).toFixed(1)} ×`;
  return `| ${id} | ${version} | ${samplesOf(each.turns)} | ${seconds.toFixed(1)} | ${ratio} | ${settings} |`;
}

function metricCell(each: Measured, metric: CommonMetric): string {
  const values = each.turns.flatMap((turn) => turn.values[metric] ?? []);
  const seconds = secondsPerSample(each);
  if (values.length === 0 || seconds === undefined) return 'unavailable';
  const middle = median(values);
  const text = Number(middle.toPrecision(4));
  if (middle === 0) return `${text}`;
  const spread = interquartileRange(values) / middle;
  const least = leastDetectable(spread / normalRange, (comparedMinutes * 60) / (2 * seconds), 0.05);
  return `${text}, ${(100 * spread).toFixed(1)} % (${least === undefined ? 'none' : `${(100 * least).toFixed(1)} %`})`;
}
