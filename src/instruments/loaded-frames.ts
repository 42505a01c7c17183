import type { Frame, Page } from 'playwright';

/**
 * The frames of a page that have a document, including the top one.
 *
 * An `<iframe loading="lazy">` outside the viewport has none yet: a script sent to it waits until someone
 * scrolls there, which may never happen.
 */
export function loadedFrames(page: Page): Frame[] {
  return page.frames().filter((frame) => frame === page.mainFrame() || frame.url() !== '');
}
