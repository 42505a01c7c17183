/**
 * The observer effect: how each instrument of the timing pass changes a page that measures itself with its
 * own observers, and the CPU time of the renderers.
 *
 * `npm run bench:overhead [-- rounds]` takes about 5 s for each variant in a round, by default 12 rounds. Do
 * not use the machine meanwhile. Variants are shuffled within each round. The table goes into
 * docs/observer-effect.md.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { type Browser, type CDPSession, chromium } from 'playwright';
import { ensureBrowser } from '../src/browser/install.ts';
import { launchOptions } from '../src/browser/launch.ts';
import { seededRandom, shuffled } from '../src/core/statistics/random.ts';
import { median, shift } from '../src/core/statistics/statistics.ts';
import { openPage } from '../src/instruments/window.ts';
import { describeEnvironment } from '../src/measure/host/environment.ts';
import { phone } from '../src/measure/iteration/bench.ts';
import { applyCpuSlowdown } from '../src/profiles/cpu.ts';
import { writeBetween } from './markers.ts';
import { type Variant, variants } from './overhead/variants.ts';

/** What a page measures of itself, and the CPU time of all renderers meanwhile (ms). */
interface Judged {
  lcpMs: number;
  tbtMs: number;
  frameMs: number;
  frameP95Ms: number;
  rendererMs: number;
}

const figures: Record<keyof Judged, string> = {
  lcpMs: 'LCP',
  tbtMs: 'TBT',
  frameMs: 'mean frame',
  frameP95Ms: 'p95 frame',
  rendererMs: 'CPU of the renderers',
};

const cpuSlowdown = 4;
const rounds = Number(process.argv[2] ?? 12);
const document = new URL('../docs/observer-effect.md', import.meta.url).pathname;

const found = await ensureBrowser({ override: process.env.BACKSCROLL_BROWSER, say: console.error });
const html = await readFile(new URL('overhead/page.html', import.meta.url));
const server = createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  // Instruments start on /blank. It has the same site, so that the page keeps its process during a trace.
  response.end(request.url === '/blank' ? '<!doctype html><title>Blank</title>' : html);
}).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

const environment = await describeEnvironment({ browser: found });
const browser = await chromium.launch(await launchOptions(found));
const session = await browser.newBrowserCDPSession();
const samples = new Map<string, Judged[]>(variants.map(({ id }) => [id, []]));
const random = seededRandom(1);
const startedMs = performance.now();
let done = 0;
// The first round is cold and is not kept.
for (let round = 0; round <= rounds; round++) {
  for (const variant of shuffled(variants, random)) {
    const judged = await measure(browser, session, variant);
    if (round > 0) samples.get(variant.id)?.push(judged);
    done += 1;
    const left = ((performance.now() - startedMs) / done) * ((rounds + 1) * variants.length - done);
    console.error(`round ${round} of ${rounds}, ${variant.id}: ${Math.ceil(left / 1000)} s left`);
  }
}
await browser.close();
server.close();

const table = report();
console.log(table);
writeBetween(document, 'table', table);

async function measure(running: Browser, browserSession: CDPSession, variant: Variant): Promise<Judged> {
  const context = await running.newContext(phone);
  try {
    await variant.install?.(context);
    const opened = await openPage(context);
    await opened.page.goto(`${url}blank`);
    await applyCpuSlowdown(opened.session, cpuSlowdown);
    const stop = await variant.start?.(opened.page, browserSession);
    const beforeMs = await rendererMs(browserSession);
    await opened.page.goto(url, { waitUntil: 'commit' });
    await variant.watch?.(opened.page);
    const judged = await opened.page.evaluate(
      () => Reflect.get(globalThis, 'judged') as Promise<Omit<Judged, 'rendererMs'>>,
    );
    const afterMs = await rendererMs(browserSession);
    await stop?.();
    return { ...judged, rendererMs: afterMs - beforeMs };
  } finally {
    await context.close();
  }
}

/** Source: Chrome DevTools Protocol, SystemInfo.getProcessInfo, in seconds since each process began. */
async function rendererMs(browserSession: CDPSession): Promise<number> {
  const { processInfo } = await browserSession.send('SystemInfo.getProcessInfo');
  return processInfo
    .filter(({ type }) => type === 'renderer')
    .reduce((total, { cpuTime }) => total + cpuTime * 1000, 0);
}

function report(): string {
  const off = samples.get('off') ?? [];
  const keys = Object.keys(figures) as (keyof Judged)[];
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `${environment.browser.name} ${environment.browser.version}, ${environment.renderer}, ${environment.cpu}, ${environment.cores} cores, CPU ${cpuSlowdown}×, ${rounds} rounds.`,
    '',
    row(['instrument', ...keys.map((key) => figures[key])]),
    row(['---', ...keys.map(() => '--:')]),
    row(['nothing, median', ...keys.map((key) => `${median(off.map((each) => each[key])).toFixed(1)} ms`)]),
    ...variants
      .filter(({ id }) => id !== 'off')
      .map(({ id, title }) => row([title, ...keys.map((key) => effect(off, samples.get(id) ?? [], key))])),
  ].join('\n');
}

/** Hodges–Lehmann shift with its 95 % interval, in percent of the median without any instrument. */
function effect(off: readonly Judged[], on: readonly Judged[], key: keyof Judged): string {
  const base = median(off.map((each) => each[key]));
  const { estimate, interval } = shift(
    off.map((each) => each[key]),
    on.map((each) => each[key]),
  );
  const percent = (value: number): string => `${value > 0 ? '+' : ''}${((value / base) * 100).toFixed(1)}`;
  if (interval === undefined) return `${percent(estimate)} %`;
  return `${percent(estimate)} % (${percent(interval.low)} to ${percent(interval.high)})`;
}
