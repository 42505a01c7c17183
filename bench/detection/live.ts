/** Runs whole comparisons of the dial page exactly as `backscroll ab` does, and reports their verdicts. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import { assemble } from '../../src/core/assemble.ts';
import { comparisonStatus } from '../../src/core/results/metric-comparison.ts';
import { proportionInterval } from '../../src/core/statistics/proportion.ts';
import { defaultPrimary } from '../../src/measure/primary.ts';
import { runSequential } from '../../src/measure/sequential.ts';
import { writeBetween } from '../markers.ts';
import { folder, Place, profile, visit } from './place.ts';
import { document } from './resample.ts';
import { setting } from './samples.ts';

const maxMinutes = 5;
/** The increase, of the main-thread work only: the other primary metrics must not show a difference. */
const planted = 0.1;
const plantedDials = ['work'] as const;

const liveComparison = z.object({
  share: z.number(),
  /** Which dials were turned up. */
  dials: z.array(z.string()),
  startedAtMs: z.number(),
  minutes: z.number(),
  /** Values of each arm at the decision; the smallest of the primary metrics. */
  n: z.int(),
  verdict: comparisonStatus.nullable(),
  metrics: z.record(z.string(), comparisonStatus),
  shiftOfTbt: z.number().nullable(),
});
type LiveComparison = z.infer<typeof liveComparison>;

const journalFile = path.join(folder, 'live.ndjson');
const settingFile = path.join(folder, 'live-setting.json');

/** Runs the comparisons that the journal lacks. After an interruption it continues with the next one. */
export async function live(same: number, shifted: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const done = journaled();
  const order = schedule(same, shifted);
  const known = existsSync(settingFile)
    ? setting.parse(JSON.parse(readFileSync(settingFile, 'utf8')))
    : undefined;
  await using place = await Place.open(known);
  if (known === undefined) appendFileSync(settingFile, JSON.stringify(place.setting));
  for (const share of order.slice(done.length)) {
    console.error(
      `comparison ${done.length + 1} of ${order.length}: ${titleOf(share)}; at most ${(order.length - done.length) * maxMinutes} min left`,
    );
    const compared = await compareOnce(place, share, done.length + 1);
    done.push(compared);
    appendFileSync(journalFile, `${JSON.stringify(compared)}\n`);
    console.error(`  ${compared.verdict} after ${compared.minutes} min: ${JSON.stringify(compared.metrics)}`);
  }
  const text = report(done);
  writeBetween(document, 'live', text);
  console.log(text);
}

/** The shares of the comparisons, in order: shifted ones are spread evenly among those of equal pages (0). */
export function schedule(same: number, shifted: number): number[] {
  const all = same + shifted;
  return Array.from({ length: all }, (_, index) =>
    Math.floor(((index + 1) * shifted) / all) > Math.floor((index * shifted) / all) ? planted : 0,
  );
}

async function compareOnce(place: Place, share: number, number: number): Promise<LiveComparison> {
  const own = path.join(folder, 'live');
  rmSync(own, { recursive: true, force: true });
  const startedAtMs = Date.now();
  const startedMs = performance.now();
  const runContext = await place.runContext(`live-${number}`, own, (title) =>
    process.stderr.write(`  ${title}, ${((performance.now() - startedMs) / 1000).toFixed(0)} s\n`),
  );
  await runSequential(
    runContext,
    {
      scenario: visit,
      profile,
      arms: [place.arm('baseline', 0), place.arm('candidate', share, { which: plantedDials })],
      counts: {},
      budgets: [],
      seed: number,
      warmUp: true,
    },
    {
      labels: ['baseline', 'candidate'],
      primary: { metrics: [...defaultPrimary], named: false },
      minEffect: 0.05,
      alpha: 0.05,
      maxMs: maxMinutes * 60_000,
      fixed: undefined,
    },
  );
  const minutes = Number(((performance.now() - startedMs) / 60_000).toFixed(1));
  const comparison = assemble(runContext.journal.records()).comparisons.at(-1);
  if (comparison === undefined) throw new Error('the run holds no comparison');
  const primary = comparison.metrics.filter((each) => each.primary);
  const tbt = primary.find(({ metric }) => metric === 'tbt');
  return {
    share,
    dials: [...plantedDials],
    startedAtMs,
    minutes,
    n: Math.min(...primary.map(({ baseline, candidate }) => Math.min(baseline.n, candidate.n))),
    verdict: comparison.verdict,
    metrics: Object.fromEntries(primary.map(({ metric, status }) => [metric, status])),
    shiftOfTbt: tbt?.shift ?? null,
  };
}

function journaled(): LiveComparison[] {
  if (!existsSync(journalFile)) return [];
  return readFileSync(journalFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => liveComparison.parse(JSON.parse(line)))
    .filter(({ dials }) => dials.join() === plantedDials.join());
}

function titleOf(share: number): string {
  return share === 0 ? 'the page with itself' : `work +${share * 100} %`;
}

function report(done: readonly LiveComparison[]): string {
  const called = ({ metrics }: LiveComparison, but?: string): boolean =>
    Object.entries(metrics).some(
      ([metric, status]) => metric !== but && (status === 'worse' || status === 'better'),
    );
  const same = done.filter(({ share }) => share === 0);
  const shifted = done.filter(({ share }) => share !== 0);
  const falseAlarms = same.filter((each) => called(each)).length;
  const besides = shifted.filter((each) => called(each, 'tbt')).length;
  const found = shifted.filter(({ metrics }) => metrics.tbt === 'worse').length;
  const rows = done.map(
    (each, index) =>
      `| ${index + 1} | ${new Date(each.startedAtMs).toISOString().slice(0, 16)} | ${titleOf(each.share)} | ${each.verdict ?? '–'} | ${Object.entries(
        each.metrics,
      )
        .map(([metric, status]) => `${metric} ${status}`)
        .join(', ')} | ${each.shiftOfTbt?.toFixed(1) ?? '–'} | ${each.n} | ${each.minutes} |`,
  );
  const longest = Math.max(0, ...done.map(({ minutes }) => minutes));
  return [
    ...(same.length > 0
      ? [
          `- False alarms: ${falseAlarms} of ${same.length}; at most ${percent(proportionInterval(falseAlarms, same.length, 0.9).high)} (one-sided, 95 %).`,
        ]
      : []),
    ...(shifted.length > 0
      ? [
          `- A tenth more work found: ${found} of ${shifted.length}; at least ${percent(proportionInterval(found, shifted.length, 0.9).low)} (one-sided, 95 %).`,
          `- Of these, another primary metric was called too: ${besides}; at most ${percent(proportionInterval(besides, shifted.length, 0.9).high)}.`,
        ]
      : []),
    `- The longest comparison took ${longest} min.`,
    '',
    '| | begun (UTC) | candidate | verdict | primary metrics | shift of tbt, ms | values an arm | min |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
