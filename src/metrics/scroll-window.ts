import { type Reading, unavailable } from '../core/reading.ts';
import type { Frame } from './frames.ts';
import type { TimingRecording } from './recordings.ts';

/** The vsyncs of one scroll gesture that wanted a frame, and how long the gesture moved. */
export interface ScrollWindow {
  frames: readonly Frame[];
  durationMs: number;
}

/**
 * The frames that count, for each gesture: from its first to its last scrolling vsync, without those
 * in which nothing was to be drawn. The idle time before and after a gesture says nothing.
 */
export function scrollWindows({ frames, scrolls }: TimingRecording): ScrollWindow[] {
  return scrolls.flatMap((scroll) => {
    const during = frames.filter((frame) => frame.startUs >= scroll.startUs && frame.startUs <= scroll.endUs);
    const first = during.findIndex((frame) => frame.scrolling);
    const last = during.findLastIndex((frame) => frame.scrolling);
    const [begin, end] = [during[first], during[last]];
    if (begin === undefined || end === undefined || first === last) return [];
    const wanted = during.slice(first, last + 1).filter((frame) => frame.state !== 'idle');
    return wanted.length === 0 ? [] : [{ frames: wanted, durationMs: (end.startUs - begin.startUs) / 1000 }];
  });
}

/** Derives a reading from the scroll windows, or says that there was no scroll to judge. */
export function duringScroll(
  recording: TimingRecording,
  derive: (windows: readonly ScrollWindow[]) => Reading,
): Reading {
  if (recording.scrolls.length === 0) return unavailable('the scenario does not scroll');
  const windows = scrollWindows(recording);
  return windows.length === 0 ? unavailable('no frame was produced during the scroll') : derive(windows);
}

/** Share of the frames in a state, in percent. */
export function percentOf(frames: readonly Frame[], state: Frame['state']): number {
  return (100 * frames.filter((frame) => frame.state === state).length) / frames.length;
}
