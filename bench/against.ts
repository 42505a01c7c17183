/**
 * The verdicts of comparisons of two builds in one run. Both builds are of the same commit; with `--defect`,
 * the candidate has a planted fault.
 *
 * `npm run bench:against -- --runs 20 [--defect more-work --runs 10] [--min-effect 5%] [--max-time 5m]`:
 * `--max-time` limits each run and excludes the one build. Do not use the machine meanwhile. Each run is kept
 * in .backscroll/bench-against; after an interruption the same command continues. The table goes into
 * docs/error-rates.md.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Comparison } from '../src/core/results/comparison.ts';
import { readResults } from '../src/measure/journal/read-results.ts';
import { writeBetween } from './markers.ts';
import { type PlayedRun, playRun } from './studies/play.ts';
import { machinesOf, rate, statusTable } from './studies/tally.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    defect: { type: 'string' },
    'min-effect': { type: 'string', default: '5%' },
    'max-time': { type: 'string', default: '5m' },
    folder: { type: 'string', default: '.backscroll/bench-against' },
  },
});
const runs = Number(values.runs);
const kind = values.defect ?? 'same';

const played: { run: PlayedRun; comparisons: readonly Comparison[] }[] = [];
for (let number = 1; number <= runs; number++) {
  const run = await playRun(path.resolve(values.folder, kind, `${number}`), wordsOf(number));
  const { comparisons } = readResults(run.folder);
  played.push({ run, comparisons });
  const minutes = played.reduce((sum, each) => sum + each.run.minutes, 0) / number;
  const verdicts = comparisons.map(({ verdict }) => verdict ?? 'none').join(', ');
  console.error(`${number} of ${runs}: ${verdicts}; about ${Math.ceil((runs - number) * minutes)} min left`);
}
const text = report();
console.log(text);
writeBetween('docs/error-rates.md', `against ${kind}`, text);

function wordsOf(seed: number): string[] {
  return [
    ...['--against', 'HEAD', '--scenario', 'open-conversation', '--size', 'small', '--seed', `${seed}`],
    ...['--min-effect', values['min-effect'], '--max-time', values['max-time']],
    ...(values.defect === undefined ? [] : ['--defect', values.defect]),
  ];
}

function report(): string {
  const comparisons = played.flatMap((each) => each.comparisons);
  const worse = played.filter((each) => each.comparisons.some(({ verdict }) => verdict === 'worse')).length;
  const blocks = comparisons.flatMap(({ metrics }) => metrics.find(({ primary }) => primary)?.blocks ?? []);
  const environments = played.map(({ run }) => readResults(run.folder).environment);
  return [
    `Measured until ${new Date().toISOString().slice(0, 10)} on ${machinesOf(environments)}; \`run ${wordsOf(0).slice(0, 4).join(' ')}${values.defect === undefined ? '' : ` --defect ${values.defect}`}\`, data set \`small\`, differences below ${values['min-effect']} do not count.`,
    '',
    `Called worse: **${rate(worse, played.length)}** (exact 95 % interval). ${Math.min(...blocks)} to ${Math.max(...blocks)} blocks, ${Math.min(...played.map(({ run }) => run.minutes))} to ${Math.max(...played.map(({ run }) => run.minutes))} min a run with all set-up.`,
    '',
    ...statusTable(comparisons),
  ].join('\n');
}
