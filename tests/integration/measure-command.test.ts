import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { results as resultsSchema } from '../../src/core/results.ts';
import { html, Site } from './measure-pages.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const quick = ['--network', 'none', '--cpu', '1', '--iterations', '1', '--distance', '300'];

interface Ended {
  code: number | null;
  output: string;
  told: string;
}

/** `backscroll measure …` as a process. */
function start(words: readonly string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, ['src/cli/main.ts', 'measure', ...words], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output, told }));
  return { child, ended };
}

/** The folder that a run names at its end; it goes away with the test. */
async function withFolder(told: string, body: (folder: string) => Promise<void>): Promise<void> {
  const [, folder] = /Results: (\S+?)(?:\/index\.html)?\n/.exec(told) ?? [];
  if (folder === undefined) throw new Error(`no folder was named in: ${told}`);
  await body(path.resolve(project, folder));
  await rm(path.resolve(project, folder), { recursive: true });
}

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file);
  if (file.endsWith('.gz')) return gunzipSync(bytes).toString('latin1');
  if (!file.endsWith('.zip')) return bytes.toString('latin1');
  return Object.values(unzipSync(bytes))
    .map((entry) => Buffer.from(entry).toString('latin1'))
    .join('\n');
}

test('--report makes a page and traces, --json - writes nothing but results, and no file holds a secret', async () => {
  await using site = await Site.start((_, response) =>
    html(
      response,
      '<h1>Hello</h1><div style="height:4000px"></div><script>console.log(localStorage.token)</script>',
    ),
  );
  const secrets = ['cookie-secret-1', 'stored-secret-2', 'header-secret-3', 'query-secret-4-0123'];
  const { ended } = start([
    ...[`${site.url}/?key=${secrets[3]}`, ...quick, '--report', '--json', '-'],
    ...['--cookie', `k=${secrets[0]}`, '--local-storage', `token=${secrets[1]}`],
    ...['--header', `Authorization: Bearer ${secrets[2]}`],
  ]);
  const { code, output, told } = await ended;
  // A busy host makes an honest run invalid.
  expect([0, 3], told).toContain(code);
  const results = resultsSchema.parse(JSON.parse(output));
  expect(results.complete).toBe(true);
  expect(results.cells[0]?.artifacts.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['filmstrip', 'trace', 'devtools-trace']),
  );
  await withFolder(told, async (folder) => {
    const names = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = names
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
    expect(files.map((file) => path.basename(file))).toContain('index.html');
    for (const file of files) {
      const text = await textOf(file);
      for (const secret of secrets) expect(text.includes(secret), `${secret} in ${file}`).toBe(false);
    }
  });
});

test('an interrupt keeps what was measured, ends the browser and exits 130', async () => {
  let visits = 0;
  let interrupt: () => void = () => undefined;
  await using site = await Site.start((_, response) => {
    visits += 1;
    html(response, '<h1>Hello</h1><div style="height:90000px"></div>');
    // In the midst of the second visit, whose page has just been asked for.
    if (visits === 2) interrupt();
  });
  const { child, ended } = start([site.url, ...quick, '--iterations', '6', '--distance', '900']);
  interrupt = () => child.kill('SIGINT');
  const { code, told } = await ended;
  expect(code, told).toBe(130);
  await withFolder(told, async (folder) => {
    const results = resultsSchema.parse(
      JSON.parse(await readFile(path.join(folder, 'results.json'), 'utf8')),
    );
    expect(results.complete).toBe(false);
    expect(results.cells[0]?.iterations).toHaveLength(1);
    expect(results.cells[0]?.error).toContain('interrupted');
  });
  expect(visits).toBe(2);
});

test('an error page exits 2 at once and says why', async () => {
  let visits = 0;
  await using site = await Site.start((_, response) => {
    visits += 1;
    response.writeHead(500, { 'content-type': 'text/html' }).end('<link rel="icon" href="data:,">Oh');
  });
  const { code, told } = await start([site.url, ...quick]).ended;
  expect(code).toBe(2);
  expect(told).toContain('answered 500');
  expect(visits).toBe(1);
  await withFolder(told, () => Promise.resolve());
});

test('no iterations and an unknown option exit 2', async () => {
  expect((await start(['http://127.0.0.1:1', '--iterations', '0']).ended).code).toBe(2);
  expect((await start(['http://127.0.0.1:1', '--scrol', 'x']).ended).code).toBe(2);
});
