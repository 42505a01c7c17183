/** Computes error rates from the recorded samples and writes them into docs/error-rates.md. */

import { proportionInterval } from '../../src/core/statistics/proportion.ts';
import { interquartileRange, median, shift } from '../../src/core/statistics/statistics.ts';
import { writeBetween } from '../markers.ts';
import { type NullRates, nullRates, power, type Share, type Study, secondsPerPair } from './rates.ts';
import {
  type Block,
  baselineOf,
  type Condition,
  conditions,
  readRecorded,
  recordedMetrics,
  type Setting,
  secondsPerIteration,
  valuesOf,
} from './samples.ts';

const rounds = 2_000;
const powerRounds = 500;
const budgetMinutes = 5;
const curveMinutes = [2, 3, 5, 10] as const;
export const document = 'docs/error-rates.md';

/** Sets of primary metrics: the default set of a comparison, and one for the other three dials. */
const families = [
  ['tbt', 'lcp', 'partial-frames'],
  ['lcp', 'dom-elements', 'js-heap'],
] as const;
const metrics = [...recordedMetrics.timing, ...recordedMetrics.memory];

export function resample(): void {
  const { setting, blocks } = readRecorded();
  const text = [
    provenance(setting, blocks),
    falseAlarmTable(blocks),
    responseTable(blocks),
    powerTable(blocks),
  ].join('\n\n');
  writeBetween(document, 'resampled', text);
  console.log(text);
}

function provenance({ profile, environment, roundsPerMs }: Setting, blocks: readonly Block[]): string {
  const days = blocks.map(({ startedAtMs }) => new Date(startedAtMs).toISOString().slice(0, 10));
  const invalid = blocks.reduce((sum, each) => sum + each.invalid, 0);
  const counts = recordedIn(blocks).map(
    (each) =>
      `${Math.min(...metrics.map((metric) => valuesOf(blocks, each, metric).length))} of ${titleOf(each)}`,
  );
  const seconds = (pass: 'timing' | 'memory') => secondsPerIteration(blocks, pass).toFixed(1);
  return [
    `Recorded ${[...new Set(days)].join(', ')} in ${blocks.length} blocks: at least ${counts.join(', ')}.`,
    `${invalid} iterations did not count. \`${profile}\`, ${JSON.stringify(environment.cpu)}, ${String(environment.cores)} cores,`,
    `${String(environment.os)}, ${String(environment.renderer)} rendering; ${roundsPerMs} rounds of work in a millisecond.`,
    `A timing iteration took ${seconds('timing')} s, a memory iteration ${seconds('memory')} s.`,
    ...referenceLine(blocks),
  ].join('\n');
}

/** The reference workload during the recording; empty for recordings without it. */
function referenceLine(blocks: readonly Block[]): string[] {
  const figures = blocks.flatMap(({ rows }) => rows.flatMap(({ referenceMs }) => referenceMs ?? []));
  if (figures.length === 0) return [];
  const range = `${short(Math.min(...figures))} to ${short(Math.max(...figures))} ms`;
  const spread = percent(interquartileRange(figures) / median(figures));
  return [
    `Reference workload beside the rows: median ${short(median(figures))} ms, IQR ${spread}, ${range}.`,
  ];
}

const titles: Readonly<Record<Condition, string>> = {
  base: 'the base',
  '5': '+5 %',
  '10': '+10 %',
  '20': '+20 %',
  noisy: 'the noisy page',
  'noisy-20': 'the noisy page +20 %',
};

function titleOf(condition: Condition): string {
  return titles[condition];
}

/** The conditions in a recording. */
function recordedIn(blocks: readonly Block[]): Condition[] {
  return conditions.filter((condition) =>
    blocks.some(({ rows }) => rows.some((row) => row.condition === condition)),
  );
}

/** The unshifted pages in a recording. */
function pagesIn(blocks: readonly Block[]): Condition[] {
  return recordedIn(blocks).filter((condition) => condition === baselineOf(condition));
}

function falseAlarmTable(blocks: readonly Block[]): string {
  const rows = pagesIn(blocks).flatMap((page) =>
    families.flatMap((primary) =>
      (['stretches', 'plain'] as const).map((order) => {
        console.error(`false alarms: ${page}, ${primary.join(', ')}, ${order}`);
        const rates = nullRates({ blocks, primary, minutes: budgetMinutes, rounds, seed: 1 }, order, page);
        return `| ${titleOf(page)} | ${primary.join(', ')} | ${order} | ${percentOf(rates.falseAlarms)} | ${bounds(rates.falseAlarms)} | ${coverage(rates)} | ${rates.meanPairs.toFixed(1)} |`;
      }),
    ),
  );
  return [
    `### False alarms and coverage, ${rounds.toLocaleString('en')} comparisons of a page with itself, at most ${budgetMinutes} minutes each`,
    '',
    '| page | primary metrics | drawn | false alarms, any of the three | exact 95 % interval | intervals that contain 0 | values an arm, mean |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function coverage({ covered }: NullRates): string {
  return Object.entries(covered)
    .map(([metric, share]) => `${metric} ${percentOf(share)}`)
    .join(', ');
}

/** What each shift did to each metric. A dial must move its own metric and no other. */
function responseTable(blocks: readonly Block[]): string {
  const tables = pagesIn(blocks).flatMap((page) => {
    const shifts = recordedIn(blocks).filter((each) => each !== page && baselineOf(each) === page);
    const rows = metrics.map((metric) => {
      const base = valuesOf(blocks, page, metric);
      const cells = shifts.map((condition) => shiftOf(base, valuesOf(blocks, condition, metric)));
      const middle = median(base);
      const spread = middle === 0 ? '–' : percent(interquartileRange(base) / middle);
      return `| ${metric} | ${base.length} | ${short(middle)} | ${spread} | ${cells.join(' | ')} |`;
    });
    return [
      '',
      `| metric | n | median of ${titleOf(page)} | IQR / median | ${shifts.map(titleOf).join(' | ')} |`,
      `|---|---|---|---|${shifts.map(() => '---|').join('')}`,
      ...rows,
    ];
  });
  return ['### What the dials moved: shift and its 95 % interval, in the unit of the metric', ...tables].join(
    '\n',
  );
}

function shiftOf(base: readonly number[], shifted: readonly number[]): string {
  const { estimate, interval } = shift(base, shifted);
  const range = interval === undefined ? '' : ` (${short(interval.low)} to ${short(interval.high)})`;
  return `${short(estimate)}${range}`;
}

function powerTable(blocks: readonly Block[]): string {
  const rows = families.flatMap((primary) =>
    recordedIn(blocks)
      .filter((each) => each !== baselineOf(each))
      .flatMap((condition) => {
        const curve = curveMinutes.map((minutes) => {
          console.error(`power: ${primary.join(', ')}, ${titleOf(condition)}, ${minutes} min`);
          return power({ blocks, primary, minutes, rounds: powerRounds, seed: 2 } satisfies Study, condition);
        });
        return primary
          .filter((metric) => metric !== 'partial-frames')
          .map((metric) => {
            const shares = curve.map((found) => found[metric] ?? { hits: 0, of: 1 });
            return `| ${primary.join(', ')} | ${metric} | ${titleOf(condition)} | ${shares.map((share) => `${percentOf(share)} (${bounds(share)})`).join(' | ')} |`;
          });
      }),
  );
  const pairs = families.map(
    (primary) => `${primary.join(', ')}: ${secondsPerPair(blocks, primary).toFixed(1)} s`,
  );
  return [
    `### Power: called worse, of ${powerRounds} comparisons, by the minutes that a comparison may take`,
    '',
    `Time for one value of both arms: ${pairs.join('; ')}. In brackets the exact 95 % interval of the simulation.`,
    'A shift below the smallest effect of interest, 5 % of the median, is rightly called `same`.',
    '',
    `| primary metrics | metric | dials | ${curveMinutes.map((minutes) => `${minutes} min`).join(' | ')} |`,
    `|---|---|---|${curveMinutes.map(() => '---|').join('')}`,
    ...rows,
  ].join('\n');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function percentOf({ hits, of }: Share): string {
  return of === 0 ? '–' : percent(hits / of);
}

function bounds({ hits, of }: Share): string {
  const { low, high } = proportionInterval(hits, of);
  return `${(100 * low).toFixed(1)} to ${percent(high)}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
