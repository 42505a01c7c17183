/** Frames read from traces of Chromium 156 (recorded/), and from hand-made ones. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import {
  compositorOf,
  framesOf,
  parseTrace,
  presentedAfter,
  type TraceEvent,
} from '../../../src/metrics/frames.ts';
import { presentationsUs } from '../../../src/metrics/scroll-window.ts';
import { loadRecording, rawReporters } from './recorded-trace.ts';

for (const name of ['idle', 'blocks', 'main-driven']) {
  test(`${name}: one frame for each vsync, its state as the reporters say`, () => {
    const { events, compositor } = loadRecording(name);
    const frames = framesOf(events, compositor);
    const bySequence = Map.groupBy(rawReporters(events, compositor), ({ frame_sequence }) => frame_sequence);
    expect(frames.map(({ sequence }) => sequence).sort((a, b) => a - b)).toEqual(
      [...bySequence.keys()].sort((a, b) => a - b),
    );
    for (const frame of frames) {
      const states = (bySequence.get(frame.sequence) ?? []).map(({ state }) => state);
      const drops = (bySequence.get(frame.sequence) ?? []).some(
        ({ state, affects_smoothness }) => state === 'STATE_DROPPED' && affects_smoothness,
      );
      const expected = states.includes('STATE_PRESENTED_PARTIAL')
        ? 'partial'
        : states.includes('STATE_PRESENTED_ALL')
          ? 'presented'
          : drops
            ? 'dropped'
            : 'idle';
      expect(frame.state, `vsync ${frame.sequence}`).toBe(expected);
    }
  });

  test(`${name}: every presentation is one that the display reported`, () => {
    const { events, compositor } = loadRecording(name);
    // Chromium ends the last stage of a reporter when the display presented it.
    const ends = new Set(
      events
        .filter((e) => e.name === 'SubmitCompositorFrameToPresentationCompositorFrame' && e.ph === 'e')
        .map((e) => e.ts),
    );
    const presented = framesOf(events, compositor).flatMap(({ presentedUs }) => presentedUs ?? []);
    expect(presented.length).toBeGreaterThan(20);
    const near = presented.filter((us) => [...ends].some((end) => Math.abs(end - us) < 100));
    expect(near.length).toBe(presented.length);
  });
}

test('a trace of another renderer has no frames', () => {
  const { events, compositor } = loadRecording('idle');
  expect(framesOf(events, { ...compositor, pid: compositor.pid + 1 })).toEqual([]);
});

/** The compositor of hand-made events, which name none. */
const only = { pid: 1, layerTree: undefined };

let clockUs = 0;
function event(name: string, ph: 'b' | 'e', ts: number, more: Partial<TraceEvent> = {}): TraceEvent {
  return { name, ph, ts, pid: 1, id2: { local: '0x1' }, ...more };
}

function reporter(
  given: { sequence: number; state: string; startUs: number; endUs: number; committedUs?: number } & Record<
    string,
    unknown
  >,
  local = `0x${++clockUs}`,
): TraceEvent[] {
  const { sequence, state, startUs, endUs, committedUs, ...args } = given;
  const id2 = { local };
  const commit = committedUs === undefined ? [] : [committedUs];
  return [
    event('PipelineReporter', 'b', startUs, {
      id2,
      args: { frame_reporter: { state, frame_sequence: sequence, ...args } },
    }),
    ...commit.flatMap((us) => [event('Commit', 'b', us, { id2 }), event('Commit', 'e', us + 10, { id2 })]),
    event('PipelineReporter', 'e', endUs, { id2 }),
  ];
}

test('both halves of a vsync are one frame: partial, with the update that came later', () => {
  const frames = framesOf(
    [
      ...reporter({ sequence: 7, state: 'STATE_PRESENTED_PARTIAL', startUs: 0, endUs: 1_600 }),
      ...reporter({
        sequence: 7,
        state: 'STATE_PRESENTED_ALL',
        startUs: 0,
        endUs: 134_000,
        committedUs: 118_000,
        scroll_state: 'SCROLL_COMPOSITOR_THREAD',
      }),
    ],
    only,
  );
  expect(frames).toEqual([
    {
      sequence: 7,
      startUs: 0,
      state: 'partial',
      presentedUs: 1_600,
      scrolling: true,
      repainted: false,
      mainDriven: false,
      update: { committedUs: 118_000, presentedUs: 134_000 },
    },
  ]);
});

test('a drop counts only when it affects smoothness: else the vsync was idle', () => {
  const drop = (sequence: number, affects_smoothness: boolean) =>
    reporter({
      sequence,
      state: 'STATE_DROPPED',
      startUs: sequence,
      endUs: sequence + 1,
      affects_smoothness,
    });
  expect(framesOf([...drop(1, true), ...drop(2, false)], only).map(({ state }) => state)).toEqual([
    'dropped',
    'idle',
  ]);
});

test('what older Chromium writes is read too: another name of the arguments, and no layer tree', () => {
  const [begin, end] = reporter({ sequence: 1, state: 'STATE_PRESENTED_ALL', startUs: 0, endUs: 9 });
  if (begin === undefined || end === undefined) throw new Error('no reporter');
  const older = { ...begin, args: { chrome_frame_reporter: begin.args?.frame_reporter } };
  for (const compositor of [only, { ...only, layerTree: 3 }]) {
    expect(framesOf([older, end], compositor)).toMatchObject([{ state: 'presented', presentedUs: 9 }]);
  }
});

test('a stage that begins before its reporter, as after an idle time, swaps the names of the ends', () => {
  // As recorded from Chromium 156: the row was inserted at 0, committed at 3,380 and presented at 4,970.
  const args = { frame_reporter: { state: 'STATE_PRESENTED_ALL', frame_sequence: 30 } };
  const frames = framesOf(
    [
      event('BeginImplFrameToSendBeginMainFrame', 'b', 1_560),
      event('BeginImplFrameToSendBeginMainFrame', 'e', 1_600),
      event('SendBeginMainFrameToCommit', 'b', 1_600),
      event('PipelineReporter', 'b', 1_680, { args }),
      event('PipelineReporter', 'e', 3_380),
      event('Commit', 'b', 3_380),
      event('Commit', 'e', 3_430),
      event('SendBeginMainFrameToCommit', 'e', 4_970),
    ],
    only,
  );
  expect(frames).toMatchObject([
    { startUs: 1_680, presentedUs: 4_970, update: { committedUs: 3_380, presentedUs: 4_970 } },
  ]);
});

test('two compositors of one renderer are told apart, and so are two sources of one', () => {
  const drawn = (sequence: number, tree: number, source: number, state: string) =>
    reporter({
      sequence,
      state,
      startUs: sequence * 100,
      endUs: sequence * 100 + 9,
      layer_tree_host_id: tree,
      frame_source: source,
    });
  const events = [
    ...drawn(1, 3, 1, 'STATE_PRESENTED_ALL'),
    ...drawn(1, 4, 1, 'STATE_PRESENTED_PARTIAL'),
    ...drawn(2, 4, 1, 'STATE_PRESENTED_ALL'),
    ...drawn(1, 3, 2, 'STATE_PRESENTED_ALL'),
  ];
  const states = (layerTree: number | undefined) =>
    framesOf(events, { pid: 1, layerTree }).map(({ state }) => state);
  expect(states(3)).toEqual(['presented', 'presented']);
  expect(states(4)).toEqual(['partial', 'presented']);
  // Of both together nobody saw anything.
  expect(states(undefined)).toEqual([]);
});

test('the compositor is that of the document whose animation frame made the mark', () => {
  const at = (name: string, ts: number, more: Partial<TraceEvent> = {}): TraceEvent => ({
    name,
    ph: 'I',
    ts,
    pid: 1,
    tid: 1,
    ...more,
  });
  const begin = (layerTreeId: number, ts: number, more: Partial<TraceEvent> = {}) =>
    at('BeginMainThreadFrame', ts, { args: { layerTreeId }, ...more });
  // Events of one thread need not stand in the order of time.
  const events = [begin(4, 300), begin(3, 100), begin(5, 150, { pid: 2 }), at('mark', 200)];
  expect(compositorOf(events, 'mark')).toEqual({ pid: 1, layerTree: 3 });
  expect(compositorOf([at('mark', 50), ...events.slice(0, 2)], 'mark')).toEqual({
    pid: 1,
    layerTree: undefined,
  });
  expect(compositorOf(events, 'another')).toBeUndefined();
});

test('recorded: a page that scrolls beside a popup of its renderer has the frames of its own screen only', () => {
  const { events, compositor, scroll } = loadRecording('popup');
  expect(compositorOf(events, 'backscroll:frame')).toEqual(compositor);
  const others = rawReporters(events, { ...compositor, layerTree: compositorOf(events, 'popup')?.layerTree });
  expect(others.length).toBeGreaterThan(100);
  const during = framesOf(events, compositor).filter(
    ({ startUs, scrolling }) => scrolling && startUs >= scroll.startUs && startUs <= scroll.endUs,
  );
  // 3,000 px at 1,500 px/s: 120 vsyncs.
  expect(during.length).toBeGreaterThanOrEqual(118);
  expect(during.length).toBeLessThanOrEqual(122);
  const [first, last] = [during[0], during.at(-1)];
  const between = framesOf(events, compositor).filter(
    ({ startUs }) =>
      first !== undefined && last !== undefined && startUs >= first.startUs && startUs <= last.startUs,
  );
  expect(between.length).toBe(during.length);
});

test('a local id is used again and again', () => {
  const events = [
    ...reporter({ sequence: 1, state: 'STATE_PRESENTED_ALL', startUs: 0, endUs: 10 }, '0xa'),
    ...reporter({ sequence: 2, state: 'STATE_DROPPED', startUs: 20, endUs: 30 }, '0xa'),
  ];
  expect(framesOf(events, only).map(({ sequence, state }) => [sequence, state])).toEqual([
    [1, 'presented'],
    [2, 'idle'],
  ]);
});

test('a reporter that the trace cuts has no presentation; ends without a beginning are nothing', () => {
  const whole = reporter({ sequence: 1, state: 'STATE_PRESENTED_ALL', startUs: 0, endUs: 10 });
  expect(framesOf(whole.slice(0, 1), only)).toMatchObject([{ presentedUs: undefined, update: undefined }]);
  expect(framesOf(whole.slice(1), only)).toEqual([]);
});

test('the first update that was committed at or after an instant shows what was there', () => {
  const frames = framesOf(
    [
      ...reporter({ sequence: 1, state: 'STATE_PRESENTED_ALL', startUs: 0, committedUs: 100, endUs: 200 }),
      ...reporter({ sequence: 2, state: 'STATE_PRESENTED_ALL', startUs: 300, committedUs: 400, endUs: 500 }),
    ],
    only,
  );
  expect(presentedAfter(frames, 100)).toBe(200);
  expect(presentedAfter(frames, 101)).toBe(500);
  expect(presentedAfter(frames, 401)).toBeUndefined();
});

test('reporters of one swap are one presentation, whatever the order of their vsyncs', () => {
  const frame = {
    sequence: 1,
    startUs: 0,
    state: 'presented',
    scrolling: true,
    mainDriven: false,
    repainted: false,
  } as const;
  const at = (presentedUs: number, updateUs?: number) => ({
    ...frame,
    presentedUs,
    update: updateUs === undefined ? undefined : { committedUs: 0, presentedUs: updateUs },
  });
  expect(presentationsUs([at(100_000), at(1_000, 100_100), at(100_050), at(50_000)])).toEqual([
    1_000, 50_000, 100_000,
  ]);
});

test('events of another shape are left out of a trace', () => {
  const good = { name: 'n', ph: 'I', ts: 1, pid: 2 };
  const text = JSON.stringify({ traceEvents: [good, { name: 'no time', ph: 'M', pid: 1 }, 7] });
  expect(parseTrace(text)).toEqual([good]);
  expect(() => parseTrace('{}')).toThrow();
});

test('the recorded files are small', () => {
  for (const name of ['idle', 'blocks', 'main-driven', 'popup']) {
    const packed = readFileSync(new URL(`recorded/${name}.json.gz`, import.meta.url));
    expect(packed.length).toBeLessThan(15_000);
    expect(gunzipSync(packed).length).toBeGreaterThan(packed.length);
  }
});

test('a frame of a scroll that draws the list anew says so', () => {
  const drawn = { state: 'STATE_PRESENTED_PARTIAL', startUs: 0, endUs: 1_600 } as const;
  const [frame] = framesOf(reporter({ sequence: 1, ...drawn, scroll_state: 'SCROLL_RASTER' }), only);
  expect(frame).toMatchObject({ scrolling: true, repainted: true, mainDriven: false });
});

test('a frame of a scroll that the main thread drives says so', () => {
  const drawn = { state: 'STATE_PRESENTED_ALL', startUs: 0, endUs: 1_600 } as const;
  const [frame] = framesOf(reporter({ sequence: 1, ...drawn, scroll_state: 'SCROLL_MAIN_THREAD' }), only);
  expect(frame).toMatchObject({ scrolling: true, repainted: false, mainDriven: true });
});
