/**
 * An action on a page: the language of `--login`, `--enter`, `--act` and of targets, as a sequence of steps.
 */
export type Step =
  | { kind: 'goto'; url: string }
  | { kind: 'click'; selector: string }
  /** Fills in the whole text at once. */
  | { kind: 'fill'; selector: string; text: string }
  /** Key by key, at the speed of a fast typist. */
  | { kind: 'type'; selector: string; text: string }
  /** A key such as `Enter`; without a selector, for the focused element. */
  | { kind: 'press'; selector?: string; key: string }
  /** Waits until it is visible. */
  | { kind: 'wait'; selector: string }
  | { kind: 'scroll'; selector: string; distance: Distance }
  /** Waits until layout, network and main thread have come to rest. */
  | { kind: 'rest' };

/** Pixels (negative for up), to an end, or a number of rows (negative for up) that a selector matches. */
export type Distance = number | 'start' | 'end' | { rows: number; row: string };
