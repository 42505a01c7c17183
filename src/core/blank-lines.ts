/** Which part of a list's visible part shows nothing, from its pixel lines: true where something is drawn. */

import { median } from './statistics/statistics.ts';

/** A run of neighbouring lines, without those that show no row at any time. */
export type Run = readonly number[];

/** How the list looks at rest, when its rows are all there. */
export interface RestedLook {
  /** Lines on which something was drawn at one place at least; what covers the list all the time has none. */
  used: readonly boolean[];
  /** The longest run of used lines without anything on them: between two rows, or within one. */
  gap: number;
  /** The usual one. */
  usualGap: number;
}

/** Runs that are longer than a gap by less than this may be a gap as well, of rows that were not in view at rest. */
const [gapTimes, gapLines] = [1.5, 8];

function runs(lines: readonly boolean[], used: readonly boolean[]): Run[] {
  const found: number[][] = [];
  let run: number[] = [];
  for (const [line, isDrawn] of lines.entries()) {
    if (used[line] !== true) continue;
    if (isDrawn) run = [];
    else if (run.push(line) === 1) found.push(run);
  }
  return found;
}

/** @param looks the drawn lines of the list at rest, at several places */
export function restedLook(looks: readonly (readonly boolean[])[]): RestedLook {
  const used = (looks[0] ?? []).map((_, line) => looks.some((look) => look[line] === true));
  const lengths = looks.flatMap((look) => runs(look, used).map(({ length }) => length));
  return { used, gap: Math.max(0, ...lengths), usualGap: lengths.length === 0 ? 0 : median(lengths) };
}

/**
 * The blank runs of a frame: longer than any gap between rows at rest, and without half a gap where they meet something
 * drawn, which belongs to the row there.
 */
export function blankRuns(drawn: readonly boolean[], { used, gap, usualGap }: RestedLook): Run[] {
  const most = gap * gapTimes + gapLines;
  const lines = drawn.flatMap((_, line) => (used[line] === true ? [line] : []));
  const [first, last] = [lines[0], lines.at(-1)];
  const ofRow = Math.floor(usualGap / 2);
  return runs(drawn, used)
    .filter(({ length }) => length > most)
    .map((run) =>
      run.slice(run[0] === first ? 0 : ofRow, run.at(-1) === last ? undefined : run.length - ofRow),
    );
}
