/** `backscroll ab` on two loopback pages whose difference is known. */
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { type Results, results } from '../../src/core/results/results.ts';
import { type Ended, NamedFolder, startCommand } from './command-process.ts';

/** Far more than a slow host adds by chance. */
const blockMs = 250;

/**
 * Has nothing to scroll. Once its text is painted it fetches so many bytes and does nothing with them, so no time of the
 * page depends on them.
 */
function shortPage(bytes: number): string {
  return `<!doctype html><title>Page</title><link rel="icon" href="data:,"><h1>The only text</h1><script>
    new PerformanceObserver((list, observer) => {
      observer.disconnect();
      fetch('/bytes/${bytes}');
    }).observe({ type: 'largest-contentful-paint', buffered: true });
  </script>`;
}

/** Blocks the main thread so long before its only text is there, so LCP is later by just that. */
function page(busyMs: number): string {
  return `<!doctype html><title>Page</title><link rel="icon" href="data:,"><body style="margin:0"><script>
    const startMs = performance.now();
    while (performance.now() - startMs < ${busyMs});
    document.body.insertAdjacentHTML('beforeend', '<h1 style="font-size:80px">The only text</h1><div style="height:5000px"></div>');
  </script>`;
}

const pages: Record<string, string> = {
  '/fast': page(0),
  '/slow': page(blockMs),
  '/short': shortPage(0),
  '/short-heavy': shortPage(400_000),
};

const test = base.extend<{ folder: string; site: { url: string; refuse: (path: string) => void } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern.
  folder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'backscroll-ab-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern.
  site: async ({}, use) => {
    const served = new Map<string, number>();
    const refused = new Set<string>();
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://page');
      const count = (served.get(pathname) ?? 0) + 1;
      served.set(pathname, count);
      // The warm-up and three iterations are answered, then the side is dead.
      if (refused.has(pathname) && count > 4) request.socket.destroy();
      else if (pathname.startsWith('/bytes/')) response.end('x'.repeat(Number(path.basename(pathname))));
      else response.writeHead(200, { 'content-type': 'text/html' }).end(pages[pathname]);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await use({ url, refuse: (pathname) => refused.add(pathname) });
    server.closeAllConnections();
    server.close();
  },
});

/** Values an arm with which a difference can be told at all. */
const fewest = 4;
/** Values a side, for the guard. */
const fewestOfGuard = 6;

function valid(iterations: Results['cells'][number]['iterations']): number {
  return iterations.filter(({ pass, status }) => pass === 'timing' && status === 'valid').length;
}

/** Runs the command as a user does; a short rest will do, for no test is about it. */
function ab(words: readonly string[]): Promise<Ended> {
  return startCommand(['ab', ...words, '--network', 'none', '--cpu', '1', '--rest', '0.2s']).ended;
}

test(`${blockMs} ms of blocking before the first paint are worse by about as much of LCP`, async ({
  folder,
  site,
}) => {
  const file = path.join(folder, 'results.json');
  const sides = ['--a', `${site.url}/fast?token=secret`, '--b', `${site.url}/slow`];
  const { code, output } = await ab([
    ...sides,
    '--primary',
    'lcp',
    '--distance',
    '600',
    '--iterations',
    '6',
    '--json',
    file,
  ]);
  const written: Results = results.parse(JSON.parse(readFileSync(file, 'utf8')));
  expect(JSON.stringify(written)).not.toContain('secret');
  const [lcp] = written.comparisons.flatMap(({ metrics }) => metrics.filter(({ primary }) => primary));
  expect(lcp?.metric).toBe('lcp');
  // A host that serves others may void so many iterations that nothing can be told, and that is said.
  if (written.cells.some(({ iterations }) => valid(iterations) < fewest)) {
    expect(output).toMatch(/^(Cannot tell|Invalid): /);
    return;
  }
  expect(output).toMatch(/^Worse: /);
  expect(code).toBe(1);
  expect(lcp?.status).toBe('worse');
  // LCP comes in steps of 4 ms, a frame of 17 ms may pass before the paint, and the host takes its share.
  expect(lcp?.shift).toBeGreaterThan(blockMs * 0.85);
  expect(lcp?.shift).toBeLessThan(blockMs * 1.3);
});

test('a side that dies in mid-run is named, and what both measured is kept', async ({ site }) => {
  site.refuse('/slow');
  const { code, told } = await ab([
    '--a',
    `${site.url}/fast`,
    '--b',
    `${site.url}/slow`,
    '--primary',
    'lcp',
    '--distance',
    '600',
    '--iterations',
    '20',
  ]);
  expect(code).toBe(2);
  expect(told).toMatch(/Arm b failed 4 times in a row: .*ERR_/);
  expect(told).toMatch(/Kept: a \d+ of \d+ iterations valid, b \d+ of \d+ iterations valid\./);
  using folder = new NamedFolder(told);
  const kept = folder.results();
  expect(kept.complete).toBe(false);
  expect(kept.cells.map(({ arm, iterations }) => [arm, iterations.length > 2])).toEqual([
    ['a', true],
    ['b', true],
  ]);
});

test('where nothing can be scrolled, what was measured decides, and the guard names what grew in silence', async ({
  folder,
  site,
}) => {
  const file = path.join(folder, 'results.json');
  const sides = ['--a', `${site.url}/short`, '--b', `${site.url}/short-heavy`];
  const { code, output } = await ab([...sides, '--iterations', '8', '--min-effect', '50%', '--json', file]);
  const written: Results = results.parse(JSON.parse(readFileSync(file, 'utf8')));
  // A busy host may cost one or two for good.
  if (written.cells.some(({ iterations }) => valid(iterations) < fewestOfGuard)) {
    expect(output).toMatch(/^(Cannot tell|Invalid): /);
    return;
  }
  expect(output).toMatch(/^Worse by the guard \(transfer-bytes\): /);
  expect(code).toBe(1);
  expect(written.comparisons).toMatchObject([
    { verdict: 'worse', plan: { primary: ['lcp', 'tbt', 'cls'] }, guard: { alpha: 0.01 } },
  ]);
});
