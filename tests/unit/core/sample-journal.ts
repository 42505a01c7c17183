/** Journals of runs that never were, record by record, for tests of what is made of them. */
import type { Budget } from '../../../src/core/results/budget.ts';
import type { CellKey } from '../../../src/core/results/cell.ts';
import type { JournalRecord } from '../../../src/core/results/journal.ts';
import type { MetricDefinition, PassId } from '../../../src/core/results/metric.ts';
import { measured, type Reading } from '../../../src/core/results/reading.ts';

export const elements: MetricDefinition = {
  id: 'dom-elements',
  version: 1,
  title: 'DOM elements',
  unit: 'count',
  better: 'lower',
  pass: 'memory',
  source: 'a test',
};
export const frameRate: MetricDefinition = {
  id: 'frame-rate',
  version: 1,
  title: 'Frame rate',
  unit: 'per-second',
  better: 'higher',
  pass: 'timing',
  source: 'a test',
};

/** 12:00 on 2026-01-01, when every sample run starts; ms since the epoch. */
export const startedAtMs = Date.UTC(2026, 0, 1, 12);

export const run: JournalRecord = {
  type: 'run',
  id: 'sample',
  startedAtMs,
  startedUs: 0,
  environment: {
    browser: { name: 'Chromium', version: '156.0', origin: 'system' },
    renderer: 'software',
    cpu: 'a processor',
    cores: 2,
    hostIndex: 1000,
    os: 'Linux',
    node: '24.21.0',
    commit: null,
    fingerprint: '0123456789abcdef',
    target: { id: 'reference-chat', database: 'PostgreSQL 18' },
  },
  options: { quick: true },
  metrics: { [elements.id]: elements, [frameRate.id]: frameRate },
};
export const end: JournalRecord = { type: 'end', atMs: startedAtMs + 60_000 };

export function keyOf(messages: number, arm = 'default'): CellKey {
  return { scenario: 'scroll-history', params: { messages }, profile: 'fast-3g/cpu-4', arm };
}

export function begin(key: CellKey, budgets: Budget[] = []): JournalRecord {
  return { type: 'cell', key, title: 'Scrolling', defects: [], dataset: 'small', budgets };
}

export function finish(
  key: CellKey,
  { invalid = null, error = null }: { invalid?: string | null; error?: string | null } = {},
): JournalRecord {
  return { type: 'cell-end', key, atMs: startedAtMs + 50_000, invalid, error };
}

interface Given {
  pass?: PassId;
  /** Why it is not valid; left out when it is. */
  reason?: string;
  /** Left out for `invalid` where there is a reason. */
  status?: 'failed';
  readings?: Record<string, Reading | number>;
}

export function iterate(
  key: CellKey,
  index: number,
  { pass = 'memory', reason, status, readings = {} }: Given,
) {
  return {
    type: 'iteration',
    key,
    iteration: {
      index,
      pass,
      startedAtMs: startedAtMs + index * 1_000,
      finishedAtMs: startedAtMs + index * 1_000 + 900,
      status: status ?? (reason === undefined ? 'valid' : 'invalid'),
      reason: reason ?? null,
      verification: {},
    },
    samples: Object.entries(readings).map(([metric, reading]) => ({
      metric,
      iteration: index,
      reading: typeof reading === 'number' ? measured(reading) : reading,
    })),
    series: [],
  } satisfies JournalRecord;
}

/** Readings of the reference workload, one of each figure (ms), a second apart. */
export function referenceOf(figuresMs: readonly number[], version = 1): JournalRecord[] {
  return figuresMs.map((figureMs, index) => ({
    type: 'reference',
    version,
    reading: {
      startedAtMs: startedAtMs + index * 1_000 + 910,
      finishedAtMs: startedAtMs + index * 1_000 + 990,
      partsMs: { script: figureMs },
      reason: null,
    },
  }));
}

/** A cell from begin to end, one valid iteration for each value. */
export function wholeCell(
  key: CellKey,
  metric: MetricDefinition,
  values: readonly number[],
  budgets: Budget[] = [],
): JournalRecord[] {
  return [
    begin(key, budgets),
    ...values.map((value, index) =>
      iterate(key, index, { pass: metric.pass, readings: { [metric.id]: value } }),
    ),
    finish(key),
  ];
}
