import type { ReactElement, ReactNode, Ref } from 'react';
import type { Row } from './rows.ts';

/** What the feed can ask of either kind of list. */
export type RowsHandle = {
  scrollToEnd: () => void;
  /** Brings a row to the middle. */
  scrollToRow: (index: number) => void;
};

export type RowsProps = {
  scroller: HTMLElement;
  rows: readonly Row[];
  /** Stands above the oldest row, always {@link headerHeight} high. */
  header: ReactNode;
  renderRow: (index: number, measure: Ref<HTMLElement> | null) => ReactElement | null;
  ref: Ref<RowsHandle>;
};

/** Height of the place for "loading" and "beginning" (CSS px): fixed, so that nothing moves when one replaces the other. */
export const headerHeight = 72;

/** Space below the newest row (CSS px), as the style sheet sets it for the plain list. */
export const footerHeight = 12;

/** How far from the end a reader still counts as being there (CSS px). */
export const endThreshold = 48;
