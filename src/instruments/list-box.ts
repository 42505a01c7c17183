import type { ElementHandle, JSHandle, Page } from 'playwright';
import type { ListReader } from '../page/list-reader.ts';

/** A list in its page, and how it is reached by input. */
export interface ListHandles {
  page: Page;
  reader: JSHandle<ListReader>;
  /** That of the reader. */
  scroller: ElementHandle<Element>;
}

/** Whole CSS pixels of the viewport. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The visible part of a list in the page's viewport, also of one in a frame; undefined when it is not in view. */
export async function listBox({ page, reader, scroller }: ListHandles): Promise<Box | undefined> {
  const screen = page.viewportSize();
  const outer = await scroller.boundingBox();
  if (screen === null || outer === null) return undefined;
  const { view, box } = await reader.evaluate((of) => {
    const { left, top } = of.scroller.getBoundingClientRect();
    return { view: of.view(), box: { left, top } };
  });
  // The element's box is known in the page, and the view in its frame.
  const [left, top] = [outer.x + view.left - box.left, outer.y + view.top - box.top];
  const [from, to] = [Math.max(0, Math.round(top)), Math.min(screen.height, Math.round(top + view.height))];
  const [edge, end] = [Math.max(0, Math.round(left)), Math.min(screen.width, Math.round(left + view.width))];
  if (to <= from || end <= edge) return undefined;
  return { left: edge, top: from, width: end - edge, height: to - from };
}

export function middleOf({ left, top, width, height }: Box): { x: number; y: number } {
  return { x: left + width / 2, y: top + height / 2 };
}

/** Screen pixels for each CSS pixel: below 1 where a phone shows a page that was laid out wider. */
export function zoomOf(page: Page): Promise<number> {
  return page.evaluate(() => window.visualViewport?.scale ?? 1);
}
