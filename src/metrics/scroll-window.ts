import { type Reading, unavailable } from '../core/results/reading.ts';
import type { Frame } from './frames.ts';
import type { TimingRecording } from './recordings.ts';

/** The vsyncs of one scroll gesture that needed a frame, from its first to its last scrolling vsync. */
export interface ScrollWindow {
  frames: readonly Frame[];
  startUs: number;
  endUs: number;
}

/**
 * The frames that count, for each gesture: from its first to its last scrolling vsync, without those in which
 * there was nothing to draw. The idle time before and after a gesture is left out.
 */
export function scrollWindows({ frames, scrolls }: TimingRecording): ScrollWindow[] {
  return scrolls.flatMap((scroll) => {
    const during = frames.filter((frame) => frame.startUs >= scroll.startUs && frame.startUs <= scroll.endUs);
    const first = during.findIndex((frame) => frame.scrolling);
    const last = during.findLastIndex((frame) => frame.scrolling);
    const [begin, end] = [during[first], during[last]];
    if (begin === undefined || end === undefined || first === last) return [];
    const wanted = during.slice(first, last + 1).filter((frame) => frame.state !== 'idle');
    return wanted.length === 0 ? [] : [{ frames: wanted, startUs: begin.startUs, endUs: end.startUs }];
  });
}

/** Shorter than the vsync interval of any screen: reporters of one swap differ by tenths of a ms. */
const sameSwapUs = 2_000;

/**
 * When new pixels reached the screen, in order, each swap once (µs).
 *
 * A swap has the reporters of several vsyncs when it also presents a late update of the main thread. So
 * vsyncs are not in the order of their presentation, and several can share one presentation.
 */
export function presentationsUs(frames: readonly Frame[]): number[] {
  const times = frames
    .flatMap(({ presentedUs, update }) => [presentedUs, update?.presentedUs])
    .filter((us) => us !== undefined)
    .sort((a, b) => a - b);
  return times.reduce<number[]>((swaps, us) => {
    const last = swaps.at(-1);
    if (last === undefined || us - last > sameSwapUs) swaps.push(us);
    return swaps;
  }, []);
}

/** Derives a reading from the scroll windows; `unavailable` when there was no scroll to judge. */
export function duringScroll(
  recording: TimingRecording,
  derive: (windows: readonly ScrollWindow[]) => Reading,
): Reading {
  if (recording.scrolls.length === 0) {
    return unavailable(recording.noScroll ?? 'the scenario does not scroll');
  }
  const windows = scrollWindows(recording);
  return windows.length === 0
    ? unavailable('no frame was produced while the browser scrolled')
    : derive(windows);
}

/** Share of the frames in a state, in percent. */
export function percentOf(frames: readonly Frame[], state: Frame['state']): number {
  return (100 * frames.filter((frame) => frame.state === state).length) / frames.length;
}
