import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { textOf } from './file-text.ts';
import { html, Site, test } from './measure-pages.ts';

const secret = {
  password: 'correct-horse-battery',
  session: 'session-9f8e7d6c5b',
  header: 'Bearer abcdef-123456-token',
  cookie: 'cookie-value-31337',
  stored: 'stored-token-27182',
};

/** Lets in who has the cookie that its form gives; anybody else is sent to the form. */
function chatWithForm(): Promise<Site> {
  return Site.start((request, response) => {
    if (request.url === '/login' && request.method === 'POST') {
      response
        .writeHead(303, { location: '/', 'set-cookie': `sid=${secret.session}; HttpOnly; Path=/` })
        .end();
    } else if (request.url === '/login') {
      html(
        response,
        '<form method="post"><input id="user"><input id="password" type="password"><button>Enter</button></form>',
      );
    } else if (request.headers.cookie?.includes(`sid=${secret.session}`) === true) {
      html(response, '<h1 id="feed">Welcome</h1><div style="height:4000px"></div>');
    } else {
      response.writeHead(302, { location: '/login' }).end();
    }
  });
}

test('a login form is filled in once, and its session serves every iteration', async ({ visit }) => {
  await using site = await chatWithForm();
  process.env.MEASURE_TEST_PASSWORD = secret.password;
  const steps =
    'goto /login; fill #user = ada; fill #password = $MEASURE_TEST_PASSWORD; click text=Enter; wait #feed';
  const visited = await visit(site.url, ['--login', steps, '--distance', '600']);
  expect(visited.verification.scroll?.scrolledPx).toBe(600);
  expect(visited.target.secrets).toEqual(expect.arrayContaining([secret.password, secret.session]));
  await expect(visit(site.url, [])).rejects.toThrow(/led to .*\/login.*another page.*PAGE_REDIRECTED/s);
  await expect(visit(site.url, ['--login', 'goto /login; click input'])).rejects.toThrow(
    /Step 2 .*2 elements/s,
  );
});

test('a token in local storage, a cookie and a header open the page; the header goes to no other host', async ({
  visit,
}) => {
  const leaked: (string | undefined)[] = [];
  await using other = await Site.start((request, response) => {
    leaked.push(request.headers.authorization);
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('x');
  });
  const own: { url: string | undefined; authorization: string | undefined }[] = [];
  await using site = await Site.start((request, response) => {
    own.push({ url: request.url, authorization: request.headers.authorization });
    if (request.url === '/away') {
      response
        .writeHead(302, {
          location: `http://localhost:${other.port}/after-redirect`,
          'access-control-allow-origin': '*',
        })
        .end();
      return;
    }
    const script = `const token = localStorage.getItem('token'); document.body.insertAdjacentHTML('beforeend',
      '<h1 id="' + (token === '${secret.stored}' && document.cookie === 'k=${secret.cookie}' ? 'in' : 'out') + '">Page</h1>');
      fetch('http://localhost:${other.port}/direct'); fetch('/away').catch(() => 0).then(() => document.title = 'done');`;
    html(response, `<script>${script}</script>`);
  });
  const flags = [
    ...['--local-storage', `token=${secret.stored}`, '--cookie', `k=${secret.cookie}`],
    ...['--header', `Authorization: ${secret.header}`, '--wait-for', '#in'],
  ];
  const visited = await visit(site.url, flags);
  expect(visited.of('requests')).toBeGreaterThanOrEqual(3);
  expect(own.length).toBeGreaterThanOrEqual(2);
  expect(own.filter(({ authorization }) => authorization !== secret.header)).toEqual([]);
  expect(leaked.length).toBeGreaterThanOrEqual(2);
  expect(leaked.every((value) => value === undefined)).toBe(true);
});

test('no secret stands in a recorded pass', async ({ visit }, info) => {
  await using site = await Site.start((_, response) =>
    html(
      response,
      `<h1>${secret.stored}</h1><script>fetch('/?t=' + localStorage.token); console.log(localStorage.token)</script>`,
    ),
  );
  const folder = info.outputPath('recorded');
  const { files } = await visit(
    `${site.url}/?key=0123456789-query-secret`,
    [
      '--local-storage',
      `token=${secret.stored}`,
      '--cookie',
      `k=${secret.cookie}`,
      '--header',
      `Authorization: ${secret.header}`,
    ],
    'recorded',
    folder,
  );
  expect(files.map(({ name }) => name)).toContain('trace');
  const texts = await Promise.all((await readdir(folder)).map((name) => textOf(path.join(folder, name))));
  // The trace does hold what was sent, but for the secrets.
  expect(texts.join('')).toContain('redacted');
  for (const value of [secret.stored, secret.cookie, 'abcdef-123456-token', '0123456789-query-secret']) {
    expect(texts.join('').includes(value), `${value} in a file`).toBe(false);
  }
});
