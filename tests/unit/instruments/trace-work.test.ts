import { expect, test } from '@playwright/test';
import { traceWork } from '../../../src/instruments/trace-work.ts';
import type { TraceEvent } from '../../../src/metrics/frames.ts';

const page = 7;

/** A slice of the main thread that had the core all the time; times in ms after the start of the recording at 1 s. */
function ran(name: string, atMs: number, ms: number, data?: Record<string, unknown>, tid = 1): TraceEvent {
  const times = { ts: 1_000_000 + atMs * 1_000, dur: ms * 1_000, tdur: ms * 1_000 };
  return { name, ph: 'X', pid: page, tid, ...times, ...(data === undefined ? {} : { args: { data } }) };
}

const opening: TraceEvent[] = [
  {
    ...{ name: 'TracingStartedInBrowser', ph: 'I', pid: 1, ts: 0 },
    args: { data: { frames: [{ processId: page }] } },
  },
  { name: 'thread_name', ph: 'M', pid: page, tid: 1, ts: 0, args: { name: 'CrRendererMain' } },
  { name: 'thread_name', ph: 'M', pid: page, tid: 2, ts: 0, args: { name: 'ThreadPoolForegroundWorker' } },
];
/** The same of a layout that a script waits for. */
function forced(name: string, atMs: number, ms: number): TraceEvent {
  const stackTrace = [{ functionName: 'ask', url: '', lineNumber: 1 }, render];
  return { ...ran(name, atMs, ms), args: { beginData: { stackTrace } } };
}

const render = { functionName: 'render', url: 'http://127.0.0.1/app.js', lineNumber: 42 };

test('each kind has its own time, without what stands in it, and what a script waited for is forced', () => {
  const work = traceWork(
    [
      ...opening,
      ran('RunTask', 0, 100),
      ran('FunctionCall', 5, 80, render),
      ran('UpdateLayoutTree', 10, 5),
      forced('Layout', 15, 20),
      ran('MinorGC', 40, 10),
      // Within a collection, by another name.
      ran('V8.GC_SCAVENGER', 41, 4),
      // The browser lays out by itself.
      ran('RunTask', 200, 60),
      ran('Layout', 210, 40),
      ran('Paint', 255, 5),
      ran('RasterTask', 256, 3, undefined, 2),
      ran('RasterTask', 259, 3, undefined, 2),
      // A microtask stands beside the call that it comes of.
      ran('RunTask', 300, 10),
      ran('RunMicrotasks', 300, 10),
      forced('Layout', 302, 5),
    ],
    1_000_000,
  );
  expect(work).toEqual({
    cpuMs: { script: 50, style: 5, layout: 65, paint: 5, parse: 0, gc: 10, other: 35 },
    forcedLayouts: 2,
    forcedBy: [{ what: 'render (app.js:42)', times: 2 }],
    tiles: 2,
    longTasks: { script: 1, layout: 1 },
  });
});

test('what the recorder runs in the page is none of its work, nor what it forces there', () => {
  const work = traceWork(
    [
      ...opening,
      ran('RunTask', 0, 90),
      ran('EvaluateScript', 0, 80, {}),
      forced('Layout', 10, 30),
      ran('RunTask', 100, 60),
      ran('FunctionCall', 100, 60, render),
      ran('V8.InvokeApiInterruptCallbacks', 110, 40),
    ],
    1_000_000,
  );
  expect(work.cpuMs).toMatchObject({ script: 20, layout: 0, other: 10 });
  expect(work).toMatchObject({ forcedLayouts: 0, forcedBy: [], longTasks: {} });
});

test('without a clock of the thread there are counts and no CPU times', () => {
  const bare = ran('RunTask', 0, 70);
  const { tdur: _, ...timeless } = bare as TraceEvent & { tdur: number };
  expect(traceWork([...opening, timeless], 1_000_000)).toMatchObject({ cpuMs: null, longTasks: {} });
});
