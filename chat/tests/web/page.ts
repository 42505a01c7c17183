import type { Page } from '@playwright/test';

/** Sequences of the messages in the document, in its order. */
export function sequencesInDom(page: Page): Promise<number[]> {
  return page
    .locator('article[data-sequence]')
    .evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset.sequence)));
}

/** How far the feed is from its end (CSS px). */
export function distanceFromEnd(page: Page): Promise<number> {
  return page
    .getByRole('feed')
    .evaluate((feed) => Math.round(feed.scrollHeight - feed.scrollTop - feed.clientHeight));
}

/** Waits until the feed has neither moved nor changed for some frames, and no page is on its way. */
export function settled(page: Page): Promise<void> {
  return page.getByRole('feed').evaluate(
    (feed) =>
      new Promise<void>((resolve) => {
        let stable = 0;
        let before = '';
        const look = (): void => {
          const now = `${feed.scrollTop} ${feed.scrollHeight} ${feed.childElementCount}`;
          stable = now === before && feed.getAttribute('aria-busy') === 'false' ? stable + 1 : 0;
          before = now;
          if (stable >= 5) resolve();
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
}

export type Drift = { pages: number; worstPx: number; sequences: number[] };

/**
 * Scrolls up to the beginning in steps, as a reader does, and watches every frame: how far a row that
 * is in view moved against the scrolled distance (CSS px), how often a page was prepended, and which
 * sequences came into view.
 */
export function readToTheBeginning(page: Page): Promise<Drift> {
  return page.getByRole('feed').evaluate(async (feed) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const seen = new Set<number>();
    const drift = { pages: 0, worstPx: 0 };
    const view = feed.getBoundingClientRect();
    const inView = (): HTMLElement[] =>
      [...feed.querySelectorAll<HTMLElement>('article[data-sequence]')].filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return bottom > view.top && top < view.bottom;
      });
    // A row in the middle of the view, and where it is.
    const middle = (): { row: HTMLElement; top: number } | null => {
      const rows = inView();
      const row = rows[Math.floor(rows.length / 2)];
      return row ? { row, top: row.getBoundingClientRect().top } : null;
    };
    const see = () => {
      for (const row of inView()) seen.add(Number(row.dataset.sequence));
    };
    see();
    let idle = 0;
    while (idle < 30) {
      const height = feed.scrollHeight;
      const known = middle();
      const step = Math.min(300, feed.scrollTop);
      feed.scrollTop -= step;
      // Two frames: the list has rendered, measured and corrected.
      await frame();
      await frame();
      see();
      if (known?.row.isConnected) {
        const moved = known.row.getBoundingClientRect().top - known.top;
        drift.worstPx = Math.max(drift.worstPx, Math.abs(moved - step));
      }
      if (feed.scrollHeight > height + 1000) drift.pages++;
      const rests = step === 0 && feed.scrollHeight === height && feed.getAttribute('aria-busy') === 'false';
      idle = rests ? idle + 1 : 0;
    }
    return { ...drift, sequences: [...seen].sort((a, b) => a - b) };
  });
}
