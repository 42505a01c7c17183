/**
 * How fast Backscroll's own pages open, measured by `backscroll measure` at full speed: the page of a run of
 * 1,000 cells, and the trends of 500 runs.
 *
 * `npm run bench:reports` takes about two minutes. Do not use the machine meanwhile.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { trendGroups } from '../src/core/judging/trends.ts';
import { results as resultsSchema } from '../src/core/results/results.ts';
import { dashboardHtml } from '../src/reporters/html/dashboard.ts';
import { trendsHtml } from '../src/reporters/html/trends.ts';
import { historyOf, nightRuns } from '../tests/unit/core/sample-history.ts';
import { manyCells } from '../tests/unit/reporters/many-cells.ts';

const shown = ['fcp', 'lcp', 'tbt', 'dom-elements', 'js-heap'];

/** Serves a page, measures it and prints the medians. */
async function measure(what: string, make: () => string): Promise<void> {
  const startedMs = performance.now();
  const html = Buffer.from(make());
  const madeSeconds = (performance.now() - startedMs) / 1000;
  console.log(`${what}: ${(html.length / 1e6).toFixed(1)} MB, made in ${madeSeconds.toFixed(1)} s`);
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const words = ['--network', 'none', '--cpu', '1', '--iterations', '6', '--json', '-'];
  const child = spawn(process.execPath, ['src/cli/main.ts', 'measure', url, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { cells } = resultsSchema.parse(JSON.parse(await text(child.stdout)));
  server.close();
  for (const { metric, median } of cells[0]?.summaries ?? []) {
    if (shown.includes(metric)) console.log(`  ${metric}: ${median}`);
  }
}

const run = manyCells(1_000);
await measure('1,000 cells', () => dashboardHtml(run));
const history = historyOf(nightRuns(500, (night) => ({ level: night < 300 ? 1 : 1.1 })));
await measure('500 runs', () => trendsHtml(trendGroups(history)));
