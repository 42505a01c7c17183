import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { exitCode, HarnessError } from '../core/errors.ts';
import { compareResults, pairCells } from '../core/judging/compare-results.ts';
import { cellName } from '../core/results/cell.ts';
import type { Comparison } from '../core/results/comparison.ts';
import type { ComparisonStatus } from '../core/results/metric-comparison.ts';
import type { Results } from '../core/results/results.ts';
import { readResults } from '../measure/journal/read-results.ts';
import { defaultPrimary, parsePrimary } from '../measure/primary.ts';
import { comparisonText } from '../reporters/terminal/terminal-comparison.ts';
import { comparableOrForced } from './baseline.ts';
import { list, share } from './options.ts';
import { guarded, screen } from './terminal.ts';

interface CompareFlags {
  primary?: string[];
  minEffect: number;
  force?: true;
  json?: string;
}

export function addCompare(program: Command): void {
  program
    .command('compare')
    .summary('say whether one run is better or worse than another')
    .description(
      'Compares the cells that two runs have in common: a table each, and a verdict over the primary metrics.',
    )
    .argument('<baseline>', 'results.json or folder of a run')
    .argument('<candidate>', 'results.json or folder of a run')
    .option('--primary <list>', 'at most three metrics that decide (default: those with a budget)', list)
    .option('--min-effect <percent>', 'differences below this do not matter', share, 0.05)
    .option('--force', 'compare although browser, data or definitions differ, and mark the result')
    .option('--json <file>', 'also write the comparisons there')
    .addHelpText(
      'after',
      `
Examples:
  backscroll compare reports/20261120T190000Z reports/latest
  backscroll compare main.json branch.json --primary lcp,inp --min-effect 10%

Exit codes: 0 better or same, 1 worse or cannot tell, 2 could not compare, 3 invalid.`,
    )
    .action((baseline: string, candidate: string, flags: CompareFlags) =>
      guarded(() => Promise.resolve(compare([baseline, candidate], flags))),
    );
}

function compare(files: readonly [string, string], flags: CompareFlags): number {
  const primary = flags.primary === undefined ? undefined : parsePrimary(flags.primary);
  const [baseline, candidate] = [readResults(files[0]), readResults(files[1])];
  const forced = comparableOrForced(baseline, candidate, flags.force === true);
  const { pairs, note } = pairCells(baseline, candidate);
  if (pairs.length === 0) throw noCommonCell(baseline, candidate);
  const comparisons = compareResults(baseline, candidate, pairs, {
    primary,
    fallback: defaultPrimary,
    minEffect: flags.minEffect,
    forced,
    labels: files,
  });
  const metrics = { ...baseline.metrics, ...candidate.metrics };
  assertDecidable(comparisons, primary);
  const machines = new Set(comparisons.flatMap(({ machine }) => machine?.message ?? []));
  for (const line of [...(note === undefined ? [] : [note]), ...machines])
    process.stdout.write(`${line}\n\n`);
  for (const each of comparisons) process.stdout.write(`${comparisonText(each, metrics, screen())}\n\n`);
  if (flags.json !== undefined)
    writeFileSync(flags.json, `${JSON.stringify({ note, comparisons }, null, 2)}\n`);
  return exitCodeOfComparisons(comparisons.map(({ verdict }) => verdict));
}

function noCommonCell(baseline: Results, candidate: Results): HarnessError {
  const names = ({ cells }: Results) => cells.map(cellName).join(', ') || 'none';
  return new HarnessError(
    'NO_COMMON_CELL',
    `The two runs have no cell in common. Baseline: ${names(baseline)}. Candidate: ${names(candidate)}.`,
    'Measure the same scenarios, parameters and profiles in both.',
  );
}

/** What nothing decides must not pass for good. */
function assertDecidable(comparisons: readonly Comparison[], primary: readonly string[] | undefined): void {
  if (comparisons.some(({ verdict }) => verdict !== null)) return;
  const measured = [...new Set(comparisons.flatMap(({ metrics }) => metrics.map(({ metric }) => metric)))];
  throw new HarnessError(
    'NO_COMMON_METRIC',
    primary === undefined
      ? 'The cells in common have no budget and no metric that decides by default.'
      : `No cell in common has measured ${primary.join(', ')}.`,
    measured.length === 0
      ? 'No metric was measured by both; look at why in the reports.'
      : `Name with --primary what decides: ${measured.join(', ')}.`,
  );
}

/** Invalid before worse and undecided, and these before good. */
function exitCodeOfComparisons(verdicts: readonly (ComparisonStatus | null)[]): number {
  if (verdicts.includes('invalid')) return exitCode.invalid;
  const bad = verdicts.includes('worse') || verdicts.includes('cannot-tell');
  return bad ? exitCode.missed : exitCode.good;
}
