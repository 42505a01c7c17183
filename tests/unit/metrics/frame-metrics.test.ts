import { expect, test } from '@playwright/test';
import { measured, unavailable } from '../../../src/core/results/reading.ts';
import { droppedFrames } from '../../../src/metrics/dropped-frames.ts';
import { frameRate } from '../../../src/metrics/frame-rate.ts';
import { type Frame, framesOf } from '../../../src/metrics/frames.ts';
import { longestFrame } from '../../../src/metrics/longest-frame.ts';
import { partialFrames } from '../../../src/metrics/partial-frames.ts';
import { scrollWindows } from '../../../src/metrics/scroll-window.ts';
import { worstSecond } from '../../../src/metrics/worst-second.ts';
import { recording, scrolled, strip, vsyncUs } from './hand-made.ts';
import { loadRecording } from './recorded-trace.ts';

const all = [droppedFrames, partialFrames, frameRate, worstSecond, longestFrame];

test.describe('hand-made scrolls', () => {
  test('shares are of the vsyncs that wanted a frame: idle ones do not count', () => {
    const scroll = scrolled('PPDp..PPDp');
    expect(droppedFrames.derive(scroll)).toEqual(measured(25));
    expect(partialFrames.derive(scroll)).toEqual(measured(25));
  });

  test('where the main thread scrolls the list, a late update is no missing row', () => {
    const scroll = scrolled('PpPpP');
    const frames = scroll.frames.map((frame) => ({ ...frame, mainDriven: true }));
    expect(partialFrames.derive({ ...scroll, frames })).toMatchObject({ status: 'unavailable' });
  });

  test('the frame rate is that of the vsyncs when all are presented', () => {
    // 11 vsyncs span 10 intervals of 16 ms.
    expect(frameRate.derive(scrolled('PPPPPPPPPPP'))).toEqual(measured(62.5));
  });

  test('half of the vsyncs presented is half the rate', () => {
    expect(frameRate.derive(scrolled('PDPDPDPDPDP'))).toEqual(measured(31.25));
  });

  test('a scroll in which nothing was presented has a rate of 0, and no longest frame', () => {
    const frozen = scrolled('DDDDDD');
    expect(frameRate.derive(frozen)).toEqual(measured(0));
    expect(droppedFrames.derive(frozen)).toEqual(measured(100));
    expect(longestFrame.derive(frozen)).toEqual(
      unavailable('fewer than two frames were presented during the scroll'),
    );
  });

  test('the longest frame is the widest gap between presentations', () => {
    expect(longestFrame.derive(scrolled('PPPDDDPP'))).toEqual(measured(64));
  });

  test('vsyncs that are presented out of order, as beside a busy main thread, make no gap of their own', () => {
    // The first vsync's pixels came with the seventh's: one swap at 100 ms after the one at 17 ms.
    const frames = strip('PPDDDDp').map((frame): Frame => {
      if (frame.sequence === 0) return { ...frame, presentedUs: 100_000 };
      return frame.sequence === 6 ? { ...frame, presentedUs: 100_100 } : frame;
    });
    const scrolls = [{ startUs: 0, endUs: 7 * vsyncUs, askedPx: 1, scrolledPx: 1 }];
    expect(longestFrame.derive(recording({ frames, scrolls }))).toEqual(measured(83));
  });

  test('the gap between two gestures is nobody’s frame', () => {
    expect(longestFrame.derive(scrolled('PPPP', 'PPPP'))).toEqual(measured(16));
    expect(frameRate.derive(scrolled('PPPPPPPPPPP', 'PPPPPPPPPPP'))).toEqual(measured(62.5));
  });

  test('the worst second slides: two half-dropped halves do not hide it', () => {
    // 62.5 vsyncs a second. The drops lie around the middle: 50 in a row of 62 or 63.
    const scroll = scrolled(`${'P'.repeat(75)}${'D'.repeat(50)}${'P'.repeat(75)}`);
    expect(droppedFrames.derive(scroll)).toEqual(measured(25));
    const worst = worstSecond.derive(scroll);
    if (worst.status !== 'measured') throw new Error(worst.reason);
    expect(worst.value).toBeGreaterThanOrEqual((100 * 50) / 63);
    expect(worst.value).toBeLessThanOrEqual((100 * 50) / 62);
  });

  test('a scroll shorter than a second is one second', () => {
    expect(worstSecond.derive(scrolled('PPPD'))).toEqual(measured(25));
  });

  test('what lies before and after the gesture’s own vsyncs does not count', () => {
    const still = strip('DDD').map((frame) => ({ ...frame, scrolling: false }));
    const moving = strip('PPPP', 3 * vsyncUs);
    const scrolls = [{ startUs: 0, endUs: 1e6, askedPx: 1, scrolledPx: 1 }];
    expect(droppedFrames.derive(recording({ frames: [...still, ...moving], scrolls }))).toEqual(measured(0));
  });
});

test.describe('unavailable', () => {
  for (const metric of all) {
    test(`${metric.id} without a scroll, and with one that the browser did not make`, () => {
      expect(metric.derive(recording())).toEqual(unavailable('the scenario does not scroll'));
      const still = strip('PPPP').map((frame) => ({ ...frame, scrolling: false }));
      const scrolls = [{ startUs: 0, endUs: 1e6, askedPx: 1, scrolledPx: 1 }];
      const none = unavailable('no frame was produced while the browser scrolled');
      expect(metric.derive(recording({ frames: still, scrolls }))).toEqual(none);
      expect(metric.derive(recording({ scrolls }))).toEqual(none);
      expect(metric.derive(scrolled('....'))).toEqual(none);
    });
  }
});

test.describe('recorded scrolls', () => {
  const of = (name: string) => {
    const { events, compositor, scroll, blocks } = loadRecording(name);
    const frames = framesOf(events, compositor);
    return { timing: recording({ frames, scrolls: [scroll] }), blocks, events };
  };
  const value = (metric: (typeof all)[number], name: string): number => {
    const reading = metric.derive(of(name).timing);
    if (reading.status !== 'measured') throw new Error(reading.reason);
    return reading.value;
  };

  test('idle: counted by hand from the strip of states', () => {
    // 120 vsyncs from the first to the last that scrolled: 117 presented, 3 partial.
    expect(value(droppedFrames, 'idle')).toBe(0);
    expect(value(partialFrames, 'idle')).toBeCloseTo((100 * 3) / 120, 10);
    expect(value(frameRate, 'idle')).toBeCloseTo(60, 0);
  });

  test('blocks: partial as long as the page says that it was blocked', () => {
    const { timing, blocks } = of('blocks');
    const [window] = scrollWindows(timing);
    if (window === undefined) throw new Error('no scroll');
    const blockedUs = blocks.reduce(
      (sum, { startUs, endUs }) =>
        sum + Math.max(0, Math.min(endUs, window.endUs) - Math.max(startUs, window.startUs)),
      0,
    );
    const expected = (100 * blockedUs) / (window.endUs - window.startUs);
    expect(Math.abs(value(partialFrames, 'blocks') - expected)).toBeLessThan(5);
    expect(value(droppedFrames, 'blocks')).toBe(0);
  });

  test('main-driven: the display reported 10 presentations a second, far apart', () => {
    const { timing, events } = of('main-driven');
    const [window] = scrollWindows(timing);
    if (window === undefined) throw new Error('no scroll');
    const ends = events
      .filter((e) => e.name === 'SubmitCompositorFrameToPresentationCompositorFrame' && e.ph === 'e')
      .map((e) => Math.round(e.ts / 5_000))
      .filter((tick) => tick * 5_000 >= window.startUs && tick * 5_000 < window.endUs);
    const perSecond = (new Set(ends).size * 1e6) / (window.endUs - window.startUs);
    expect(Math.abs(value(frameRate, 'main-driven') - perSecond)).toBeLessThan(1);
    expect(value(frameRate, 'main-driven')).toBeLessThan(11);
    expect(value(longestFrame, 'main-driven')).toBeGreaterThan(100);
    expect(value(longestFrame, 'main-driven')).toBeLessThan(120);
    expect(value(droppedFrames, 'main-driven')).toBeGreaterThan(75);
  });
});
