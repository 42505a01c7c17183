import type { BrowserContext, CDPSession, Page } from 'playwright';

/** More than the tab strip, the toolbar and the frame of any window take, in CSS pixels. */
const decoration = { width: 100, height: 250 } as const;

/**
 * Opens a page whose whole viewport lies inside its window, with its CDP session.
 *
 * A full Chromium draws its tabs and toolbar in headless mode too, but Playwright makes the window only as
 * large as the viewport. The content below the window's bottom edge (a composer, the newest message) is laid
 * out and committed but never drawn. Such a frame is never presented and INP waits for seconds. A screenshot
 * does not show the problem, because it draws the page again (docs/decisions/window-size.md).
 */
export async function openPage(context: BrowserContext): Promise<{ page: Page; session: CDPSession }> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const viewport = page.viewportSize();
  if (viewport !== null) {
    const { windowId } = await session.send('Browser.getWindowForTarget');
    await session.send('Browser.setWindowBounds', {
      windowId,
      bounds: { width: viewport.width + decoration.width, height: viewport.height + decoration.height },
    });
  }
  return { page, session };
}
