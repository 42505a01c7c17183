import type { Frame } from '../../../src/metrics/frames.ts';
import type { TimingRecording } from '../../../src/metrics/recordings.ts';

/** A vsync of exactly 16 ms, so that figures can be computed by hand. */
export const vsyncUs = 16_000;

/**
 * Frames from a strip of letters, one a vsync: `P` presented, `p` partial, `D` dropped, `.` idle; each
 * presented 1 ms after its start, all of them scrolling.
 */
export function strip(letters: string, startUs = 0): Frame[] {
  const states = { P: 'presented', p: 'partial', D: 'dropped', '.': 'idle' } as const;
  return [...letters].map((letter, index): Frame => {
    const state = states[letter as keyof typeof states];
    const at = startUs + index * vsyncUs;
    const shown = state === 'presented' || state === 'partial';
    return {
      sequence: index,
      startUs: at,
      state,
      presentedUs: shown ? at + 1_000 : undefined,
      scrolling: true,
      repainted: false,
      mainDriven: false,
      update: undefined,
    };
  });
}

/** A recording of 10 s in which nothing happened but what is given. */
export function recording(given: Partial<TimingRecording> = {}): TimingRecording {
  return {
    startUs: 0,
    endUs: 10e6,
    frames: [],
    scrolls: [],
    longTasks: [],
    longFrames: [],
    documents: [],
    firstPaintUs: undefined,
    loadedBefore: false,
    journeys: {},
    requests: 0,
    receivedBytes: 0,
    ...given,
  };
}

/** A recording of scrolls, one for each strip, 1 s apart. */
export function scrolled(...strips: string[]): TimingRecording {
  let startUs = 0;
  const parts = strips.map((letters) => {
    const frames = strip(letters, startUs);
    const endUs = startUs + letters.length * vsyncUs;
    const scroll = { startUs, endUs, askedPx: 100, scrolledPx: 100 };
    startUs = endUs + 1e6;
    return { frames, scroll };
  });
  return recording({
    frames: parts.flatMap(({ frames }) => frames),
    scrolls: parts.map(({ scroll }) => scroll),
  });
}
