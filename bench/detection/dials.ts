/** The settings of the dial page. Each dial moves one metric by an amount that is known beforehand. */

export interface Dials {
  /**
   * Rounds of a fixed computation on the main thread, in four tasks of which one blocks. It is an amount of
   * work, not a time: a timed busy-wait takes equally long on a disturbed CPU, which would hide the noise.
   */
  work: number;
  /** Bytes of the JPEG that is the largest contentful paint. Its picture is always the same. */
  image: number;
  elements: number;
  /** Bytes of JavaScript numbers that are kept. */
  heap: number;
}

/** A page of common size. Its work takes about 240 ms at full speed on the machine of its calibration. */
export function baseDials(roundsPerMs: number): Dials {
  return { work: Math.round(roundsPerMs * 240), image: 200_000, elements: 1_500, heap: 5_000_000 };
}

/** Increases dials by a share, such as 0.1 for a tenth: all dials, or those in `which`. */
export function shiftedDials(
  dials: Dials,
  share: number,
  which: readonly (keyof Dials)[] = ['work', 'image', 'elements', 'heap'],
): Dials {
  const shifted = { ...dials };
  for (const dial of which) shifted[dial] = Math.round(dials[dial] * (1 + share));
  return shifted;
}

export function dialQuery(dials: Dials): string {
  return new URLSearchParams(Object.entries(dials).map(([name, value]) => [name, String(value)])).toString();
}

/** The element of the dial page that scrolls, and the element that appears when all of its work is done. */
export const dialPage = { scroller: '#rows', ready: '#ready', distancePx: 1_500, pixelsPerSecond: 1_500 };
