import { chromium } from 'playwright';
import type { Browser } from '../../src/browser/find.ts';
import { launchOptions } from '../../src/browser/launch.ts';

/** So many that the start of the compiler hardly counts. */
const rounds = 50_000_000;
const pages = 5;

/** Rounds of the dial page's work that this machine does in 1 ms, on pages as cold as measured ones. */
export async function calibrateWork(browser: Browser, origin: string): Promise<number> {
  const running = await chromium.launch(await launchOptions(browser));
  try {
    const found: number[] = [];
    for (let index = 0; index < pages; index++) {
      const page = await running.newPage();
      await page.goto(`${origin}/?calibrate=${rounds}`);
      const elapsedMs = await page.evaluate(() => performance.getEntriesByName('calibration')[0]?.duration);
      if (elapsedMs === undefined) throw new Error('the dial page did not calibrate its work');
      found.push(rounds / elapsedMs);
      await page.close();
    }
    // The highest rate is the least disturbed one: other work of the machine can only make a page slower.
    return Math.round(Math.max(...found));
  } finally {
    await running.close();
  }
}
