import { headerHeight } from './rows-props.ts';

/** The height of a row with one line of text (CSS px); most are higher. */
const guessedHeight = 56;

/** The defect `jump-misses`: where the middle of a row would be if all rows had the same height (CSS px). */
export function guessedOffset(index: number, scroller: HTMLElement): number {
  return headerHeight + (index + 0.5) * guessedHeight - scroller.clientHeight / 2;
}
