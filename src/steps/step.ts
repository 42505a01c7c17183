/** What is done on a page, one thing after another: the language of `--login`, `--enter`, `--act` and of targets. */
export type Step =
  | { kind: 'goto'; url: string }
  | { kind: 'click'; selector: string }
  /** Puts the text there at once. */
  | { kind: 'fill'; selector: string; text: string }
  /** Key by key, as somebody who types briskly. */
  | { kind: 'type'; selector: string; text: string }
  /** A key such as `Enter`; without a selector where the focus is. */
  | { kind: 'press'; selector?: string; key: string }
  /** Until it is visible. */
  | { kind: 'wait'; selector: string }
  | { kind: 'scroll'; selector: string; distance: Distance }
  /** Until layout, network and main thread have come to rest. */
  | { kind: 'rest' };

/** Pixels (negative for up), to an end, or so many rows (negative for up) of those that a selector matches. */
export type Distance = number | 'start' | 'end' | { rows: number; row: string };
