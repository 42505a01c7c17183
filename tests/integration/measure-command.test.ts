import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { results as resultsSchema } from '../../src/core/results/results.ts';
import { NamedFolder, startCommand } from './command-process.ts';
import { textOf } from './file-text.ts';
import { html, Site } from './measure-pages.ts';

const quick = ['--network', 'none', '--cpu', '1', '--rest', '0.2s', '--iterations', '1', '--distance', '300'];

function start(words: readonly string[]): ReturnType<typeof startCommand> {
  return startCommand(['measure', ...words]);
}

test('--report makes a page and traces, --json - writes nothing but results, --repeat finds a leak, and no file holds a secret', async () => {
  await using site = await Site.start((_, response) =>
    html(
      response,
      `<h1>Hello</h1><button>Go</button><div style="height:4000px"></div><script>
        console.log(localStorage.token);
        const kept = [];
        document.querySelector('button').onclick = () => kept.push(new DocumentFragment().appendChild(document.createElement('p')));
      </script>`,
    ),
  );
  const secrets = ['cookie-secret-1', 'stored-secret-2', 'header-secret-3', 'query-secret-4-0123'];
  const { ended } = start([
    ...[`${site.url}/?key=${secrets[3]}`, ...quick, '--report', '--json', '-'],
    ...['--click', 'button', '--repeat', '7'],
    ...['--cookie', `k=${secrets[0]}`, '--local-storage', `token=${secrets[1]}`],
    ...['--header', `Authorization: Bearer ${secrets[2]}`],
  ]);
  const { code, output, told } = await ended;
  const results = resultsSchema.parse(JSON.parse(output));
  expect(results.complete).toBe(true);
  const [cell] = results.cells;
  // A busy host makes an honest run invalid, and its leak verdict is inconclusive where no memory iteration counts.
  const counts = cell?.iterations.some(({ pass, status }) => pass === 'memory' && status === 'valid');
  expect([counts ? 1 : 3, 3], told).toContain(code);
  expect(cell?.classification, told).toBe(counts ? 'leaks' : null);
  if (code === 1) expect(told).toContain('more with every repetition');
  expect(cell?.artifacts.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['filmstrip', 'trace', 'devtools-trace']),
  );
  using folder = new NamedFolder(told);
  const names = await readdir(folder.path, { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  expect(files.map((file) => path.basename(file))).toContain('index.html');
  for (const file of files) {
    const text = await textOf(file);
    for (const secret of secrets) expect(text.includes(secret), `${secret} in ${file}`).toBe(false);
  }
});

/** Interrupts the command in the midst of a visit, the `last`. */
async function interruptIn(last: number, command: string): Promise<void> {
  let visits = 0;
  let interrupt: () => void = () => undefined;
  await using site = await Site.start((_, response) => {
    visits += 1;
    html(response, '<h1>Hello</h1><div style="height:90000px"></div>');
    if (visits === last) interrupt();
  });
  const address = command === 'ab' ? ['--a', site.url, '--b', site.url] : [site.url];
  const { child, ended } = startCommand([
    ...[command, ...address, ...quick],
    ...['--iterations', '6', '--distance', '900'],
  ]);
  interrupt = () => child.kill('SIGINT');
  const { code, told } = await ended;
  expect(code, told).toBe(130);
  using folder = new NamedFolder(told);
  const results = folder.results();
  expect(results.complete).toBe(false);
  expect(results.cells.flatMap(({ iterations }) => iterations)).toHaveLength(1);
  expect(results.cells[0]?.error).toContain('interrupted');
  expect(visits).toBe(last);
}

test('an interrupt of measure, ab and stability keeps what was measured, ends the browser and exits 130', async () => {
  // Side by side: nothing is timed. Those of two sides begin with a warm-up of each.
  await Promise.all([interruptIn(2, 'measure'), interruptIn(4, 'ab'), interruptIn(4, 'stability')]);
});

test('a reader that closes the output early, as head does, changes nothing of the end', async () => {
  await using site = await Site.start((_, response) =>
    html(response, '<h1>Hello</h1><div style="height:4000px"></div>'),
  );
  const { child, ended } = start([site.url, ...quick]);
  child.stdout.destroy();
  const { code, told } = await ended;
  expect([0, 3], told).toContain(code);
  expect(told).not.toContain('EPIPE');
  using folder = new NamedFolder(told);
  expect(folder.results().complete).toBe(true);
});

test('an error page, no iterations and an unknown option exit 2, at once and with the reason', async () => {
  let visits = 0;
  await using site = await Site.start((_, response) => {
    visits += 1;
    response.writeHead(404, { 'content-type': 'text/html' }).end('<link rel="icon" href="data:,">Oh');
  });
  const ended = await Promise.all([
    start([site.url, ...quick]).ended,
    start(['http://127.0.0.1:1', '--iterations', '0']).ended,
    start(['http://127.0.0.1:1', '--scrol', 'x']).ended,
  ]);
  expect(ended.map(({ code }) => code)).toEqual([2, 2, 2]);
  const [error, count, option] = ended.map(({ told }) => told);
  expect(error).toContain('answered 404');
  expect(visits).toBe(1);
  expect(count).toContain('--iterations');
  expect(option).toContain('--scrol');
  new NamedFolder(error ?? '')[Symbol.dispose]();
});
