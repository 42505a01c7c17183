/** Groups runs whose machines had the same speed, by the figures of their reference workload. */

/** The reference workload's figure of a run. */
export interface MachineFigure {
  /** Version of the workload: figures of different versions are not comparable. */
  version: number;
  /** Median of the run's readings, ms. */
  figureMs: number;
}

/**
 * Sorts runs into bands: the slowest of a band is slower than its fastest by at most `width`, a share. The
 * first band has the most runs, the next one the most of the remaining runs, and so on. Each version of the
 * workload has its own bands.
 *
 * @returns the name of each run's band; null without a figure
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

/** The largest group of ascending figures that lie within the width; of equally large groups, the fastest. */
function densestOf<Figure extends MachineFigure>(rising: readonly Figure[], width: number): Figure[] {
  let best: Figure[] = [];
  let to = 0;
  for (const [from, { figureMs }] of rising.entries()) {
    while ((rising[to]?.figureMs ?? Number.POSITIVE_INFINITY) <= figureMs * (1 + width)) to++;
    if (to - from > best.length) best = rising.slice(from, to);
  }
  return best;
}
