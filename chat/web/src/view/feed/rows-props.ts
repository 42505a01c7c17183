import type { ReactElement, ReactNode, Ref } from 'react';
import type { Row } from './rows.ts';

/** What the feed can call on either kind of list. */
export type RowsHandle = {
  scrollToEnd: () => void;
  /** Scrolls a row to the middle. */
  scrollToRow: (index: number) => void;
};

export type RowsProps = {
  scroller: HTMLElement;
  rows: readonly Row[];
  /** Is above the oldest row, always {@link headerHeight} high. */
  header: ReactNode;
  renderRow: (index: number, measure: Ref<HTMLElement> | null) => ReactElement | null;
  ref: Ref<RowsHandle>;
};

/** Height of the feed's header (CSS px): fixed, so that nothing moves when "beginning" replaces "loading". */
export const headerHeight = 72;

/** Space below the newest row (CSS px), as the style sheet sets it for the plain list. */
export const footerHeight = 12;

/** The largest distance from the end at which the reader counts as being at the end (CSS px). */
export const endThreshold = 48;
