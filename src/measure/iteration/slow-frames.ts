import type { Frame, Page } from 'playwright';
import { causeText } from '../../core/errors.ts';
import { applyCpuSlowdown } from '../../profiles/cpu.ts';

/** Slows down frames in other processes when they attach: the page's slowdown covers only its own process. */
export function slowFramesDown(page: Page, factor: number): void {
  if (factor === 1) return;
  const slow = async (frame: Frame): Promise<void> => {
    if (frame === page.mainFrame()) return;
    try {
      await applyCpuSlowdown(await page.context().newCDPSession(frame), factor);
    } catch (cause) {
      // A frame of the page's own process has no session, and one may be gone by now.
      if (!/separate CDP session|closed|detached|crashed/i.test(causeText(cause))) throw cause;
    }
  };
  page.on('framenavigated', slow);
}
