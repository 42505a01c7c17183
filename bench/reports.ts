/**
 * How fast our own pages open: the page of a run of 1,000 cells, by `backscroll measure` at full speed.
 *
 * `npm run bench:reports`, about a minute; leave the machine alone meanwhile.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { results as resultsSchema } from '../src/core/results.ts';
import { dashboardHtml } from '../src/reporters/dashboard.ts';
import { manyCells } from '../tests/unit/reporters/many-cells.ts';

const startedMs = performance.now();
const run = manyCells(1_000);
const assembledMs = performance.now();
const html = Buffer.from(dashboardHtml(run));
const writtenMs = performance.now();
console.log(
  `1,000 cells: ${(html.length / 1e6).toFixed(1)} MB, made in ${((writtenMs - assembledMs) / 1000).toFixed(1)} s (assembled in ${((assembledMs - startedMs) / 1000).toFixed(1)} s)`,
);
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
  if (['fcp', 'lcp', 'tbt', 'dom-elements', 'js-heap'].includes(metric)) console.log(`${metric}: ${median}`);
}
