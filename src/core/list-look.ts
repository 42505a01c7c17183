/** What a list holds and shows at one moment, as plain data. */

/** One row of a list in view, in CSS pixels from the upper edge of the visible part. */
export interface RowPlace {
  /** Identifies the message: an attribute's value, or a hash of what the row shows. */
  key: string;
  topPx: number;
  heightPx: number;
}

/** What a list holds and shows at one moment. */
export interface ListLook {
  /** How far it is scrolled from its upper end, and how far it could be scrolled in all. */
  offsetPx: number;
  roomPx: number;
  /** Height of its visible part. */
  viewPx: number;
  /** Rows in the document. */
  attached: number;
  /** Those of them that show nothing: no text and no media. */
  empty: number;
  /** Those of them whose contents the browser skips out of view: `content-visibility: auto`. */
  contained: number;
  /** Average distance from row to row of the attached ones; 0 without rows. */
  pitchPx: number;
  /** Elements within the list, those in open shadow roots included. */
  elements: number;
  /** Row elements that show another message than when they were first seen. */
  recycled: number;
  /** Keys that several attached rows have. */
  repeated: string[];
  inView: RowPlace[];
  /** False where it still moved when the time to wait was over. */
  isStill: boolean;
}
