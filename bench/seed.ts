/**
 * How fast `standard` is loaded, compared with psql: psql reads the same rows from files by `\copy`, then
 * does the same index builds, foreign keys and ANALYZE, also in one transaction. Rounds alternate, so that
 * both run under the same conditions.
 *
 * Usage: `node bench/seed.ts [rounds]`, with DATABASE_URL or an embedded PostgreSQL in its own folder.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, glob, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { loadRows } from '../seed/load.ts';
import { makePlan } from '../seed/plan.ts';
import type { MediaPool } from '../seed/pool.ts';
import { encodeRows } from '../seed/row.ts';
import { type Constraints, readConstraints } from '../seed/schema.ts';
import { tables } from '../seed/tables.ts';
import { HarnessError } from '../src/core/errors.ts';
import { connect } from '../src/database/client.ts';
import { claim } from '../src/database/disposable.ts';
import { openDatabase } from '../src/database/server.ts';

const rounds = Number(process.argv[2] ?? 3);
const picture = { key: 'photo-01', width: 4000, height: 3000, sizeBytes: 1_234_567, placeholder: '#aabbcc' };
/** Rows only refer to media, so for the load the files need not exist. */
const media: MediaPool = {
  photos: [picture],
  clips: [{ ...picture, key: 'video-01', durationMs: 2_800 }],
  voices: [{ key: 'voice-01', sizeBytes: 32_044, durationMs: 4_000, peaks: new Array<number>(48).fill(50) }],
  files: [{ key: 'file-01', name: 'expenses.csv', mimeType: 'text/csv', sizeBytes: 9_000 }],
  hash: 'bench',
};

async function main(): Promise<void> {
  const psql = await findPsql();
  const directory = await mkdtemp(join(tmpdir(), 'backscroll-bench-'));
  await chmod(directory, 0o755);
  try {
    await using database = await openDatabase({ directory, url: process.env.DATABASE_URL });
    await using client = await connect(database.url);
    await claim(client);
    await migrate(database.url);
    const constraints = await readConstraints(client);
    const script = await writeScript(directory, constraints);
    console.log(`PostgreSQL ${database.version} (${database.kind}), size standard, ${rounds} rounds`);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      const startedMs = performance.now();
      const key = { size: 'standard', seed: 1, mediaHash: media.hash } as const;
      const { counts } = await loadRows(client, makePlan('standard', 1, media), key, () => undefined);
      ours.push((performance.now() - startedMs) / 1000);
      theirs.push(await runPsql(psql, database.url, script));
      const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
      console.log(
        `round ${round}: ours ${line(ours.at(-1), rows)}, psql ${line(theirs.at(-1), rows)}, ${rows} rows`,
      );
    }
    const ratio = median(ours) / median(theirs);
    console.log(
      `median: ours ${median(ours).toFixed(2)} s, psql ${median(theirs).toFixed(2)} s, ratio ${ratio.toFixed(2)}`,
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Writes the script that a careful person would use with psql. */
async function writeScript(directory: string, constraints: Constraints): Promise<string> {
  const plan = makePlan('standard', 1, media);
  const names = tables.map(({ name }) => name).join(', ');
  const copies: string[] = [];
  for (const { name, columns, rows } of tables) {
    const file = join(directory, `${name}.copy`);
    await writeFile(file, Readable.from(encodeRows(rows(plan), () => undefined)));
    copies.push(`\\copy ${name} (${columns.join(', ')}) from '${file}' with (freeze)`);
  }
  const script = join(directory, 'load.sql');
  const statements = [
    'begin',
    'set local synchronous_commit = off',
    // Hides the notices about the tables that the truncation cascades to.
    'set local client_min_messages = warning',
    `set local maintenance_work_mem = '256MB'`,
    ...constraints.drop,
    `truncate ${names} cascade`,
  ];
  const after = [`analyze ${names}`, ...constraints.create, 'commit'];
  await writeFile(script, [...statements.map(ended), ...copies, ...after.map(ended), ''].join('\n'));
  return script;
}

function ended(statement: string): string {
  return `${statement};`;
}

async function migrate(databaseUrl: string): Promise<void> {
  const program = fileURLToPath(new URL('../chat/server/main.ts', import.meta.url));
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  await promisify(execFile)(process.execPath, [program, 'migrate'], { env });
}

async function runPsql(psql: string, databaseUrl: string, script: string): Promise<number> {
  const startedMs = performance.now();
  const child = spawn(psql, ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', script, databaseUrl], {
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`psql ended with ${code}`);
  return (performance.now() - startedMs) / 1000;
}

async function findPsql(): Promise<string> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for await (const folder of glob('/usr/lib/postgresql/*/bin')) folders.push(folder);
  for (const folder of folders) {
    const path = join(folder, 'psql');
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  throw new HarnessError(
    'PSQL_MISSING',
    'The comparison needs psql, and there is none on the PATH or below /usr/lib/postgresql.',
    'Install the PostgreSQL client, for example with: apt-get install postgresql-client',
  );
}

function line(seconds: number | undefined, rows: number): string {
  return seconds === undefined ? '–' : `${seconds.toFixed(2)} s (${Math.round(rows / seconds)} rows/s)`;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('at least one round is needed');
  return middle;
}

await main();
