import type { ListLook } from '../../core/list-look.ts';
import type { BlankRecording } from './blank-recording.ts';

/**
 * One look at the list while it rests, and what led to it:
 *
 * - `open`: the list as it was opened
 * - `gesture`: scrolled by less than a screen, by a gesture
 * - `step`: scrolled so far at once
 * - `jump`: scrolled to a far place at once
 * - `older`: it grew at the edge, where it was or where a step or a gesture had led it
 */
export interface ListStep {
  kind: 'open' | 'gesture' | 'step' | 'jump' | 'older';
  /** How far the rows should have moved down in the view, CSS pixels; null where that is not known: after a jump. */
  expectedPx: number | null;
  look: ListLook;
}

/** A walk through a list, as read in the visual pass. */
export interface ListRecording {
  /** Whether the walk went from end to end and back; else it took samples. */
  whole: boolean;
  /** The attribute that identifies a row; null when rows are told apart by what they show. */
  keyAttribute: string | null;
  steps: readonly ListStep[];
  /** The index of the first step of the way back. */
  turnedAt: number;
  /** Keys of the rows that were in the document at the end of the walk. */
  attachedAtEnd: readonly string[];
  /** What the presented frames showed while it was scrolled by gestures; a reason where that was not looked at. */
  blank: BlankRecording | string;
}
