import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { HarnessError } from '../core/errors.ts';
import { exitCodeOf } from '../core/judging/exit-code.ts';
import { compareShards } from '../core/judging/machine-verdicts.ts';
import { machineOf, machinesOf } from '../core/judging/machines.ts';
import { mergeShards, type Shard, shardFolder, unpoolable } from '../core/merge.ts';
import { journalName, readJournal } from '../measure/journal/journal-file.ts';
import { newRunId, perShardOptions } from '../measure/run-options.ts';
import { resultTable } from '../reporters/terminal/terminal.ts';
import { writeReport } from '../reporters/write-report.ts';
import { reportsFolder } from './folders.ts';
import { mergeBlobReports } from './playwright.ts';
import { guarded } from './terminal.ts';

export function addMerge(program: Command): void {
  program
    .command('merge')
    .summary('make one run of its shards')
    .description(
      'Pools the raw samples of the shards of one run, judges them together, and merges their Playwright reports.',
    )
    .argument('<folders...>', 'folders of the shards’ runs')
    .addHelpText(
      'after',
      `
Examples:
  backscroll run --nightly --shard 1/2 && backscroll run --nightly --shard 2/2
  backscroll merge reports/20261120T190000Z reports/20261120T200000Z`,
    )
    .action((folders: string[]) => guarded(() => merge(folders)));
}

async function merge(folders: readonly string[]): Promise<number> {
  const shards = folders.map((folder): Shard => ({ name: folder, records: readShard(folder) }));
  const reasons = unpoolable(shards, perShardOptions);
  if (reasons.length > 0) {
    throw new HarnessError(
      'SHARDS_DIFFER',
      `These are not shards of one run: ${reasons.join('; ')}.`,
      'Measure all shards at one commit, with the same options and the same browser.',
    );
  }
  const id = `${newRunId(new Date())}-merged`;
  const folder = path.join(reportsFolder(), id);
  for (const [index, shard] of folders.entries()) copyFiles(shard, path.join(folder, shardFolder(index)));
  const journal = mergeShards(id, shards).map((record) => `${JSON.stringify(record)}\n`);
  writeFileSync(path.join(folder, journalName), journal.join(''));
  const results = writeReport(folder);
  await mergeBlobs(folders, folder);
  process.stdout.write(
    `${resultTable(results, { columns: process.stdout.columns ?? 120, color: process.stdout.isTTY })}\n`,
  );
  const shardsMeasured = [...new Set(results.cells.flatMap(machinesOf))];
  const machine = compareShards(shardsMeasured, machineOf(results));
  if (machine !== undefined) process.stderr.write(`\nBetween the shards: ${machine.message}\n`);
  process.stderr.write(`\nMerged ${folders.length} shards into ${path.relative('.', folder)}\n`);
  return exitCodeOf(results);
}

function readShard(folder: string): ReturnType<typeof readJournal> {
  const records = readJournal(folder);
  if (records.some(({ type }) => type === 'run')) return records;
  throw new HarnessError(
    'RUN_MISSING',
    `The journal in ${folder} has no record of the start of a run.`,
    'Give the folders of the shards, such as reports/20261120T190000Z.',
  );
}

/** Traces, pictures and Lighthouse reports, each shard's in a folder of its own. */
function copyFiles(shard: string, into: string): void {
  mkdirSync(into, { recursive: true });
  const cells = path.join(shard, 'cells');
  if (existsSync(cells)) cpSync(cells, path.join(into, 'cells'), { recursive: true });
}

/** Playwright's own report of all shards, where they have left blobs of theirs. */
async function mergeBlobs(shards: readonly string[], folder: string): Promise<void> {
  const blobs = path.join(folder, 'blob');
  mkdirSync(blobs, { recursive: true });
  for (const [index, shard] of shards.entries()) {
    const from = path.join(shard, 'blob');
    for (const file of existsSync(from) ? readdirSync(from) : []) {
      cpSync(path.join(from, file), path.join(blobs, `${index + 1}-${file}`));
    }
  }
  if (readdirSync(blobs).length === 0) {
    process.stderr.write(
      'No shard has a Playwright blob report: measure with --shard to have them merged.\n',
    );
    return;
  }
  await mergeBlobReports(blobs, path.join(folder, 'playwright'));
}
