/**
 * The main-thread time that six watches for rows take for each added row, in lists of 50 and of 2,000 rows at
 * CPU 4.
 *
 * `npm run bench:row-watch` takes about two minutes. Do not use the machine meanwhile. The table goes into
 * docs/observer-effect.md.
 */
import { type Browser, chromium } from 'playwright';
import { ensureBrowser } from '../src/browser/install.ts';
import { launchOptions } from '../src/browser/launch.ts';
import { median } from '../src/core/statistics/statistics.ts';
import { watch } from '../src/instruments/journeys.ts';
import { describeEnvironment } from '../src/measure/host/environment.ts';
import { phone } from '../src/measure/iteration/bench.ts';
import { watchRow } from '../src/page/row-watch.ts';
import { applyCpuSlowdown } from '../src/profiles/cpu.ts';
import { writeBetween } from './markers.ts';

const cpuSlowdown = 4;
const rounds = 5;
/** The same number as read-live has at once. */
const watches = 6;
const lengths = [50, 2_000];

const found = await ensureBrowser({ override: process.env.BACKSCROLL_BROWSER, say: console.error });
const environment = await describeEnvironment({ browser: found });
const browser = await chromium.launch(await launchOptions(found));
const costs = new Map<string, number[]>();
// The first round is cold and is not kept.
for (let round = 0; round <= rounds; round++) {
  for (const rows of lengths) {
    for (const watched of [0, watches]) {
      const key = JSON.stringify([rows, watched]);
      const ms = await costOf(browser, rows, watched);
      if (round > 0) costs.set(key, [...(costs.get(key) ?? []), ms]);
    }
  }
  console.error(`round ${round} of ${rounds}`);
}
await browser.close();

const text = [
  `${environment.browser.name} ${environment.browser.version}, ${environment.cpu}, CPU ${cpuSlowdown}×, medians of ${rounds} rounds of 200 added rows.`,
  '',
  `| rows in the list | a row is added | with ${watches} watches | what the watches take |`,
  '| --: | --: | --: | --: |',
  ...lengths.map(row),
].join('\n');
console.log(text);
writeBetween('docs/observer-effect.md', 'rows', text);

function row(rows: number): string {
  const of = (watched: number): number => median(costs.get(JSON.stringify([rows, watched])) ?? []);
  const [off, on] = [of(0), of(watches)];
  const cells = [rows.toLocaleString('en'), ...[off, on, on - off].map((ms) => `${ms.toFixed(3)} ms`)];
  return `| ${cells.join(' | ')} |`;
}

/** Main-thread time of one added row and its observers, without layout and drawing (mean of 200, ms). */
async function costOf(running: Browser, rows: number, watched: number): Promise<number> {
  const context = await running.newContext(phone);
  try {
    const page = await context.newPage();
    await page.evaluate((count) => {
      const bubble =
        '<b>Robin</b><p>A message of some words, as people write them in a chat.</p><i>12:00</i>';
      const list = Array.from({ length: count }, () => `<article><div>${bubble}</div></article>`);
      document.body.innerHTML = `<main>${list.join('')}</main>`;
    }, rows);
    for (let index = 0; index < watched; index++) {
      const options = { selector: 'main article', text: `Never ${index}`, place: 'in-view' as const };
      await watch(page, watchRow, options, 'A row');
    }
    await applyCpuSlowdown(await context.newCDPSession(page), cpuSlowdown);
    return await page.evaluate(async () => {
      const list = document.querySelector('main');
      let totalMs = 0;
      for (let added = 0; added < 200; added++) {
        const startMs = performance.now();
        list?.insertAdjacentHTML(
          'beforeend',
          '<article><div><b>Robin</b><p>Another one.</p></div></article>',
        );
        // Mutation observers run before this continues.
        await Promise.resolve();
        totalMs += performance.now() - startMs;
        await new Promise((resolve) => setTimeout(resolve));
      }
      return totalMs / 200;
    });
  } finally {
    await context.close();
  }
}
