/** What each pass hands to the metrics: plain data, so that a metric can be tested on a recorded file. */

import type { LongFrame as KeptLongFrame } from '../core/results/iteration.ts';
import type { Reading } from '../core/results/reading.ts';
import type { Frame } from './frames.ts';
import type { ScrollFrame } from './scroll-frames.ts';

/** One paced scroll gesture; times on the host's monotonic clock (µs). */
export interface Scroll {
  startUs: number;
  endUs: number;
  askedPx: number;
  scrolledPx: number;
}

/** A stretch of main-thread work of 50 ms and more; times on the host's monotonic clock. */
export interface LongTask {
  startUs: number;
  durationMs: number;
}

/** A frame of 50 ms and more with what ran in it; times on the host's monotonic clock. */
export interface LongFrame extends Omit<KeptLongFrame, 'startMs'> {
  startUs: number;
}

/** A point of a journey: when something was in the document, and when a frame that shows it was presented. */
export interface Journey {
  fromUs: number;
  /** Undefined when no frame that shows it was presented before the recording ended. */
  toUs: number | undefined;
  /** Why it could not happen; undefined when it could. */
  absent?: string | undefined;
}

/** Work of the main thread of the page's top document and its frames of the same process, within the window. */
export interface MainThreadWork {
  layouts: number;
  styleRecalcs: number;
  /** CPU time of the thread, ms. */
  scriptMs: number;
  styleMs: number;
  layoutMs: number;
  /** All tasks, those three included. */
  taskMs: number;
}

export interface TimingRecording {
  /** The measured window, µs on the host's monotonic clock. */
  startUs: number;
  endUs: number;
  frames: readonly Frame[];
  /** Frames of scrolls as Chromium judges them; missing in recordings of before. */
  scrollFrames?: readonly ScrollFrame[];
  scrolls: readonly Scroll[];
  /** Why nothing was scrolled although it was meant to be. */
  noScroll?: string | undefined;
  /** Of all frames, in processes of their own included. */
  longTasks: readonly LongTask[];
  /** Why the long tasks and interactions of a frame are not known. */
  unreadFrame?: string | undefined;
  /** Of the top document, those that reach into the window. */
  longFrames: readonly LongFrame[];
  /** web-vitals, by metric id: `fcp`, `lcp`, `inp` in ms, `cls` without a unit. */
  vitals: Readonly<Record<'fcp' | 'lcp' | 'cls' | 'inp', Reading>>;
  /** First contentful paint on the monotonic clock; undefined when nothing was painted. */
  firstPaintUs: number | undefined;
  /** The page's document was there before the window, so the window holds nothing of its loading. */
  loadedBefore: boolean;
  /** When the page had come to rest, or was at the bound; undefined where the scenario did not wait for it. */
  loadingEndUs?: number | undefined;
  /** Why nobody interacted with the page. */
  noInteraction?: string | undefined;
  /** By metric id; a journey that the scenario does not have is missing. */
  journeys: Readonly<Record<string, readonly Journey[]>>;
  /** Missing in recordings of before. */
  work?: MainThreadWork | undefined;
  /** Requests that the page started, frames and workers included. */
  requests: number;
  /** Bytes received through the shaped link (TCP payload: headers, bodies, WebSocket frames). */
  receivedBytes: number;
}

export interface MemoryRecording {
  elements: number;
  nodes: number;
  heapBytes: number;
  /** ArrayBuffers and the like, outside of the JavaScript heap; undefined where the browser does not tell. */
  backingStoreBytes: number | undefined;
  detachedNodes: number;
  listeners: number;
}

/** What repetitions of an action leave behind. */
export interface LeakRecording {
  /** After the warm-up, then after each repetition; `atUs` on the host's monotonic clock. */
  readings: readonly (MemoryRecording & { atUs: number })[];
}

/** Category scores of one Lighthouse run, 0 to 1; null where Lighthouse could not tell. */
export interface LighthouseRecording {
  scores: Readonly<Record<'performance' | 'accessibility' | 'best-practices', number | null>>;
}
