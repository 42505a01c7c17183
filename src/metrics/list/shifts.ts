import type { ListLook } from '../../core/list-look.ts';
import type { ListRecording, ListStep } from './recording.ts';

/**
 * How far the rows of each step of a kind moved beyond what was expected, CSS pixels. Where rows have keys and none of
 * those in view is left, they moved by a screen at least, and that is the value; without keys nothing is said then,
 * because a row may show something else by now.
 */
export function shiftsOf({ steps, keyAttribute }: ListRecording, kind: ListStep['kind']): number[] {
  return steps.flatMap((step, index) => {
    const before = steps[index - 1]?.look;
    const { expectedPx } = step;
    if (step.kind !== kind || expectedPx === null || before === undefined) return [];
    const moved = movedPx(before, step.look);
    // A list whose estimated heights turn out smaller has less to scroll: the gesture ends with it.
    const isShort = (px: number): boolean =>
      isAtEdge(step.look, expectedPx) && Math.abs(px) < Math.abs(expectedPx);
    if (moved.length > 0) {
      return [Math.max(...moved.map((px) => (isShort(px) ? 0 : Math.abs(px - expectedPx))))];
    }
    return keyAttribute !== null && staysInView(before, expectedPx) ? [step.look.viewPx] : [];
  });
}

/** Whether a list is at the edge that its rows were moved away from. */
function isAtEdge({ offsetPx, roomPx }: ListLook, rowsMovedPx: number): boolean {
  return rowsMovedPx > 0 ? offsetPx < 1 : rowsMovedPx < 0 && offsetPx > roomPx - 1;
}

/** Whether a row that is in view should still be after rows have moved by so many pixels. */
function staysInView({ inView, repeated, viewPx }: ListLook, byPx: number): boolean {
  return inView.some(
    ({ key, topPx, heightPx }) =>
      !repeated.includes(key) && topPx + byPx + heightPx > 1 && topPx + byPx < viewPx - 1,
  );
}

/** The way of each row that is in view at both looks. A key that several rows have says nothing of one of them. */
function movedPx(before: ListLook, after: ListLook): number[] {
  const repeated = new Set([...before.repeated, ...after.repeated]);
  return before.inView.flatMap(({ key, topPx }) => {
    const now = repeated.has(key) ? undefined : after.inView.find((row) => row.key === key);
    return now === undefined ? [] : [now.topPx - topPx];
  });
}
