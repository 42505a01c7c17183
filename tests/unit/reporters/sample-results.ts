/**
 * Synthetic runs for tests of the reports, record by record through `assemble()`. Nothing in here was
 * measured: figures are made up so that every kind of verdict, gap and fault occurs.
 */
import { assemble } from '../../../src/core/assemble.ts';
import { repetitionSeries } from '../../../src/core/insights/leak-findings.ts';
import type { Budget } from '../../../src/core/results/budget.ts';
import type { Cell, CellKey } from '../../../src/core/results/cell.ts';
import type { Series } from '../../../src/core/results/iteration.ts';
import type { JournalRecord } from '../../../src/core/results/journal.ts';
import type { PassId } from '../../../src/core/results/metric.ts';
import { measured, type Reading, unavailable } from '../../../src/core/results/reading.ts';
import type { RecordedWork } from '../../../src/core/results/recorded-work.ts';
import type { Results } from '../../../src/core/results/results.ts';
import type { Verification } from '../../../src/core/results/verification.ts';
import type { WorstMoment } from '../../../src/core/results/worst-moment.ts';
import { metricDefinitions } from '../../../src/metrics/index.ts';
import { frameSeries, loadSeries } from './sample-series.ts';
import { sampleTraffic } from './sample-traffic.ts';

export const startedAtMs = Date.UTC(2026, 0, 1, 12);

/** The start of a run, with what the options keep of the command line. */
export function runRecord(
  options: Record<string, unknown> = {},
  environment: Partial<Results['environment']> = {},
): JournalRecord {
  return {
    type: 'run',
    id: 'synthetic',
    startedAtMs,
    startedUs: 0,
    environment: {
      browser: { name: 'Chromium', version: '156.0.1', origin: 'system' },
      renderer: 'software',
      cpu: 'Example <CPU> | 2 GHz',
      cores: 2,
      hostIndex: 1234.5,
      hostIndexReason: null,
      os: 'linux x64 6.1.0',
      node: '24.21.0',
      commit: '0123456789abcdef+dirty',
      fingerprint: '0123456789abcdef',
      target: { id: 'reference-chat', database: 'PostgreSQL 18.4 (embedded)' },
      ...environment,
    },
    options: {
      suite: 'quick',
      profiles: ['fast-3g/cpu-4'],
      iterations: { recorded: 1, timing: 6, memory: 4, lighthouse: 3 },
      traffic: 'light',
      defects: [],
      targetOptions: { size: 'standard', dataSeed: 1 },
      seed: 1,
      database: 'embedded',
      ...options,
    },
    metrics: metricDefinitions,
  };
}

export const endRecord: JournalRecord = { type: 'end', atMs: startedAtMs + 245_000 };

export function keyOf(scenario: string, messages: number): CellKey {
  return { scenario, params: { messages }, profile: 'fast-3g/cpu-4', arm: 'default' };
}

export function verificationOf(pass: PassId): Verification {
  return {
    network: {
      expectedRoundTripMs: 150,
      httpRoundTripMs: [151.2, 152.4, 151.8],
      webSocketRoundTripMs: [150.6, 151.1],
      expectedDownBitsPerSecond: 1_600_000,
      downBitsPerSecond: pass === 'timing' ? 1_598_400 : null,
      expectedUpBitsPerSecond: 768_000,
      upBitsPerSecond: null,
    },
    cpu: { asked: 4, factors: [3.94, 4.07] },
    scroll: { askedPx: 3_000, scrolledPx: 2_996 },
    traffic: { planned: 240, started: 240, dropped: 0, failed: 1, sendLagP99Ms: 11.4 },
    host: { state: 'quiet', reasons: [] },
  };
}

export interface IterationPlan {
  pass: PassId;
  /** Why it is invalid; left out when it is valid. */
  reason?: string;
  readings: Record<string, Reading | number>;
  series?: Series[];
  verification?: Verification;
}

export interface CellPlan {
  key: CellKey;
  title: string;
  budgets?: Budget[];
  iterations: IterationPlan[];
  defects?: string[];
  traffic?: unknown;
  series?: Series[];
  artifacts?: string[];
  finding?: Cell['findings'][number];
  /** Of the recorded iteration. */
  moments?: WorstMoment[];
  work?: RecordedWork;
  invalid?: string;
  error?: string;
}

/** The records of one cell from begin to end. */
export function cellRecords(plan: CellPlan): JournalRecord[] {
  const { key } = plan;
  const iterations = plan.iterations.map((each, index): JournalRecord => {
    const { pass, reason, readings, series = [], verification = verificationOf(pass) } = each;
    const fromMs = startedAtMs + index * 9_000;
    return {
      type: 'iteration',
      key,
      iteration: {
        index,
        pass,
        startedAtMs: fromMs,
        finishedAtMs: fromMs + 8_500,
        status: reason === undefined ? 'valid' : 'invalid',
        reason: reason ?? null,
        verification,
        ...(pass === 'recorded' && plan.moments !== undefined ? { worstMoments: plan.moments } : {}),
        ...(pass === 'recorded' && plan.work !== undefined ? { work: plan.work } : {}),
      },
      samples: Object.entries(readings).map(([metric, reading]) => ({
        metric,
        iteration: index,
        reading: typeof reading === 'number' ? measured(reading) : reading,
      })),
      series: series.map((each) => ({ ...each, iteration: index })),
    };
  });
  const artifacts = (plan.artifacts ?? []).map((name): JournalRecord => {
    const artifact = { name, contentType: 'application/zip', path: `cells/${key.scenario}/${name}` };
    return { type: 'artifact', key, artifact };
  });
  return [
    {
      type: 'cell',
      key,
      title: plan.title,
      defects: plan.defects ?? [],
      dataset: 'standard/1',
      budgets: plan.budgets ?? [],
    },
    ...iterations,
    ...artifacts,
    ...(plan.finding === undefined ? [] : [{ type: 'finding' as const, key, finding: plan.finding }]),
    ...(plan.traffic === undefined
      ? []
      : [{ type: 'traffic' as const, key, traffic: plan.traffic, series: plan.series ?? [] }]),
    {
      type: 'cell-end',
      key,
      atMs: startedAtMs + 240_000,
      invalid: plan.invalid ?? null,
      error: plan.error ?? null,
    },
  ];
}

export function runOf(plans: readonly CellPlan[], options: Record<string, unknown> = {}): Results {
  return assemble([runRecord(options), ...plans.flatMap(cellRecords), endRecord]);
}

/** The only cell, or the one of a scenario. */
export function cellOf(results: Results, scenario?: string, messages?: number): Cell {
  const cell = results.cells.find(
    (each) =>
      (scenario === undefined || each.scenario === scenario) &&
      (messages === undefined || each.params.messages === messages),
  );
  if (cell === undefined) throw new Error(`no cell of ${scenario}`);
  return cell;
}

const growthBudgets: Budget[] = [
  { kind: 'growth', metric: 'dom-elements', parameter: 'messages', limit: 0.05 },
  { kind: 'growth', metric: 'js-heap', parameter: 'messages', limit: 4_096 },
];
const dropped: Budget = { kind: 'absolute', metric: 'dropped-frames', limit: 5 };

/** Made-up scrolling of a list: `perMessage` elements are added for each message, 6 % noise on frames. */
export function scrollPlan(messages: number, perMessage: number): CellPlan {
  const timing = [0, 1, 2, 3, 4, 5].map(
    (index): IterationPlan => ({
      pass: 'timing',
      readings: {
        'dropped-frames': 1.2 + 0.15 * index + messages * perMessage * 0.0001,
        'partial-frames': 6.5 + 0.4 * index,
        'frame-rate': 59.1 - 0.2 * index,
        lcp: unavailable('the page was there before the measurement'),
        inp: index === 3 ? unavailable('no interaction painted anything') : 48 + 8 * index,
        cls: 0.0041,
        'transfer-bytes': 812_345 + 1_000 * index,
      },
      series: frameSeries(20_000 + index * 9_000, 2_000, 0.02 + messages * perMessage * 2e-6),
    }),
  );
  const memory = [0, 1, 2, 3].map(
    (index): IterationPlan => ({
      pass: 'memory',
      readings: {
        'dom-elements': 412 + perMessage * messages + index,
        'dom-nodes': 1_290 + 2.1 * perMessage * messages + 3 * index,
        'js-heap': 6_100_000 + 2_400 * perMessage * messages + 9_000 * index,
        'backing-store': 1_310_720,
      },
    }),
  );
  return {
    key: keyOf('scroll-history', messages),
    title: `Scrolling through ${messages} loaded messages`,
    budgets: [dropped, ...growthBudgets],
    iterations: [{ pass: 'recorded', readings: {} }, ...timing, ...memory],
    artifacts: ['filmstrip.png', 'trace.zip', 'devtools-trace.json.gz'],
  };
}

/** A made-up action that leaves so many elements behind each of the seven times that it is repeated. */
export function repeatPlan(left: number): CellPlan {
  const points = Array.from({ length: 8 }, (_, index): [number, number] => [
    index * 1_000,
    400 + left * index,
  ]);
  const series = { name: repetitionSeries('dom-elements'), unit: 'count', iteration: 0, points };
  return {
    key: keyOf('visit-page', 0),
    title: 'Repeating a click',
    iterations: [0, 1].map(() => ({ pass: 'memory', readings: { 'dom-elements': 400 }, series: [series] })),
  };
}

/** Made-up reading under load: one iteration was disturbed, and the median is near its limit. */
export function livePlan(): CellPlan {
  const values = [420, 470, 480, 495, 510, 530];
  const timing = values.map(
    (value, index): IterationPlan => ({
      pass: 'timing',
      readings: { 'message-to-pixel': value, 'dropped-frames': 2.1, 'partial-frames': 31 + index },
      series: frameSeries(30_000 + index * 9_000, 3_000, 0.08),
    }),
  );
  return {
    key: keyOf('read-live', 2_000),
    title: 'Reading and scrolling among 2000 messages while new ones arrive',
    budgets: [{ kind: 'absolute', metric: 'message-to-pixel', limit: 500 }],
    iterations: [
      {
        pass: 'timing',
        reason: 'host: 48 % of the CPU time went to other programs (<yes> | tail)',
        readings: { 'message-to-pixel': 2_900 },
        verification: {
          ...verificationOf('timing'),
          host: { state: 'void', reasons: ['48 % of the CPU time went to other programs (<yes> | tail)'] },
        },
      },
      ...timing,
    ],
    traffic: sampleTraffic,
    series: loadSeries(21_000, 70_000),
    finding: {
      severity: 'warning',
      title: 'Writers wait for one row',
      evidence: 'up to 3 sessions in Lock:tuple',
      cause: 'every send updates the same conversation row',
      remedy: 'move the counter to a row of its own',
    },
  };
}

/** Every size of the scroll and the read under load. */
export function sampleRun(perMessage = 0.004): Results {
  return runOf([...[50, 150, 500, 2_000].map((messages) => scrollPlan(messages, perMessage)), livePlan()]);
}
