import { expect } from '@playwright/test';
import { html, list, Site, test } from './measure-pages.ts';

const scrolled = (px: number) => ({ askedPx: px, scrolledPx: px });

/** What answers at its address is no font. */
const brokenFont = '<style>@font-face{font-family:Own;src:url(/own.woff2)}h1{font-family:Own}</style>';

test('a long document is scrolled, whose font does not load; a short one says what could be scrolled instead', async ({
  visit,
}) => {
  await using site = await Site.start((request, response) =>
    request.url === '/long'
      ? html(response, `${brokenFont}<h1>Long</h1><div style="height:9000px"></div>`)
      : html(response, `<h1>Short</h1>${list('messages')}`),
  );
  const long = await visit(`${site.url}/long`, ['--distance', '900']);
  expect(long.verification.scroll).toEqual(scrolled(900));
  expect(long.of('dropped-frames')).toEqual(expect.any(Number));
  expect(long.of('lcp')).toEqual(expect.any(Number));
  const short = await visit(site.url, []);
  expect(short.verification.scroll).toBeUndefined();
  expect(short.of('dropped-frames')).toMatch(/no longer than the screen; --scroll could be given #messages/);
});

test('a scroller inside nested open shadow roots', async ({ visit }) => {
  const define = `customElements.define('x-list', class extends HTMLElement {
    connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = ${JSON.stringify(list('rows'))}; }
  });
  customElements.define('x-app', class extends HTMLElement {
    connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<h1>App</h1><x-list></x-list>'; }
  });`;
  await using site = await Site.start((_, response) =>
    html(response, `<x-app></x-app><script>${define}</script>`),
  );
  const visited = await visit(site.url, ['--scroll', '#rows', '--distance', 'end', '--speed', '4000']);
  expect(visited.verification.scroll).toEqual(scrolled(3_700));
  expect(visited.of('frame-rate')).toEqual(expect.any(Number));
});

for (const [kind, host] of [
  ['of the same site', '127.0.0.1'],
  ['of another site', 'localhost'],
] as const) {
  test(`a scroller and a button in an iframe ${kind}`, async ({ visit }) => {
    await using inner = await Site.start((_, response) =>
      html(
        response,
        `<button onclick="document.title += '!'; this.textContent = 'Done'">Go</button>${list('list')}`,
      ),
    );
    await using outer = await Site.start((_, response) =>
      html(
        response,
        `<h1>Outer</h1><iframe id="feed" style="width:400px;height:500px;margin:60px 3px" src="http://${host}:${inner.port}/"></iframe>`,
      ),
    );
    const visited = await visit(outer.url, [
      ...['--click', 'iframe#feed >>> button', '--scroll', 'iframe#feed >>> #list', '--distance', '1200'],
    ]);
    expect(visited.verification.scroll).toEqual(scrolled(1_200));
    expect(visited.of('frame-rate')).toBeGreaterThan(1);
    expect(visited.of('inp')).toEqual(expect.any(Number));
  });
}

test('a page that is never idle: polls, a long poll, an endless animation', async ({ visit }) => {
  const busy = `setInterval(() => fetch('/poll'), 50); fetch('/forever');
    const spin = () => { mark.style.rotate = performance.now() + 'deg'; requestAnimationFrame(spin); }; spin();`;
  await using site = await Site.start((request, response) => {
    if (request.url === '/')
      html(response, `<h1 id="mark">Busy</h1><div style="height:5000px"></div><script>${busy}</script>`);
    else if (request.url === '/poll') response.end('[]');
  });
  const bounded = ['--rest-within', '1s', '--distance', '600'];
  const visited = await visit(site.url, bounded);
  expect(visited.verification.scroll).toEqual(scrolled(600));
  expect(visited.verification.rest).toMatchObject({ withinMs: 1_000, notRested: ['network'] });
  expect(visited.of('requests')).toBeGreaterThan(3);
  const memory = await visit(site.url, bounded, 'memory');
  expect(memory.verification.rest?.notRested).toEqual(['network']);
  expect(memory.of('dom-elements')).toBe(8);
});

test('with --wait-for, rest and its bound count from when that is visible', async ({ visit }) => {
  const script = `setTimeout(() => document.body.insertAdjacentHTML('beforeend', '<h1>Late</h1>'), 800)`;
  await using site = await Site.start((request, response) => {
    // The image never comes, and so the load event.
    if (request.url === '/') html(response, `<p>Page</p><img src="/never.png"><script>${script}</script>`);
  });
  const visited = await visit(site.url, ['--wait-for', 'h1', '--rest-within', '0.6s']);
  expect(visited.verification.rest?.notRested).toEqual(['network']);
  expect(visited.verification.rest?.afterLoadMs).toBeLessThan(1_600);
  expect(visited.of('lcp')).toBeGreaterThanOrEqual(796);
});

test('a frame of another site that never answers leaves its long tasks and interactions unknown', async ({
  visit,
}) => {
  await using inner = await Site.start((_, response) =>
    html(response, '<p>Stuck</p><script>setTimeout(() => { for (;;); }, 300)</script>'),
  );
  await using outer = await Site.start((_, response) =>
    html(response, `<h1>Outer</h1><iframe src="http://localhost:${inner.port}/"></iframe>`),
  );
  const visited = await visit(outer.url, ['--rest', '1s', '--rest-within', '2s']);
  expect(visited.verification.rest?.notRested).toEqual(['main-thread']);
  const reason = `a frame of localhost:${inner.port} did not answer within 5 s`;
  expect([visited.of('tbt'), visited.of('inp')]).toEqual([reason, reason]);
  expect(visited.of('lcp')).toEqual(expect.any(Number));
});

test('a list that starts at its end, and a reversed one, are read upwards', async ({ visit }) => {
  const growing = `<script>list.onscroll = () => {
    if (list.scrollTop > 2500) return;
    list.onscroll = null;
    list.insertAdjacentHTML('afterbegin', '<div style="height:1200px">Older</div>');
  };</script>`;
  await using site = await Site.start((request, response) =>
    html(
      response,
      request.url === '/reversed'
        ? '<div id="list" style="height:400px;overflow-y:auto;display:flex;flex-direction:column-reverse"><div style="flex:none;height:3000px;background:beige">Oldest</div></div><h1>Messages</h1>'
        : `${list('list')}<script>list.scrollTop = 1e6</script>${request.url === '/older' ? growing : ''}`,
    ),
  );
  const ended = await visit(site.url, ['--scroll', '#list', '--distance', '-1500']);
  expect(ended.verification.scroll).toEqual(scrolled(1_500));
  const reversed = await visit(`${site.url}/reversed`, [
    '--scroll',
    '#list',
    '--distance',
    'start',
    '--speed',
    '4000',
  ]);
  expect(reversed.verification.scroll).toEqual(scrolled(2_600));
  // Older rows come above the reader, who stays where they are.
  const older = await visit(`${site.url}/older`, ['--scroll', '#list', '--distance', '-1500']);
  expect(older.verification.scroll).toEqual(scrolled(1_500));
});

test('clicks and typing are interactions', async ({ visit }) => {
  const slow = `onclick="const end = performance.now() + 150; while (performance.now() < end); this.textContent = 'Done'"`;
  await using site = await Site.start((_, response) =>
    html(response, `<button ${slow}>Go</button><textarea></textarea>`),
  );
  const visited = await visit(site.url, ['--click', 'text=Go', '--type', 'textarea=Hi']);
  expect(visited.of('inp')).toBeGreaterThanOrEqual(150);
});

test('throttled by DevTools: the round trip is proved, and what is not shaped is said', async ({ visit }) => {
  await using site = await Site.start((_, response) => html(response, '<h1>Slow</h1>'));
  const visited = await visit(site.url, ['--network', 'slow-3g', '--throttling', 'devtools']);
  expect(visited.of('fcp')).toBeGreaterThan(400);
  expect(visited.verification.network?.notShaped).toContain('the latency of WebSocket messages');
  expect(visited.verification.network?.downBitsPerSecond).toBeNull();
  expect(visited.reasons.filter(({ text }) => text.startsWith('network: WebSocket'))).toEqual([]);
});
