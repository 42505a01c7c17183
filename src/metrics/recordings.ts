/** The data of each pass for the metrics: plain data, so that a metric can be tested on a recorded file. */

import type { LongFrame as KeptLongFrame } from '../core/results/iteration.ts';
import type { Frame } from './frames.ts';
import type { ScrollFrame } from './scroll-frames.ts';

/** One paced scroll gesture; times on the host's monotonic clock (µs). */
export interface Scroll {
  startUs: number;
  endUs: number;
  askedPx: number;
  scrolledPx: number;
  /** The distance from there to the end of the list in that direction; missing in older recordings. */
  remainingPx?: number;
}

/** An interval of main-thread work of 50 ms and more; times on the host's monotonic clock. */
export interface LongTask {
  startUs: number;
  durationMs: number;
}

/** A frame of 50 ms and more with its scripts; times on the host's monotonic clock. */
export interface LongFrame extends Omit<KeptLongFrame, 'startMs'> {
  startUs: number;
}

/** One journey: its start and its end, usually when a frame that shows its result was presented. */
export interface Journey {
  fromUs: number;
  /** Undefined when no frame that shows it was presented before the recording ended. */
  toUs: number | undefined;
  /** Why it could not happen; undefined when it could. */
  absent?: string | undefined;
}

/** Main-thread work of the top document and its frames of the same process, within the window. */
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

/** One report of web-vitals; a vital is reported again with each change. */
export interface Vital {
  /** `FCP`, `LCP`, `CLS` or `INP`. */
  name: string;
  /** In ms; `CLS` has no unit. */
  value: number;
  /** When the entry behind it began, on the monotonic clock; null for a value without entries, such as a CLS of 0. */
  startUs: number | null;
}

/** An event of an interaction that took 16 ms or more; one interaction has several, with one id. */
export interface InteractionEvent {
  id: number;
  startUs: number;
  /** To the next paint, rounded by the browser to 8 ms. */
  durationMs: number;
}

/** The reports of one document over the whole visit. */
export interface DocumentVitals {
  vitals: readonly Vital[];
  interactionEvents: readonly InteractionEvent[];
  /** How many interactions it had; -1 when the browser does not count them. */
  interactions: number;
}

export interface TimingRecording {
  /** The measured window, µs on the host's monotonic clock. */
  startUs: number;
  endUs: number;
  frames: readonly Frame[];
  /** Frames of scrolls as Chromium judges them; missing in older recordings. */
  scrollFrames?: readonly ScrollFrame[];
  scrolls: readonly Scroll[];
  /** Why nothing was scrolled although the scenario scrolls. */
  noScroll?: string | undefined;
  /** Of all frames, including those in other processes. */
  longTasks: readonly LongTask[];
  /** Why the long tasks and interactions of a frame are not known. */
  unreadFrame?: string | undefined;
  /** Of the top document, those that overlap the window. */
  longFrames: readonly LongFrame[];
  /** What web-vitals reported: of the top document first, then of the frames that had interactions. */
  documents: readonly DocumentVitals[];
  /** First contentful paint on the monotonic clock; undefined when nothing was painted. */
  firstPaintUs: number | undefined;
  /** Whether the document was loaded before the window, so that the window contains none of its loading. */
  loadedBefore: boolean;
  /**
   * When the page came to rest, or the time limit for it; undefined when the scenario did not wait for it.
   */
  loadingEndUs?: number | undefined;
  /** Why there was no interaction with the page. */
  noInteraction?: string | undefined;
  /** By metric id; a journey that the scenario does not have is missing. */
  journeys: Readonly<Record<string, readonly Journey[]>>;
  /** Missing in older recordings. */
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
  /**
   * ArrayBuffers and the like, outside the JavaScript heap; undefined when the browser does not report them.
   */
  backingStoreBytes: number | undefined;
  detachedNodes: number;
  listeners: number;
}

/** Memory readings over the repetitions of an action. */
export interface LeakRecording {
  /** After the warm-up, then after each repetition; `atUs` on the host's monotonic clock. */
  readings: readonly (MemoryRecording & { atUs: number })[];
}

/** Category scores of one Lighthouse run, 0 to 1; null when Lighthouse gave none. */
export interface LighthouseRecording {
  scores: Readonly<Record<'performance' | 'accessibility' | 'best-practices', number | null>>;
}
