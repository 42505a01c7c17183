import { expect, test } from '@playwright/test';
import { bottleneckSourcesOf, bottlenecksIn } from '../../../../src/core/insights/bottlenecks.ts';
import type { Cell } from '../../../../src/core/results/cell.ts';
import { waitSeries } from '../../../../src/core/results/database-activity.ts';
import type { Iteration, Series } from '../../../../src/core/results/iteration.ts';

function cell(iterations: Partial<Iteration>[], more: Partial<Cell> = {}): Cell {
  const key = { scenario: 'read-live', params: {}, profile: 'none/cpu-1', arm: 'default' };
  const whole = iterations.map((each, index) => ({ index, status: 'valid', ...each }));
  return { ...key, iterations: whole, series: [], ...more } as unknown as Cell;
}

const script = (functionName: string, durationMs: number) => ({
  ...{ durationMs, layoutMs: durationMs / 2, invoker: 'DIV.onscroll', invokerType: 'event-listener' },
  ...{ functionName, source: 'http://127.0.0.1/app.js' },
});
const frame = (startMs: number, functionName: string, durationMs: number) => ({
  ...{ startMs, durationMs, blockingMs: 0 },
  scripts: [script(functionName, durationMs)],
});
const series = (name: string, values: readonly number[]): Series => ({
  ...{ name, unit: 'count', iteration: null },
  points: values.map((value, index): [number, number] => [index * 250, value]),
});

test('code of long frames is added up over the cells, the heaviest first', () => {
  const found = bottlenecksIn([
    cell([{ longFrames: [frame(0, 'measure', 100), frame(200, 'paint', 60)] }]),
    cell([{ longFrames: [frame(0, 'measure', 80)] }], { profile: 'none/cpu-4' }),
  ]);
  expect(found).toEqual([
    {
      where: 'page',
      what: 'measure, invoked by DIV.onscroll',
      evidence: '180 ms in 2 long frames, 90 ms of it forced layout, 100 ms at once',
      cells: ['read-live none/cpu-1', 'read-live none/cpu-4'],
    },
    expect.objectContaining({ what: 'paint, invoked by DIV.onscroll' }),
  ]);
});

test('the longest tasks of recorded passes name what ran in them', () => {
  const moment = (ms: number) => ({ startMs: 0, durationMs: 90, requests: 0, ran: [{ what: 'layout', ms }] });
  const [found] = bottlenecksIn([cell([{ worstMoments: [moment(50), moment(30)] }])]);
  expect(found).toMatchObject({
    what: 'layout',
    evidence: '80 ms of its own in 2 of the longest tasks of the recorded passes',
  });
});

test('waits and statements are told with how often they were seen; rare ones are not', () => {
  const statements = [
    { text: 'update conversations', observations: 40, longestMs: 12 },
    { text: 'select once', observations: 1, longestMs: 900 },
  ];
  const found = bottlenecksIn([
    cell([], {
      series: [
        series('database-active', new Array<number>(100).fill(2)),
        series(waitSeries('Lock:tuple'), [3, 1, 1]),
        series(waitSeries('IO:DataFileRead'), [1]),
      ],
      database: { observations: 100, gaps: 0, maxConnections: 40, statements },
    }),
  ]);
  expect(found.map(({ what, evidence }) => `${what}: ${evidence}`)).toEqual([
    'Lock:tuple: in 3 of 100 observations sessions waited for it, at most 3 sessions at once',
    'update conversations: in 40 of 100 observations sessions ran it, 12 ms at longest by then',
  ]);
});

test('what was not recorded is told apart from what was not found', () => {
  expect(bottleneckSourcesOf([cell([{}])])).toEqual({
    longFrames: false,
    worstMoments: false,
    database: false,
  });
  const looked = cell([{ longFrames: [], worstMoments: [] }], { series: [series('database-active', [0])] });
  expect(bottleneckSourcesOf([looked])).toEqual({ longFrames: true, worstMoments: true, database: true });
  expect(bottlenecksIn([looked])).toEqual([]);
});
