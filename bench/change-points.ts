/**
 * How often histories without a step show a false one.
 *
 * `node bench/change-points.ts table [rounds]` prints the quantiles of src/core/statistics/split-chance.ts;
 * it takes about three minutes. `node bench/change-points.ts check [rounds]` prints, by the shape of the
 * noise and its autocorrelation, how many histories of many series show a false step, and how many steps of
 * 10 % are found.
 */
import { changePoints, clearestPair, clearestSplit } from '../src/core/statistics/change-points.ts';
import { proportionInterval } from '../src/core/statistics/proportion.ts';
import { seededRandom } from '../src/core/statistics/random.ts';
import { quantile } from '../src/core/statistics/statistics.ts';
import { autoregressive, gaussian, type Shape, shapes } from './change-points/series.ts';

const [what = 'check', given] = process.argv.slice(2);
const random = seededRandom(7);

/** @param rounds for series of up to 40 values; longer series get fewer rounds, so that they take as long */
function table(rounds: number): void {
  for (const [title, fewest, clearest] of [
    ['one split', 10, clearestSplit],
    ['two splits', 15, clearestPair],
  ] as const) {
    console.log(title);
    for (const n of [10, 12, 14, 15, 16, 18, 20, 24, 28, 34, 40, 50, 60, 80, 100, 140, 200]) {
      if (n < fewest) continue;
      const draws = Math.round(rounds * Math.min(1, 40 / n));
      const clarities = Array.from(
        { length: draws },
        () => clearest(autoregressive(n, 0.5, random, gaussian))?.clarity ?? 0,
      );
      const [a, b, c] = [0.99, 0.999, 0.9999].map((p) => quantile(clarities, p).toFixed(1));
      console.log(`  [${n}, ${a}, ${b}, ${c}],`);
    }
  }
}

const history = { series: 24, alpha: 0.01 } as const;

function check(rounds: number): void {
  console.log('| noise | ρ | nights | histories with a false step | 95 % interval | steps of 10 % found |');
  console.log('|---|---|---|---|---|---|');
  for (const [name, shape] of Object.entries(shapes)) {
    for (const rho of [0, 0.3, 0.5]) {
      for (const n of [20, 40, 80]) console.log(rowOf(name, shape, rho, n, rounds));
    }
  }
}

function rowOf(name: string, shape: Shape, rho: number, n: number, rounds: number): string {
  // No smallest effect of interest: with one, there would be almost no false steps to count.
  const options = { alpha: history.alpha / history.series, leastEffect: () => 0 };
  const draw = (): number[] => autoregressive(n, rho, random, shape);
  let alarms = 0;
  let found = 0;
  for (let round = 0; round < rounds; round++) {
    const all = Array.from({ length: history.series }, draw);
    if (all.some((series) => changePoints(series, options).length > 0)) alarms++;
    // The noise is 2 %, so a step of 10 % is five standard deviations.
    const stepped = draw().map((value, night) => 1000 + 20 * value + (night < n / 2 ? 0 : 100));
    const matters = { ...options, leastEffect: (level: number) => 0.05 * level };
    if (changePoints(stepped, matters).some(({ index }) => Math.abs(index - n / 2) <= 1)) found++;
  }
  const { low, high } = proportionInterval(alarms, rounds);
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return `| ${name} | ${rho} | ${n} | ${percent(alarms / rounds)} | ${percent(low)} to ${percent(high)} | ${percent(found / rounds)} |`;
}

if (what === 'table') table(Number(given ?? 200_000));
else check(Number(given ?? 2_000));
