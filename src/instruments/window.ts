import type { BrowserContext, CDPSession, Page } from 'playwright';

/** More than the tab strip, the toolbar and the frame of any window take, in CSS pixels. */
const decoration = { width: 100, height: 250 } as const;

/**
 * Opens a page whose whole viewport lies inside its window, with its CDP session.
 *
 * A full Chromium draws its tabs and toolbar in headless mode too, but Playwright makes the window as
 * large as the viewport: what hangs over the edge at the bottom (a composer, the newest message) is
 * laid out, committed and never drawn. Such a frame is never presented, INP waits for seconds, and a
 * screenshot shows nothing of it, for it draws the page anew (docs/decisions/window-size.md).
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
