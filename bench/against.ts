/**
 * The verdicts of comparisons of two builds in one run. Both builds are of the same commit; with `--defect`,
 * the candidate has a planted fault.
 *
 * `npm run bench:against -- --runs 20 [--defect more-work --runs 10] [--min-effect 5%] [--max-time 5m]`:
 * `--max-time` limits each run and excludes the one build. Do not use the machine meanwhile. Each run is kept
 * in tests/recorded/studies; the same command continues after an interruption, also on another day. The table
 * goes into docs/error-rates.md.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeBetween } from './markers.ts';
import { type StudyEntry, StudyJournal } from './studies/journal.ts';
import { playRun } from './studies/play.ts';
import { machinesOf, minutesOf, rate, spreadTable, statusTable } from './studies/tally.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    defect: { type: 'string' },
    'min-effect': { type: 'string', default: '5%' },
    'max-time': { type: 'string', default: '5m' },
    journal: { type: 'string' },
    folder: { type: 'string', default: '.backscroll/bench-against' },
  },
});
const runs = Number(values.runs);
const kind = values.defect ?? 'same';
const journal = new StudyJournal(values.journal ?? `tests/recorded/studies/against-${kind}.ndjson`);

const entries: StudyEntry[] = [];
for (let number = 1; number <= runs; number++) {
  const words = wordsOf(number);
  const entry = journal.find(number, [{ words, duty: 0 }]) ?? (await play(number, words));
  entries.push(entry);
  const verdicts = entry.comparisons.map(({ verdict }) => verdict ?? 'none').join(', ');
  const left = Math.ceil(((runs - number) * minutesOf(entries)) / number);
  console.error(`${number} of ${runs}: ${verdicts}; about ${left} min left`);
}
const text = report();
console.log(text);
writeBetween('docs/error-rates.md', `against ${kind}`, text);

async function play(number: number, words: readonly string[]): Promise<StudyEntry> {
  const { kept, results } = await playRun(path.resolve(values.folder, kind, `${number}`), words);
  return journal.append({ number, runs: [kept], comparisons: results.comparisons });
}

function wordsOf(seed: number): string[] {
  return [
    ...['--against', 'HEAD', '--scenario', 'open-conversation', '--size', 'small', '--seed', `${seed}`],
    ...['--min-effect', values['min-effect'], '--max-time', values['max-time']],
    ...(values.defect === undefined ? [] : ['--defect', values.defect]),
  ];
}

function report(): string {
  const comparisons = entries.flatMap((each) => each.comparisons);
  const worse = entries.filter((each) => each.comparisons.some(({ verdict }) => verdict === 'worse')).length;
  const blocks = comparisons.flatMap(({ metrics }) => metrics.find(({ primary }) => primary)?.blocks ?? []);
  const minutes = entries.map((each) => minutesOf([each]));
  return [
    `${machinesOf(entries)}. \`run ${wordsOf(0).slice(0, 4).join(' ')}${values.defect === undefined ? '' : ` --defect ${values.defect}`}\`, data set \`small\`, differences below ${values['min-effect']} do not count.`,
    '',
    `Called worse: **${rate(worse, entries.length)}** (exact 95 % interval). ${Math.min(...blocks)} to ${Math.max(...blocks)} blocks, ${Math.min(...minutes)} to ${Math.max(...minutes)} min a run with all set-up.`,
    '',
    ...statusTable(comparisons),
    ...(kind === 'same' ? ['', ...spreadTable(comparisons)] : []),
  ].join('\n');
}
