import { expect, test } from '@playwright/test';
import { metricDefinition } from '../../../src/core/results/metric.ts';
import { measured, type Reading, unavailable } from '../../../src/core/results/reading.ts';
import {
  leakMetrics,
  lighthouseMetrics,
  listMetrics,
  memoryMetrics,
  metricDefinitions,
  recordedMetrics,
  timingMetrics,
} from '../../../src/metrics/index.ts';
import type { DocumentVitals, Journey } from '../../../src/metrics/recordings.ts';
import { recording } from './hand-made.ts';

function timing(id: string, given: Parameters<typeof recording>[0]): Reading {
  const metric = timingMetrics.find((each) => each.id === id);
  if (metric === undefined) throw new Error(`no metric ${id}`);
  return metric.derive(recording(given));
}

test('ids are unique, and every definition is one', () => {
  const metrics = [
    ...timingMetrics,
    ...recordedMetrics,
    ...memoryMetrics,
    ...leakMetrics,
    ...listMetrics,
    ...lighthouseMetrics,
  ];
  expect(Object.keys(metricDefinitions)).toHaveLength(metrics.length);
  for (const metric of metrics) {
    expect(metricDefinition.safeParse(metricDefinitions[metric.id]).error).toBeUndefined();
    expect(metricDefinitions[metric.id]).not.toHaveProperty('derive');
  }
});

for (const name of ['FCP', 'LCP', 'CLS']) {
  test(`${name} is the last value that the page reported for its load, or why there is none`, () => {
    const id = name.toLowerCase();
    const vitals = [
      { name, value: 10, startUs: 5 },
      { name, value: 12.5, startUs: 6 },
    ];
    const page = { vitals, interactionEvents: [], interactions: 0 };
    const frame = { ...page, vitals: [{ name, value: 99, startUs: 7 }] };
    expect(timing(id, { documents: [page, frame] })).toEqual(measured(12.5));
    expect(timing(id, { documents: [page], loadedBefore: true })).toEqual(
      unavailable('the page was loaded before the measured window'),
    );
    expect(timing(id, { documents: [{ ...page, vitals: [] }, frame] })).toEqual(
      unavailable(`the page had no ${name} in the window`),
    );
  });
}

test.describe('INP', () => {
  const startUs = 1_000_000;
  const inp = (value: number, at: number) => [{ name: 'INP', value, startUs: at }];
  const event = (id: number, at: number, durationMs: number) => ({ id, startUs: at, durationMs });
  const silent: DocumentVitals = { vitals: [], interactionEvents: [], interactions: 0 };
  const read = (...documents: DocumentVitals[]): Reading => timing('inp', { startUs, documents });

  test('is that of the slowest document', () => {
    const page = { ...silent, vitals: inp(40, startUs), interactions: 1 };
    const frame = { ...silent, vitals: inp(104, startUs + 5), interactions: 1 };
    expect(read(page)).toEqual(measured(40));
    expect(read(page, frame)).toEqual(measured(104));
    expect(read(silent, frame)).toEqual(measured(104));
  });

  test('counts only interactions in the window, in each document', () => {
    const before = startUs - 1;
    const page = {
      vitals: inp(800, before),
      interactionEvents: [event(7, before, 800), event(14, startUs, 24), event(14, startUs, 32)],
      interactions: 2,
    };
    expect(read(page)).toEqual(measured(32));
    const frame = { ...page, interactionEvents: [event(7, before, 800), event(14, startUs, 56)] };
    expect(read(page, frame)).toEqual(measured(56));
    expect(read(silent, { ...page, interactionEvents: [event(7, before, 800)] })).toEqual(
      unavailable('no interaction in the measured window took 16 ms or more'),
    );
  });

  test('ignores one interaction for every 50', () => {
    const slow = Array.from({ length: 51 }, (_, index) => event(7 * index, startUs + index, 1_000 - index));
    const page = { vitals: inp(2_000, 0), interactionEvents: slow, interactions: 51 };
    expect(read(page)).toEqual(measured(999));
    expect(read({ ...page, interactionEvents: slow.slice(0, 49) })).toEqual(measured(1_000));
  });

  test('is unavailable with its reason', () => {
    expect(read(silent)).toEqual(unavailable('nobody interacted with the page in this scenario'));
    expect(read({ ...silent, interactions: 1 })).toEqual(
      unavailable('no interaction was followed by a paint'),
    );
    const unreadFrame = 'a frame did not answer';
    expect(timing('inp', { documents: [{ ...silent, vitals: inp(40, 0) }], unreadFrame })).toEqual(
      unavailable(unreadFrame),
    );
  });
});

test.describe('total blocking time', () => {
  const longTasks = [
    { startUs: 1_000_000, durationMs: 120 },
    { startUs: 3_000_000, durationMs: 50 },
    { startUs: 5_000_000, durationMs: 90 },
  ];
  const loadedBefore = true;
  const firstPaintUs = 0;

  test('sums what long tasks take beyond 50 ms', () => {
    expect(timing('tbt', { longTasks, firstPaintUs })).toEqual(measured(70 + 0 + 40));
    expect(timing('interaction-tbt', { longTasks, loadedBefore })).toEqual(measured(70 + 0 + 40));
  });

  test('of a page without long tasks is 0, which is a value', () => {
    expect(timing('tbt', { firstPaintUs })).toEqual(measured(0));
    expect(timing('interaction-tbt', { loadedBefore })).toEqual(measured(0));
  });

  test('of the loading goes from the first paint to rest, of the interaction from there on', () => {
    const loaded = { longTasks, firstPaintUs: 2_000_000, loadingEndUs: 4_000_000 };
    expect(timing('tbt', loaded)).toEqual(measured(0));
    expect(timing('interaction-tbt', loaded)).toEqual(measured(40));
    expect(timing('tbt', { ...loaded, firstPaintUs: 500_000 })).toEqual(measured(70));
    expect(timing('tbt', { longTasks, firstPaintUs: 2_000_000 })).toEqual(measured(40));
  });

  test('cuts a task at the edges of its window before the 50 ms, as Lighthouse does', () => {
    const cut = (fromMs: number, toMs: number): Reading =>
      timing('tbt', {
        longTasks: [{ startUs: 1_000_000, durationMs: 150 }],
        firstPaintUs: 1_000_000 + fromMs * 1000,
        loadingEndUs: 1_000_000 + toMs * 1000,
      });
    expect(cut(50, 500)).toEqual(measured(50));
    expect(cut(-50, 120)).toEqual(measured(70));
    expect(cut(20, 90)).toEqual(measured(20));
    expect(cut(110, 500)).toEqual(measured(0));
    expect(cut(150, 500)).toEqual(measured(0));
    expect(cut(500, 100)).toEqual(measured(0));
  });

  test('is unavailable where its window is not there', () => {
    expect(timing('tbt', { loadedBefore })).toEqual(
      unavailable('the page was loaded before the measured window'),
    );
    expect(timing('tbt', {})).toEqual(unavailable('the page painted nothing in the window'));
    expect(timing('interaction-tbt', {})).toEqual(
      unavailable('this scenario does not tell loading and interaction apart'),
    );
    expect(timing('interaction-tbt', { loadingEndUs: 5, noInteraction: 'nothing was clicked' })).toEqual(
      unavailable('nothing was clicked'),
    );
  });

  test('is unavailable where the tasks of a frame are not known', () => {
    const unreadFrame = 'a frame did not answer';
    expect(timing('tbt', { longTasks, firstPaintUs, unreadFrame })).toEqual(unavailable(unreadFrame));
    expect(timing('interaction-tbt', { longTasks, loadedBefore, unreadFrame })).toEqual(
      unavailable(unreadFrame),
    );
  });
});

for (const id of [
  'open-to-newest',
  'images-decoded',
  'older-page',
  'send-to-paint',
  'send-to-pixel',
  'send-to-acknowledge',
  'message-to-pixel',
]) {
  test.describe(id, () => {
    const took = (ms: number): Journey => ({ fromUs: 1_000, toUs: 1_000 + ms * 1_000 });

    test('is the median of its journeys, in ms', () => {
      expect(timing(id, { journeys: { [id]: [took(10), took(400), took(30)] } })).toEqual(measured(30));
    });

    test('is unavailable when the scenario has none, or only others', () => {
      const none = unavailable('the scenario has no such journey');
      expect(timing(id, {})).toEqual(none);
      expect(timing(id, { journeys: { [id]: [], other: [took(1)] } })).toEqual(none);
    });

    test('is unavailable with its reason when it could not happen', () => {
      const absent = { fromUs: 5_000, toUs: undefined, absent: 'no picture is in the first screen' };
      expect(timing(id, { journeys: { [id]: [took(10), absent] } })).toEqual(
        unavailable('no picture is in the first screen'),
      );
    });

    test('is unavailable when one never reached the screen: it may be the slowest', () => {
      const journeys = { [id]: [took(10), { fromUs: 5_000, toUs: undefined }] };
      expect(timing(id, { journeys })).toEqual(
        unavailable('1 of 2 never reached the screen while it was recorded'),
      );
    });

    test('is unavailable when one ended before it began, although the median would be positive', () => {
      const journeys = { [id]: [took(10), took(-2.5), took(30)] };
      expect(timing(id, { journeys })).toEqual(
        unavailable(
          '1 of 3 ended up to 2.5 ms before they began: the clocks of host and page disagree, or it was shown before the host knew',
        ),
      );
      expect(timing(id, { journeys: { [id]: [took(0)] } })).toEqual(measured(0));
    });
  });
}

test('requests and bytes are counted, and may be 0', () => {
  expect(timing('requests', { requests: 7 })).toEqual(measured(7));
  expect(timing('transfer-bytes', { receivedBytes: 123_456 })).toEqual(measured(123_456));
  expect(timing('requests', {})).toEqual(measured(0));
});

test('memory is read as it is; a browser that tells no backing store leaves it unavailable', () => {
  const memory = {
    elements: 1,
    nodes: 2,
    detachedNodes: 3,
    listeners: 4,
    heapBytes: 5,
    backingStoreBytes: 6,
  };
  expect(memoryMetrics.map((metric) => metric.derive(memory))).toEqual([1, 2, 3, 4, 5, 6].map(measured));
  expect(
    memoryMetrics.map((metric) => metric.derive({ ...memory, backingStoreBytes: undefined })).at(-1),
  ).toEqual(unavailable('this browser does not report the backing store'));
});

test('Lighthouse scores are 0 to 100, or unavailable', () => {
  const scores = { performance: 0.5, accessibility: 0, 'best-practices': null };
  expect(lighthouseMetrics.map((metric) => metric.derive({ scores }))).toEqual([
    measured(50),
    measured(0),
    unavailable('Lighthouse gave no score'),
  ]);
});
