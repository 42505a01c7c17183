import type { Frame, Page } from 'playwright';

/**
 * The frames of a page that have a document of their own, the top one included.
 *
 * An `<iframe loading="lazy">` out of sight has none yet: a script that is sent to it waits until somebody scrolls
 * there, which may be never.
 */
export function loadedFrames(page: Page): Frame[] {
  return page.frames().filter((frame) => frame === page.mainFrame() || frame.url() !== '');
}
