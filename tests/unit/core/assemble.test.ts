import { expect, test } from '@playwright/test';
import { assemble, summarize } from '../../../src/core/assemble.ts';
import type { Budget } from '../../../src/core/results/budget.ts';
import type { Cell } from '../../../src/core/results/cell.ts';
import { type JournalRecord, parseJournal } from '../../../src/core/results/journal.ts';
import { unavailable } from '../../../src/core/results/reading.ts';
import type { Results } from '../../../src/core/results/results.ts';
import { headline, whatToLookAt } from '../../../src/reporters/headline.ts';
import {
  begin,
  elements,
  end,
  finish,
  frameRate,
  iterate,
  keyOf,
  run,
  startedAtMs,
  wholeCell,
} from './sample-journal.ts';

const six = [200, 201, 202, 203, 204, 205];
const limit300: Budget = { kind: 'absolute', metric: elements.id, limit: 300 };
/** What every cell with budgets is judged by as well. */
const noFailure = { metric: 'failure-rate', status: 'met' };
const growth: Budget = { kind: 'growth', metric: elements.id, parameter: 'messages', limit: 0.5 };

function cellOf(results: Results, messages: number): Cell {
  const cell = results.cells.find(({ params }) => params.messages === messages);
  if (cell === undefined) throw new Error(`no cell of ${messages} messages`);
  return cell;
}

test('a run that ended: samples, summaries, verdicts and the instants', () => {
  const results = assemble([run, ...wholeCell(keyOf(50), elements, six, [limit300]), end]);
  expect(results).toMatchObject({
    schemaVersion: 1,
    id: 'sample',
    startedAt: '2026-01-01T12:00:00.000Z',
    finishedAt: '2026-01-01T12:01:00.000Z',
    complete: true,
    verdict: 'met',
    errors: [],
  });
  const cell = cellOf(results, 50);
  expect(cell.samples).toHaveLength(6);
  expect(cell.summaries).toEqual([
    {
      metric: elements.id,
      n: 6,
      median: 202.5,
      p95: 204.75,
      spread: 2.5,
      interval: { low: 200, high: 205, coverage: 0.96875 },
      unavailable: 0,
      unavailableReason: null,
    },
  ]);
  expect(cell.verdicts).toMatchObject([{ metric: elements.id, status: 'met', observed: 202.5 }, noFailure]);
});

test('invalid iterations are kept and count for nothing', () => {
  const key = keyOf(50);
  const results = assemble([
    run,
    begin(key, [limit300]),
    ...six.map((value, index) => iterate(key, index, { readings: { [elements.id]: value } })),
    iterate(key, 6, { reason: 'host: busy', readings: { [elements.id]: 9_999 } }),
    finish(key),
    end,
  ]);
  const cell = cellOf(results, 50);
  expect(cell.iterations).toHaveLength(7);
  expect(cell.samples).toHaveLength(7);
  expect(cell.summaries[0]).toMatchObject({ n: 6, p95: 204.75 });
  expect(cell.verdict).toBe('met');
});

test('a cell none of whose iterations was valid is invalid, with the last reason', () => {
  const key = keyOf(50);
  const results = assemble([
    run,
    begin(key, [limit300]),
    iterate(key, 0, { reason: 'host: busy', readings: { [elements.id]: 1 } }),
    iterate(key, 1, { reason: 'CPU: a probe found 2.00×' }),
    finish(key),
    end,
  ]);
  expect(cellOf(results, 50).verdicts).toMatchObject([
    { status: 'invalid', observed: null, reason: expect.stringContaining('CPU: a probe found 2.00×') },
  ]);
  expect(results.verdict).toBe('invalid');
});

test('a cell that ended with an error is invalid, although its figures were good', () => {
  const key = keyOf(50);
  const whole = wholeCell(key, elements, six, [limit300]).slice(0, -1);
  const results = assemble([run, ...whole, finish(key, { error: 'the chat died' }), end]);
  expect(cellOf(results, 50)).toMatchObject({ verdict: 'invalid', error: 'the chat died' });
  expect(cellOf(results, 50).verdicts).toMatchObject([{ status: 'met' }, noFailure]);
  expect(results.verdict).toBe('invalid');
});

test('a throttle that was not what was asked for voids timing figures, and not the memory', () => {
  const key = keyOf(50);
  const rate: Budget = { kind: 'absolute', metric: frameRate.id, limit: 50 };
  const results = assemble([
    run,
    begin(key, [limit300, rate]),
    ...six.flatMap((value, index) => [
      iterate(key, 2 * index, { readings: { [elements.id]: value } }),
      iterate(key, 2 * index + 1, { pass: 'timing', readings: { [frameRate.id]: 60 } }),
    ]),
    finish(key, { invalid: 'CPU: the median factor was 2.90' }),
    end,
  ]);
  expect(cellOf(results, 50).verdicts).toMatchObject([
    { metric: elements.id, status: 'met' },
    { metric: frameRate.id, status: 'invalid', reason: 'CPU: the median factor was 2.90' },
    noFailure,
  ]);
});

test('a metric that could not be measured is inconclusive, and says why', () => {
  const key = keyOf(50);
  const readings = { [elements.id]: unavailable('the page went away') };
  const results = assemble([run, begin(key, [limit300]), iterate(key, 0, { readings }), finish(key), end]);
  expect(cellOf(results, 50)).toMatchObject({
    verdict: 'inconclusive',
    verdicts: [{ status: 'inconclusive', reason: 'the page went away' }, noFailure],
    summaries: [{ n: 0, median: null, p95: null, spread: null, interval: null, unavailable: 1 }],
  });
});

test('a budget on a metric that the run does not know is inconclusive', () => {
  const results = assemble([
    run,
    ...wholeCell(keyOf(50), elements, six, [{ kind: 'absolute', metric: 'sparkle', limit: 1 }]),
    end,
  ]);
  expect(cellOf(results, 50).verdicts).toMatchObject([
    { metric: 'sparkle', status: 'inconclusive' },
    noFailure,
  ]);
});

test.describe('growth', () => {
  const at = (messages: number, perMessage: number, arm?: string) =>
    wholeCell(
      keyOf(messages, arm),
      elements,
      six.map((value) => value + messages * perMessage),
      [growth],
    );

  test('is judged against the smallest cell, whatever the order of the journal', () => {
    const results = assemble([run, ...at(2_000, 0), ...at(150, 1), ...at(50, 1), end]);
    // The smallest cell itself has nothing to grow from.
    expect(cellOf(results, 50).verdicts).toMatchObject([noFailure]);
    const [verdict] = cellOf(results, 150).verdicts;
    expect(verdict).toMatchObject({ status: 'missed', kind: 'growth', parameter: 'messages', limit: 0.5 });
    // Elements per message: 100 more elements over 100 more messages.
    expect(verdict?.observed).toBeCloseTo(1, 10);
    // 250 at 50 messages, 200 at 2,000: it shrinks.
    expect(cellOf(results, 2_000).verdicts).toMatchObject([{ status: 'met' }, noFailure]);
    expect(cellOf(results, 2_000).verdicts[0]?.observed).toBeCloseTo(-50 / 1_950, 10);
  });

  const other = { ...keyOf(20), profile: 'none/cpu-1' };
  const unrelated = [...at(50, 0), ...at(150, 1, 'defect'), ...wholeCell(other, elements, six, [growth])];

  test('compares cells of one arm, profile and scenario only: alone of its kind, none can be judged', () => {
    const results = assemble([run, ...unrelated, end]);
    for (const cell of results.cells) {
      expect(cell).toMatchObject({
        verdict: 'inconclusive',
        verdicts: [{ observed: null, limit: 0.5 }, noFailure],
      });
      expect(cell.verdicts[0]?.reason).toMatch(/^Growth needs two sizes, and the run measured one/);
    }
    expect(results.verdict).toBe('inconclusive');
  });

  test('is not asked of one size while the others may still come', () => {
    for (const cell of assemble([run, ...unrelated]).cells) expect(cell.verdicts).toMatchObject([noFailure]);
  });

  test('is invalid when its base is, or ended early, whatever the figures', () => {
    const key = keyOf(50);
    const busy = [begin(key, [growth]), iterate(key, 0, { reason: 'host: busy' }), finish(key)];
    const broken = [...at(50, 0).slice(0, -1), finish(key, { error: 'the chat died' })];
    for (const [base, reason] of [
      [busy, 'No memory iteration of 1 was valid: host: busy'],
      [broken, 'the chat died'],
    ] as const) {
      const results = assemble([run, ...base, ...at(150, 0), end]);
      expect(cellOf(results, 150).verdicts).toMatchObject([
        {
          status: 'invalid',
          reason: `scroll-history messages=50 fast-3g/cpu-4, the base of the growth: ${reason}`,
        },
        noFailure,
      ]);
    }
  });
});

test.describe('a run that was cut short', () => {
  const records: JournalRecord[] = [run, ...wholeCell(keyOf(50), elements, six, [limit300])];

  test('keeps what was measured, is not complete and ends with its last record', () => {
    const results = assemble(records.slice(0, -1));
    expect(results.complete).toBe(false);
    expect(results.finishedAt).toBe(new Date(startedAtMs + 5_900).toISOString());
    expect(cellOf(results, 50).verdict).toBe('met');
  });

  test('is assembled from a journal whose last line was cut', () => {
    const text = records.map((record) => JSON.stringify(record)).join('\n');
    const results = assemble(parseJournal(text.slice(0, -5)));
    expect(results.complete).toBe(false);
    expect(cellOf(results, 50).samples).toHaveLength(6);
  });

  test('by an error says so and is not complete', () => {
    const results = assemble([...records, { type: 'error', atMs: startedAtMs, message: 'disk full' }, end]);
    expect(results).toMatchObject({ complete: false, errors: ['disk full'] });
  });

  test('before anything was judged has no verdict', () => {
    expect(assemble([run])).toMatchObject({ verdict: null, complete: false, cells: [] });
  });

  test('before it began is an error', () => {
    expect(() => assemble([])).toThrow(/no record of the start/);
  });
});

test('an iteration of a cell that never began is an error that names the cell', () => {
  expect(() => assemble([run, iterate(keyOf(50), 0, {})])).toThrow(/scroll-history messages=50/);
});

test('the worst cell gives the verdict of the run', () => {
  const results = assemble([
    run,
    ...wholeCell(keyOf(50), elements, six, [limit300]),
    ...wholeCell(keyOf(150), elements, [400, 401, 402, 403, 404, 405], [limit300]),
    end,
  ]);
  expect(results.cells.map(({ verdict }) => verdict)).toEqual(['met', 'missed']);
  expect(results.verdict).toBe('missed');
});

test('a summary counts iterations without a value, with the first reason', () => {
  const key = keyOf(50);
  const iterations = [
    iterate(key, 0, { readings: { lcp: unavailable('first') } }),
    iterate(key, 1, { readings: { lcp: 12 } }),
    iterate(key, 2, { readings: { lcp: unavailable('second') } }),
  ];
  const summary = summarize('lcp', {
    iterations: iterations.map(({ iteration }) => iteration),
    samples: iterations.flatMap(({ samples }) => samples),
  });
  expect(summary).toMatchObject({
    n: 1,
    median: 12,
    interval: null,
    unavailable: 2,
    unavailableReason: 'first',
  });
});

test('a cell that is begun twice goes on: no two iterations share an index, and all samples are pooled', () => {
  const key = keyOf(50);
  const part = (values: readonly number[], reason?: string) => [
    begin(key, [limit300]),
    ...values.map((value, index) =>
      iterate(key, index, {
        readings: { [elements.id]: value },
        ...(index === 1 && reason ? { reason } : {}),
      }),
    ),
  ];
  const cut = part([200, 999, 201], 'host: busy');
  const results = assemble([run, ...cut, ...part([202, 203, 204, 205]), finish(key), end]);
  expect(results.cells).toHaveLength(1);
  const cell = cellOf(results, 50);
  expect(cell.iterations.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(cell.samples.map(({ iteration }) => iteration)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(cell.summaries).toMatchObject([{ metric: elements.id, n: 6, median: 202.5 }]);
  expect(cell.verdicts).toMatchObject([{ status: 'met' }, noFailure]);
  expect(results.complete).toBe(true);
});

test('a pass without a valid iteration makes its cell invalid, budget or not', () => {
  const busy = { pass: 'lighthouse' as const, reason: 'host: busy' };
  const results = assemble([run, begin(keyOf(50)), iterate(keyOf(50), 0, busy), finish(keyOf(50)), end]);
  expect(results).toMatchObject({ verdict: 'invalid', cells: [{ verdict: 'invalid', verdicts: [] }] });
  expect(headline(results)).toBe('Invalid: 1 cell without valid figures, in 1 cell');
  expect(whatToLookAt(results)).toContain('No lighthouse iteration of 1 was valid: host: busy');
});
