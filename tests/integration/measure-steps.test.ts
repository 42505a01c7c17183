import { expect } from '@playwright/test';
import { html, Site, test } from './measure-pages.ts';

/** An app whose session lives in a variable, whose conversation is opened by a click, and whose list fills afterwards. */
const app = `<form id="login"><input id="user"><button>Log in</button></form>
<script>
  login.addEventListener('submit', (event) => {
    event.preventDefault();
    const name = user.value;
    document.body.innerHTML = '<h1></h1><button id="general">General</button>';
    document.querySelector('h1').textContent = 'Hello ' + name;
    general.addEventListener('click', async () => {
      const rows = await (await fetch('/rows')).json();
      general.outerHTML = '<div id="list" style="height:300px;overflow-y:auto"></div><textarea></textarea>';
      list.innerHTML = rows.map((row) => '<p style="margin:0;height:40px">' + row + '</p>').join('');
      list.scrollTop = list.scrollHeight;
      // An interaction below 16 ms is in no report of the browser.
      const busy = () => { for (const end = performance.now() + 40; performance.now() < end; ); };
      document.querySelector('textarea').addEventListener('keydown', busy);
    });
  });
</script>`;

function rowsFrom(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `Row ${first + index}`);
}

test('a session in memory and a conversation behind a click are entered in each visit, and not measured', async ({
  visit,
}) => {
  await using site = await Site.start((request, response) => {
    if (request.url === '/rows') setTimeout(() => response.end(JSON.stringify(rowsFrom(0, 100))), 100);
    else html(response, app);
  });
  const enter = 'fill #user = ada; click text=Log in; wait h1; click #general; wait #list p';
  const visited = await visit(site.url, [
    ...['--enter', enter, '--act', 'type textarea = Hi', '--scroll', '#list', '--distance', '-1200'],
  ]);
  expect(visited.verification.scroll).toEqual({ askedPx: 1_200, scrolledPx: 1_200 });
  expect(visited.of('inp')).toBeGreaterThanOrEqual(40);
  // All of them were made on the way in.
  expect(visited.of('requests')).toBe(0);
  expect(visited.of('frame-rate')).toEqual(expect.any(Number));
});

/** Loads 25 rows of 40 px before the first one when the reader has come to the top, and keeps what they look at. */
const growing = (
  pages: number,
): string => `<div id="list" style="height:300px;overflow-y:auto;overflow-anchor:none"></div>
<script>
  let first = 1000;
  let left = ${pages};
  let loading = false;
  const add = (rows) => {
    const before = list.scrollHeight;
    list.insertAdjacentHTML('afterbegin', rows.map((row) => '<p style="margin:0;height:40px">' + row + '</p>').join(''));
    list.scrollTop += list.scrollHeight - before;
  };
  const more = async () => {
    loading = true;
    first -= 25;
    left -= 1;
    add(await (await fetch('/rows?' + first)).json());
    loading = false;
  };
  list.addEventListener('scroll', () => {
    if (list.scrollTop < 1 && left > 0 && !loading) more();
  });
  more().then(() => { list.scrollTop = list.scrollHeight; });
</script>`;

test('a scroll goes on through history that loads at the edge, and the waits are measured', async ({
  visit,
}) => {
  await using site = await Site.start((request, response) => {
    const [path, first] = (request.url ?? '').split('?');
    if (path === '/rows') setTimeout(() => response.end(JSON.stringify(rowsFrom(Number(first), 25))), 200);
    else html(response, growing(path === '/short' ? 2 : 10));
  });
  const by = (distance: string) => ['--scroll', '#list', '--distance', distance, '--speed', '4000'];
  // 25 rows of 40 px less the 300 px in view are 700: three more pages have to come.
  const visited = await visit(site.url, by('-3000'));
  expect(visited.verification.scroll).toEqual({ askedPx: 3_000, scrolledPx: 3_000 });
  expect(visited.of('older-page')).toBeGreaterThan(200);
  expect(visited.of('older-page')).toBeLessThan(1_000);
  const rows = await visit(site.url, by('-60 rows p'));
  expect(rows.verification.scroll).toEqual({ askedPx: 2_400, scrolledPx: 2_400 });
  const whole = await visit(`${site.url}/short`, by('start'));
  expect(whole.verification.scroll).toEqual({ askedPx: 1_700, scrolledPx: 1_700 });
  await expect(visit(`${site.url}/short`, by('-5000'))).rejects.toThrow(/loads no more.*SCROLLER_TOO_SHORT/s);
});
