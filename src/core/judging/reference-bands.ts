/** Runs whose machines had one speed, by the figures of their reference workload. */

/** What the reference workload of a run reads. */
export interface MachineFigure {
  /** Of the workload: figures of two versions do not compare. */
  version: number;
  /** Median of the run's readings, ms. */
  figureMs: number;
}

/**
 * Sorts runs into bands: the slowest of a band is slower than its fastest by no more than `width`, a share. The band
 * with the most runs comes first, then that of the rest, and so on. Runs without a figure, or without one of the same
 * version, are bands of their own.
 *
 * @returns of each run the name of its band; null without a figure
 */
export function referenceBands(figures: readonly (MachineFigure | null)[], width: number): (string | null)[] {
  const bands: (string | null)[] = figures.map(() => null);
  const known = figures.flatMap((figure, index) => (figure === null ? [] : [{ ...figure, index }]));
  for (const [version, own] of Map.groupBy(known, (each) => each.version)) {
    let left = own.toSorted((a, b) => a.figureMs - b.figureMs);
    for (let band = 1; left.length > 0; band++) {
      const densest = densestOf(left, width);
      for (const { index } of densest) bands[index] = `${version}.${band}`;
      left = left.filter((each) => !densest.includes(each));
    }
  }
  return bands;
}

/** Of figures in rising order the most that lie within the width; of several the fastest ones. */
function densestOf<Figure extends MachineFigure>(rising: readonly Figure[], width: number): Figure[] {
  let best: Figure[] = [];
  let to = 0;
  for (const [from, { figureMs }] of rising.entries()) {
    while ((rising[to]?.figureMs ?? Number.POSITIVE_INFINITY) <= figureMs * (1 + width)) to++;
    if (to - from > best.length) best = rising.slice(from, to);
  }
  return best;
}
