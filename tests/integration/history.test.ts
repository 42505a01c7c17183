import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ClientBase } from 'pg';
import { keepInHistory } from '../../src/cli/keep-run.ts';
import { Logger } from '../../src/cli/terminal.ts';
import { trendGroups } from '../../src/core/judging/trends.ts';
import type { Results } from '../../src/core/results/results.ts';
import { claim } from '../../src/database/disposable.ts';
import { keepRun } from '../../src/database/history/keep.ts';
import { openHistory } from '../../src/database/history/open.ts';
import { loadLatest, loadRun } from '../../src/database/history/read.ts';
import { loadHistory } from '../../src/database/history/trends.ts';
import { nightId, nightRun, nightRuns } from '../unit/core/sample-history.ts';
import { sampleRun } from '../unit/reporters/sample-results.ts';
import { test as base, expect } from './database-fixture.ts';

const test = base.extend<{ history: ClientBase; folder: string }>({
  history: async ({ databaseUrl }, use) => {
    await using history = await openHistory({ url: databaseUrl, directory: 'unused' });
    await use(history.client);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern.
  folder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'backscroll-history-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** What the command prints on both streams; a refusal too. */
async function backscroll(url: string, ...args: string[]): Promise<{ code: number; said: string }> {
  const env = { ...process.env, BACKSCROLL_HISTORY_URL: url };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [main, ...args], { env });
    return { code: 0, said: stdout + stderr };
  } catch (cause) {
    const { code, stdout, stderr } = cause as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
}

async function writeRun(folder: string, run: Results): Promise<string> {
  const own = path.join(folder, run.id);
  await mkdir(own);
  await writeFile(path.join(own, 'results.json'), JSON.stringify(run));
  return own;
}

async function rowCounts(client: ClientBase): Promise<number[]> {
  const counts = ['runs', 'cells', 'figures', 'verdicts', 'migrations'].map(async (table) => {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from backscroll_history.${table}`,
    );
    return rows[0]?.n ?? -1;
  });
  return Promise.all(counts);
}

/** What the history leaves to the files of a run. */
function withoutFiles({ advice: _advice, ...run }: Results): Results {
  const cells = run.cells.map((cell) => ({
    ...cell,
    traffic: null,
    series: [],
    findings: [],
    artifacts: [],
  }));
  return { ...run, cells, comparisons: [] };
}

/** The order of samples is that of metrics, not of time. */
function sorted(run: Results): Results {
  const place = (text: unknown): string => JSON.stringify(text);
  const cells = run.cells.map((cell) => ({
    ...cell,
    samples: cell.samples.toSorted((a, b) => place(a).localeCompare(place(b))),
  }));
  return { ...run, cells };
}

test('a run comes back with every reading, summary and verdict', async ({ history }) => {
  const reading = { startedAtMs: 1, finishedAtMs: 2, partsMs: { script: 5 }, reason: null };
  const run: Results = { ...sampleRun(), reference: { version: 1, readings: [reading] } };
  expect(await keepRun(history, run)).toBe('new');
  expect((await loadHistory(history)).runs[0]?.machine).toEqual({ version: 1, figureMs: 5 });
  expect(sorted(await loadRun(history, run.id))).toEqual(sorted(withoutFiles(run)));
});

test('importing twice leaves the same rows', async ({ history, databaseUrl, folder }) => {
  for (const run of nightRuns(3)) await writeRun(folder, run);
  await symlink(nightId(3), path.join(folder, 'latest'));
  const first = await backscroll(databaseUrl, 'history', 'import', folder);
  expect(first).toEqual({ code: 0, said: expect.stringContaining('3 runs: 3 new.') });
  const counts = await rowCounts(history);
  expect(counts).toEqual([3, 6, 36, 12, 3]);
  const second = await backscroll(databaseUrl, 'history', 'import', folder);
  expect(second.said).toContain(`known     ${nightId(1)}`);
  expect(second.said).toContain('3 runs: 3 known.');
  expect(await rowCounts(history)).toEqual(counts);
});

test('two processes that keep the same run at once keep it once', async ({ history, databaseUrl }) => {
  await using other = await openHistory({ url: databaseUrl, directory: 'unused' });
  const run = nightRun({ night: 1 });
  const outcomes = await Promise.all([keepRun(history, run), keepRun(other.client, run)]);
  expect(outcomes.sort()).toEqual(['known', 'new']);
  expect(await rowCounts(history)).toEqual([1, 2, 12, 4, 3]);
});

test('a run that was cut short is marked, and replaced by the whole one, never the other way', async ({
  history,
}) => {
  const [part, whole] = [nightRun({ night: 1, complete: false }), nightRun({ night: 1 })];
  expect(await keepRun(history, part)).toBe('new');
  expect((await loadHistory(history)).runs[0]).toMatchObject({ complete: false });
  expect(await keepRun(history, whole)).toBe('replaced');
  expect(await keepRun(history, part)).toBe('known');
  expect((await loadHistory(history)).runs).toEqual([expect.objectContaining({ complete: true })]);
});

test('another run of the same id is refused and changes nothing', async ({ history }) => {
  await keepRun(history, nightRun({ night: 1 }));
  const other = nightRun({ night: 1, environment: { fingerprint: 'fedcba9876543210' } });
  await expect(keepRun(history, other)).rejects.toMatchObject({ code: 'HISTORY_ID_TAKEN' });
  expect((await loadHistory(history)).runs[0]?.environment.fingerprint).toBe('0123456789abcdef');
});

test('20 runs with 10 % more from the 12th on are marked there, and the page is written', async ({
  history,
  databaseUrl,
  folder,
}) => {
  for (const run of nightRuns(20, (night) => ({ level: night < 12 ? 1 : 1.1 }))) await keepRun(history, run);
  const [group] = trendGroups(await loadHistory(history));
  const lcp = group?.cells[0]?.trends.find(({ metric }) => metric.id === 'lcp');
  expect(lcp?.steps.map(({ at, change }) => [group?.runs[at]?.id, change])).toEqual([[nightId(12), 'worse']]);
  const out = path.join(folder, 'trends.html');
  const drawn = await backscroll(databaseUrl, 'history', 'trends', '--out', out);
  expect(drawn).toEqual({ code: 0, said: expect.stringContaining(`since ${nightId(12)}`) });
  expect((await backscroll(databaseUrl, 'history', 'list')).said).toContain('20 runs');
});

test('20 equal runs mark nothing', async ({ history }) => {
  for (const run of nightRuns(20)) await keepRun(history, run);
  const groups = trendGroups(await loadHistory(history));
  const trends = groups.flatMap(({ cells }) => cells.flatMap((cell) => cell.trends));
  expect(trends).toHaveLength(12);
  expect(trends.flatMap(({ steps }) => steps)).toEqual([]);
});

test('the latest baseline is the newest complete and valid run of the environment', async ({ history }) => {
  const fingerprint = '0123456789abcdef';
  const any = () => true;
  const elsewhere = { fingerprint: 'fedcba9876543210' };
  for (const run of [
    nightRun({ night: 1 }),
    nightRun({ night: 2 }),
    nightRun({ night: 3, invalid: 'the host was busy' }),
    nightRun({ night: 4, complete: false }),
    nightRun({ night: 5, environment: elsewhere }),
  ]) {
    await keepRun(history, run);
  }
  expect((await loadLatest(history, fingerprint, any)).id).toBe(nightId(2));
  expect((await loadLatest(history, fingerprint, ({ id }) => id !== nightId(2))).id).toBe(nightId(1));
  expect((await loadRun(history, nightId(1))).id).toBe(nightId(1));
  await expect(loadLatest(history, 'none', any)).rejects.toMatchObject({ code: 'HISTORY_RUN_MISSING' });
  await expect(loadRun(history, nightId(9))).rejects.toThrow(/has no run/);
});

test('results of another schema version are refused, and nothing is kept', async ({
  history,
  databaseUrl,
  folder,
}) => {
  const file = path.join(folder, 'results.json');
  await writeFile(file, JSON.stringify({ ...nightRun({ night: 1 }), schemaVersion: 2 }));
  const { code, said } = await backscroll(databaseUrl, 'history', 'import', file);
  expect(code).toBe(2);
  expect(said).toMatch(/schema version 2.*RESULTS_VERSION/s);
  expect((await rowCounts(history))[0]).toBe(0);
});

test('what cannot be kept is said, and does not keep out what comes after it', async ({
  databaseUrl,
  folder,
}) => {
  const bad = await writeRun(folder, nightRun({ night: 1 }));
  await writeFile(path.join(bad, 'results.json'), '{"torn');
  await writeRun(folder, nightRun({ night: 2 }));
  const { code, said } = await backscroll(databaseUrl, 'history', 'import', folder);
  expect(code).toBe(2);
  expect(said).toContain(`new       ${nightId(2)}`);
  expect(said).toContain('2 runs: 1 refused, 1 new.');
});

test('a disposable database and one of a newer version are refused', async ({ client, databaseUrl }) => {
  await openHistory({ url: databaseUrl, directory: 'unused' }).then((each) => each[Symbol.asyncDispose]());
  await client.query(`insert into backscroll_history.migrations (name) values ('999_later.sql')`);
  await expect(openHistory({ url: databaseUrl, directory: 'unused' })).rejects.toMatchObject({
    code: 'HISTORY_TOO_NEW',
  });
  await client.query('drop schema backscroll_history cascade');
  await claim(client);
  await expect(openHistory({ url: databaseUrl, directory: 'unused' })).rejects.toMatchObject({
    code: 'HISTORY_DISPOSABLE',
  });
});

test('the embedded history stands beside the database that is seeded', async ({ serverUrl }) => {
  await using history = await openHistory({ embeddedUrl: serverUrl, directory: 'unused' });
  expect(new URL(history.url).pathname).toBe('/history');
  expect(await keepRun(history.client, nightRun({ night: 1 }))).toBe('new');
  await using again = await openHistory({ embeddedUrl: serverUrl, directory: 'unused' });
  expect(await keepRun(again.client, nightRun({ night: 1 }))).toBe('known');
});

test('a history that is down fails no run: it is said, and how to keep the run later', async ({ folder }) => {
  const own = await writeRun(folder, nightRun({ night: 1 }));
  const said: string[] = [];
  const logger = Object.assign(new Logger(), { say: (line: string) => said.push(line) });
  // Port 1 belongs to nobody.
  const historyUrl = 'postgres://me:secret@127.0.0.1:1/history';
  await keepInHistory(logger, { folder: own, directory: 'unused', historyUrl, embeddedUrl: undefined });
  const text = said.join('\n');
  expect(text).toMatch(/was not kept in the history: .*127\.0\.0\.1:1 does not answer/);
  expect(text).toMatch(new RegExp(`backscroll history import .*${nightId(1)}`));
  expect(text).toContain('BACKSCROLL_HISTORY_URL');
  expect(text).not.toContain('secret');
});
