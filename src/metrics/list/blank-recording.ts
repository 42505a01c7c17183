import type { ScrollSpeed } from '../../core/scroll-speed.ts';

/** What one presented frame showed of the list, in pixel lines of its visible part. */
export interface BlankFrame {
  /** When it was presented, ms since the scroll began, and how long it stayed. */
  atMs: number;
  durationMs: number;
  /** Lines in runs without anything drawn that are longer than any between rows at rest. */
  blankLines: number;
  /** Those of them where rows with contents stood in the document: they were there, and not drawn yet. */
  undrawnLines: number;
  /** Lines with something drawn where no row with contents stood in the document. */
  placeholderLines: number;
}

/** A scroll through the list, and the rest after it. */
export interface BlankScroll {
  speed: ScrollSpeed;
  pixelsPerSecond: number;
  /** Milliseconds since the epoch. */
  startMs: number;
  scrolledPx: number;
  /** Lines of the list that show rows at some time. */
  lines: number;
  frames: readonly BlankFrame[];
  /** Some of the frames at even times, and the one that was blank the most, in order. */
  pictures: readonly BlankPicture[];
}

/** A frame for people; lines are counted from the upper edge of the list. */
export interface BlankPicture {
  atMs: number;
  /** The whole screen: PNG, base64. */
  png: string;
  blank: readonly number[];
  placeholders: readonly number[];
}

export interface BlankRecording {
  screen: { width: number; height: number };
  /** The visible part of the list on the screen, CSS pixels; a line each. */
  box: { left: number; top: number; width: number; height: number };
  scrolls: readonly BlankScroll[];
  /** Lines of the longest gap between rows at rest: less than that is not seen. */
  gapLines: number;
}
