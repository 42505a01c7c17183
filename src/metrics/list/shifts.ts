import type { ListLook } from '../../core/list-look.ts';
import type { ListRecording, ListStep } from './recording.ts';

/**
 * How far the rows of each step of a kind moved beyond what was expected, CSS pixels. A step after which no row of the
 * look before is in view gives none, and neither does one that the end of the list cut short.
 */
export function shiftsOf({ steps }: ListRecording, kind: ListStep['kind']): number[] {
  return steps.flatMap((step, index) => {
    const before = steps[index - 1]?.look;
    if (step.kind !== kind || step.expectedPx === null || before === undefined) return [];
    const moved = movedPx(before, step.look);
    return moved.length === 0 ? [] : [Math.max(...moved.map((px) => Math.abs(px - Number(step.expectedPx))))];
  });
}

/** The way of each row that is in view at both looks. A key that several rows have says nothing of one of them. */
function movedPx(before: ListLook, after: ListLook): number[] {
  const repeated = new Set([...before.repeated, ...after.repeated]);
  return before.inView.flatMap(({ key, topPx }) => {
    const now = repeated.has(key) ? undefined : after.inView.find((row) => row.key === key);
    return now === undefined ? [] : [now.topPx - topPx];
  });
}
