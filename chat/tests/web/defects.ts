import type { Page } from '@playwright/test';
import type { Defect } from '../../shared/defects.ts';
import type { History } from './data.ts';
import type { Site } from './fixtures.ts';
import { settled } from './page.ts';

type Observe<Seen> = (page: Page, history: History) => Promise<Seen>;

/** What is seen of a conversation in a chat with a defect, and in one without. */
export async function withAndWithout<Seen>(
  site: Site,
  defect: Defect,
  { messages = 120, width = 1000, scale = 1 }: { messages?: number; width?: number; scale?: number },
  observe: Observe<Seen>,
): Promise<{ planted: Seen; clean: Seen }> {
  const seen = async (planted: boolean): Promise<Seen> => {
    const history = await site.createHistory(messages);
    const page = await site.open(history, { width, scale, ...(planted ? { defect } : {}) });
    await settled(page);
    const result = await observe(page, history);
    await page.close();
    return result;
  };
  return { planted: await seen(true), clean: await seen(false) };
}

/** Scrolls the feed by a distance (CSS px), negative towards older messages. */
export function scrollBy(page: Page, distancePx: number): Promise<void> {
  return page.getByRole('feed').evaluate((feed, px) => {
    feed.scrollTop += px;
  }, distancePx);
}

/**
 * Scrolls to where the next older page loads, and waits until it has come.
 *
 * @returns what `look` saw before and after, when the rows lay still
 */
export async function loadOlder<Seen>(
  page: Page,
  look: () => Promise<Seen>,
): Promise<{ before: Seen; after: Seen }> {
  const held = Promise.withResolvers<void>();
  await page.route(/messages\?before/, async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.getByRole('feed').evaluate((feed) => {
    feed.scrollTop = 400;
  });
  await page.locator('[role="feed"][aria-busy="true"]').waitFor();
  await frames(page, 3);
  const before = await look();
  const height = await scrollHeight(page);
  held.resolve();
  await page.waitForFunction((px) => (document.querySelector('.feed')?.scrollHeight ?? 0) > px + 500, height);
  await settled(page);
  return { before, after: await look() };
}

function scrollHeight(page: Page): Promise<number> {
  return page.getByRole('feed').evaluate((feed) => feed.scrollHeight);
}

/** Waits for frames of the page. */
export function frames(page: Page, count: number): Promise<void> {
  return page.evaluate(async (frames) => {
    for (let frame = 0; frame < frames; frame++) await new Promise(requestAnimationFrame);
  }, count);
}

/** Rows in view: their sequence, and their upper edge in the window (CSS px). */
export function rowsInView(page: Page): Promise<{ sequence: number; top: number }[]> {
  return page.getByRole('feed').evaluate((feed) => {
    const view = feed.getBoundingClientRect();
    return [...feed.querySelectorAll<HTMLElement>('article[data-sequence]')].flatMap((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      if (bottom <= view.top || top >= view.bottom) return [];
      return [{ sequence: Number(row.dataset.sequence), top }];
    });
  });
}

/**
 * The most of the feed that no row covered (CSS px), two frames after one of several steps towards older messages.
 *
 * In one function of the page: a call for each step would take as long as the rows may be late.
 */
export function mostBlankPx(page: Page): Promise<number> {
  return page.getByRole('feed').evaluate(async (feed) => {
    const view = feed.getBoundingClientRect();
    const blank = (): number => {
      let covered = 0;
      for (const row of feed.querySelectorAll('article')) {
        const { top, bottom } = row.getBoundingClientRect();
        covered += Math.max(0, Math.min(bottom, view.bottom) - Math.max(top, view.top));
      }
      return view.height - covered;
    };
    let most = 0;
    for (let step = 0; step < 3; step++) {
      feed.scrollTop -= 900;
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      most = Math.max(most, blank());
    }
    return most;
  });
}
