import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { results as resultsSchema } from '../../src/core/results.ts';
import { NamedFolder, startCommand } from './command-process.ts';
import { textOf } from './file-text.ts';
import { html, Site } from './measure-pages.ts';

const quick = ['--network', 'none', '--cpu', '1', '--iterations', '1', '--distance', '300'];

function start(words: readonly string[]): ReturnType<typeof startCommand> {
  return startCommand(['measure', ...words]);
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

for (const [command, most] of [
  ['measure', 1],
  ['ab', 2],
  ['stability', 2],
] as const) {
  test(`an interrupt of ${command} keeps what was measured, ends the browser and exits 130`, async () => {
    let visits = 0;
    let interrupt: () => void = () => undefined;
    await using site = await Site.start((_, response) => {
      visits += 1;
      html(response, '<h1>Hello</h1><div style="height:90000px"></div>');
      // In the midst of a visit, whose page has just been asked for; those of two sides begin with a warm-up.
      if (visits === 2 * most) interrupt();
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
    expect(visits).toBe(2 * most);
  });
}

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
  new NamedFolder(told)[Symbol.dispose]();
});

test('no iterations and an unknown option exit 2', async () => {
  expect((await start(['http://127.0.0.1:1', '--iterations', '0']).ended).code).toBe(2);
  expect((await start(['http://127.0.0.1:1', '--scrol', 'x']).ended).code).toBe(2);
});

for (const [kind, leaked, exits, classification] of [
  ['keeps 10 elements of every click', 'kept.push(box.innerHTML && [...box.children]);', 1, 'leaks'],
  ['lets all of them go', '', 0, 'clean'],
] as const) {
  test(`--repeat says of a page that ${kind}: ${classification}`, async () => {
    const script = `const kept = []; const box = document.querySelector('#box');
      document.querySelector('button').onclick = () => {
        box.innerHTML = '<p>item</p>'.repeat(10); ${leaked} box.innerHTML = '';
      };`;
    await using site = await Site.start((_, response) =>
      html(
        response,
        `<h1>Hello</h1><button>Go</button><input><div id="box"></div><script>${script}</script>`,
      ),
    );
    const words = ['--network', 'none', '--cpu', '1', '--iterations', '1', '--click', 'button'];
    const { ended } = start([site.url, ...words, '--type', 'input=Hello', '--repeat', '7', '--json', '-']);
    const { code, output, told } = await ended;
    const [cell] = resultsSchema.parse(JSON.parse(output)).cells;
    // A busy host makes an honest run invalid: then its memory pass may count still, and says the same.
    expect(
      cell?.iterations.every(
        ({ status, reason }) => status === 'valid' || /^host|network|CPU/.test(reason ?? ''),
      ),
      told,
    ).toBe(true);
    const counts = cell?.iterations.some(({ pass, status }) => pass === 'memory' && status === 'valid');
    expect(counts, `no memory iteration counted: ${told}`).toBe(true);
    expect([exits, 3], told).toContain(code);
    expect(cell?.classification, told).toBe(classification);
    if (exits === 1) expect(told).toContain('Detached DOM nodes: 20 more with every repetition');
    using _folder = new NamedFolder(told);
  });
}

test('--repeat says what stands where something was pressed before', async () => {
  await using site = await Site.start((_, response) =>
    html(
      response,
      `<h1>Hello</h1><button id="runs" style="position:fixed;top:0">Go</button><script>
        const runs = document.querySelector('#runs');
        runs.onclick = () => { runs.style.top = parseInt(runs.style.top) + 60 + 'px'; };
      </script>`,
    ),
  );
  const words = ['--network', 'none', '--cpu', '1', '--iterations', '1', '--click', '#runs'];
  const { code, told } = await start([site.url, ...words, '--repeat', '3']).ended;
  expect(code, told).toBe(2);
  expect(told).toMatch(/--click "#runs" was <button id="runs"> .* now <html> .* is there.*REPEAT_MOVED/s);
  new NamedFolder(told)[Symbol.dispose]();
});
