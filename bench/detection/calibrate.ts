import { chromium } from 'playwright';
import type { Browser } from '../../src/browser/find.ts';
import { launchOptions } from '../../src/browser/launch.ts';

/** Long against the start of the compiler. */
const rounds = 50_000_000;
const pages = 5;

/** Rounds of the dial page's work in a millisecond of this machine, on pages as cold as measured ones. */
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
    // The least disturbed one: whatever else the machine did can only have made it slower.
    return Math.round(Math.max(...found));
  } finally {
    await running.close();
  }
}
