/**
 * How stable the reference workload is on this host: `node bench/reference.ts [readings] [seconds between]`
 * takes that many readings and prints the time of each part, the spread of the readings, and their
 * autocorrelation. Run it with `npm run bench:spinners` to see the readings of a slower machine.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { ensureBrowser } from '../src/browser/install.ts';
import { referenceDrift, referenceFiguresMs } from '../src/core/judging/reference.ts';
import { robustDeviation } from '../src/core/statistics/sensitivity.ts';
import { median } from '../src/core/statistics/statistics.ts';
import { readReference } from '../src/measure/host/reference.ts';
import { Bench } from '../src/measure/iteration/bench.ts';

const [count = '20', seconds = '1'] = process.argv.slice(2);
const browser = await ensureBrowser({ override: process.env.BACKSCROLL_BROWSER, say: console.error });
await using bench = await Bench.open(browser);
const readings = [];
for (let index = 0; index < Number(count); index++) {
  await pause(Number(seconds) * 1_000);
  readings.push(await readReference(bench, []));
}

const counted = readings.flatMap(({ partsMs }) => (partsMs === null ? [] : [partsMs]));
const names = Object.keys(counted[0] ?? {});
const rows = names.map((name): [string, number[]] => [name, counted.flatMap((parts) => parts[name] ?? [])]);
console.log('| part | median, ms | CV (IQR / 1.349) | least to most | of neighbours, ρ |');
console.log('|---|---|---|---|---|');
for (const [name, values] of [...rows, ['all (geometric mean)', referenceFiguresMs(readings)] as const]) {
  const middle = median(values);
  const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
  const range = `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`;
  console.log(
    `| ${name} | ${middle.toFixed(2)} | ${share(robustDeviation(values) / middle)} | ${range} | ${autocorrelation(values).toFixed(2)} |`,
  );
}
const drift = referenceDrift(readings);
const tookMs = median(readings.map(({ startedAtMs, finishedAtMs }) => finishedAtMs - startedAtMs));
console.log(
  `${counted.length} of ${readings.length} readings count, ${tookMs} ms each; drift ${drift === undefined ? 'unknown' : `${(drift * 100).toFixed(1)} %`}`,
);

function autocorrelation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const off = values.map((value) => value - mean);
  const pairs = off.slice(1).map((value, index) => value * (off[index] ?? Number.NaN));
  return (
    pairs.reduce((sum, product) => sum + product, 0) / off.reduce((sum, value) => sum + value * value, 0)
  );
}
