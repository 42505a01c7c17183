import { expect, test } from '@playwright/test';
import type { Surroundings } from '../../../src/core/insights/surroundings.ts';
import { worstOf } from '../../../src/core/insights/worst-moments.ts';
import { type RecordedTask, recordedTasks } from '../../../src/instruments/recorded-tasks.ts';
import { readSourceMaps } from '../../../src/instruments/source-maps.ts';
import { calledScripts } from '../../../src/instruments/trace-slices.ts';
import { worstMomentsPicture } from '../../../src/measure/iteration/worst-moments-picture.ts';
import type { TraceEvent } from '../../../src/metrics/frames.ts';

const page = 7;

/** A slice of the main thread; times in ms after the start of the recording at 1 s. */
function ran(name: string, atMs: number, ms: number, data?: Record<string, unknown>, pid = page): TraceEvent {
  const times = { ts: 1_000_000 + atMs * 1000, dur: ms * 1000 };
  return { name, ph: 'X', pid, tid: 1, ...times, ...(data === undefined ? {} : { args: { data } }) };
}

const started: TraceEvent = {
  ...{ name: 'TracingStartedInBrowser', ph: 'I', pid: 1, ts: 0 },
  args: { data: { frames: [{ processId: page }] } },
};
const request = (name: string, atMs: number, requestId: string): TraceEvent => ({
  ...{ name, ph: 'I', pid: page, ts: 1_000_000 + atMs * 1000 },
  args: { data: { requestId } },
});
const film = [0, 100, 200, 300].map((atMs) => ({ atMs, jpeg: `shot${atMs}` }));
/** A moment of a cell without a load. */
const quiet = (moment: RecordedTask) => ({
  ...moment,
  around: { load: 'none', database: 'not-recorded' } as const,
});
const script = { functionName: 'renderRows', url: 'http://127.0.0.1/app.js?token=secret', lineNumber: 42 };

test('functions are told as they were before they were bundled, where a source map tells', async () => {
  const map = {
    ...{ version: 3, sources: ['../src/view/feed.tsx'], names: ['renderRows'] },
    // Line 1, column 10 of the bundle is line 6, column 2 of the source, by its name; column 40 has no name.
    mappings: 'UAKEA,8BACA',
  };
  const pages: Record<string, string> = {
    'http://127.0.0.1/app.js': 'code\n//# sourceMappingURL=app.js.map\n',
    'http://127.0.0.1/app.js.map': JSON.stringify(map),
    'http://127.0.0.1/bare.js': 'code',
    'http://127.0.0.1/wrong.js': 'code\n//# sourceMappingURL=data:application/json;base64,e30',
  };
  const find = await readSourceMaps(Object.keys(pages), async (url) => pages[url]);
  const call = (url: string, columnNumber: number, atMs: number, functionName = 'e') =>
    ran('FunctionCall', atMs, 20, { functionName, url, lineNumber: 1, columnNumber: columnNumber + 1 });
  const events = [
    ...[started, ran('RunTask', 0, 100)],
    ...[call('http://127.0.0.1/app.js', 10, 0), call('http://127.0.0.1/app.js', 40, 20)],
    ...[call('http://127.0.0.1/bare.js', 0, 40), call('http://127.0.0.1/wrong.js', 0, 60)],
  ];
  expect([...calledScripts(events)]).toEqual([
    'http://127.0.0.1/app.js',
    'http://127.0.0.1/bare.js',
    'http://127.0.0.1/wrong.js',
  ]);
  expect(recordedTasks(events, 1_000_000, film, find)[0]?.ran.map(({ what }) => what)).toEqual([
    'renderRows (feed.tsx:6)',
    'a function without a name (feed.tsx:7)',
    'e (bare.js:1)',
    'e (wrong.js:1)',
  ]);
  // A method keeps its name through a minifier.
  const kept = [started, ran('RunTask', 0, 100), call('http://127.0.0.1/app.js', 40, 0, 'scrollToEnd')];
  expect(recordedTasks(kept, 1_000_000, film, find)[0]?.ran[0]?.what).toBe('scrollToEnd (feed.tsx:7)');
});

test('the longest tasks are told in order, with what ran by its own time', () => {
  const events = [
    started,
    ran('RunTask', 10, 49),
    ran('RunTask', 120, 130),
    ran('FunctionCall', 121, 100, script),
    ran('Layout', 130, 60),
    ran('FunctionCall', 225, 10, script),
    ran('RunTask', 500, 80),
    request('ResourceSendRequest', 100, 'a'),
    request('ResourceSendRequest', 105, 'b'),
    request('ResourceFinish', 110, 'a'),
    // The recorder's own script has no address.
    ran('RunTask', 700, 150),
    ran('EvaluateScript', 700, 149, {}),
    // Another renderer, such as the browser's own toolbar.
    ran('RunTask', 300, 900, undefined, 8),
  ];
  const moments = worstOf(recordedTasks(events, 1_000_000, film));
  expect(moments).toMatchObject([
    {
      startUs: 1_120_000,
      atMs: 120,
      durationMs: 130,
      requests: 1,
      before: { jpeg: 'shot100' },
      after: { jpeg: 'shot300' },
    },
    { atMs: 500, durationMs: 80, ran: [] },
  ]);
  expect(moments[0]?.ran).toEqual([
    { kind: 'layout', what: 'layout', ms: 60 },
    { kind: 'function', what: 'renderRows (app.js:42)', ms: 50 },
  ]);
});

test('the picture holds the screenshots and the words, and no address', () => {
  const events = [started, ran('RunTask', 120, 130), ran('FunctionCall', 121, 100, script)];
  const picture = worstMomentsPicture(recordedTasks(events, 1_000_000, film).map(quiet)) ?? '';
  expect(picture).toContain('0.12 s: the page was busy for 130 ms');
  expect(picture).toContain('data:image/jpeg;base64,shot100');
  expect(picture).not.toContain('secret');
  expect(picture).toContain('0 requests were under way');
  expect(picture).toContain('no traffic in this cell');
});

test('the picture says what the backend was doing meanwhile', () => {
  const around: Surroundings = {
    load: { offered: 20, completed: 12 },
    database: { active: 3, waiting: 2, blocked: 1, waits: ['Lock:tuple'] },
  };
  const [moment] = recordedTasks([started, ran('RunTask', 120, 130)], 1_000_000, film);
  const picture = worstMomentsPicture(moment === undefined ? [] : [{ ...moment, around }]) ?? '';
  expect(picture).toContain('traffic: 20 operations a second offered, 12 completed');
  expect(picture).toContain('database: sessions 3 active, 2 waiting (Lock:tuple), 1 blocked by a lock');
});

test('without a long task there is no picture', () => {
  const moments = recordedTasks([started, ran('RunTask', 1, 40)], 1_000_000, film);
  expect(worstMomentsPicture(moments.map(quiet))).toBeUndefined();
});
