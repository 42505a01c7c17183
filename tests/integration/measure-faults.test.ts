import { expect } from '@playwright/test';
import { one } from '../../src/browser/select.ts';
import { html, list, Site, test } from './measure-pages.ts';

test('an address that does not answer, an error page, one that redirects', async ({ visit }) => {
  const gone = await Site.start((_, response) => response.end());
  await gone[Symbol.asyncDispose]();
  await expect(visit(gone.url, [])).rejects.toThrow(/did not answer \(ERR_\w+\).*PAGE_UNREACHABLE/s);
  await using site = await Site.start((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: '/here' }).end();
    else if (request.url === '/here') html(response, '<h1>Here</h1>');
    else if (request.url === '/late')
      html(response, '<h1>Late</h1><script>history.replaceState(0, "", "/sign-in")</script>');
    else response.writeHead(request.url === '/500' ? 500 : 404).end('<h1>Error</h1>');
  });
  await expect(visit(`${site.url}/404`, [])).rejects.toThrow(/answered 404/);
  await expect(visit(`${site.url}/500`, [])).rejects.toThrow(/answered 500/);
  await expect(visit(`${site.url}/late`, [])).rejects.toThrow(/sign-in.*PAGE_REDIRECTED/s);
  const moved = await visit(`${site.url}/moved`, ['--allow-redirect']);
  expect(moved.of('lcp')).toEqual(expect.any(Number));
});

test('selectors that match nothing, several, or cannot be read', async ({ visit, bench }) => {
  await using site = await Site.start((_, response) =>
    html(response, `<button class="a">1</button><button id="b">2</button>${list('list')}`),
  );
  await expect(visit(site.url, ['--click', 'button'])).rejects.toThrow(
    /--click "button" matches 2 elements where one is needed: <button class="a">, <button id="b">/,
  );
  await expect(visit(site.url, ['--scroll', 'div[['])).rejects.toThrow(/SELECTOR_INVALID/);
  await expect(visit(site.url, ['--scroll', '#b'])).rejects.toThrow(
    /0 px up and 0 px down.*SCROLLER_TOO_SHORT/s,
  );
  await expect(visit(site.url, ['--scroll', '#list', '--distance', '9000'])).rejects.toThrow(
    /3700 px down.*9000 px/s,
  );
  // By itself, as a visit gives an element half a minute to appear.
  const { browser } = await bench.launch();
  const page = await browser.newPage();
  await page.goto(site.url);
  await expect(one(page, '#absent', '--scroll', 200)).rejects.toThrow(/--scroll "#absent": 0 elements/);
  await page.close();
});

test('a dialog, a page that is left, and one that crashes', async ({ visit, bench }) => {
  await using site = await Site.start((request, response) => {
    if (request.url === '/alert') html(response, '<h1>Alert</h1><script>alert(1)</script>');
    else if (request.url === '/link') html(response, '<h1>Link</h1><a href="/alert">away</a>');
    else if (request.url === '/leaves')
      html(response, '<h1>Leaves</h1><script>setTimeout(() => { location = "/link"; }, 700)</script>');
    else html(response, '<h1>Crash</h1><div style="height:90000px"></div>');
  });
  await expect(visit(`${site.url}/alert`, [])).rejects.toThrow(/a dialog \(alert\).*--dismiss-dialogs/s);
  const dismissed = await visit(`${site.url}/alert`, ['--dismiss-dialogs']);
  expect(dismissed.of('lcp')).toEqual(expect.any(Number));
  await expect(visit(`${site.url}/link`, ['--click', 'a', '--dismiss-dialogs'])).rejects.toThrow(/PAGE_LEFT/);
  const resting = visit(`${site.url}/leaves`, ['--rest', '1.5s']);
  await expect(resting).rejects.toThrow(/now at \/link.*PAGE_LEFT/s);

  const { browser } = await bench.launch();
  const crash = async (): Promise<void> => {
    const page = browser
      .contexts()
      .flatMap((context) => context.pages())
      .find((each) => each.url() === `${site.url}/`);
    if (page === undefined) return;
    clearInterval(timer);
    const session = await page.context().newCDPSession(page);
    // It never answers: the page is gone.
    session.send('Page.crash').catch(() => undefined);
  };
  const timer = setInterval(crash, 100);
  await expect(visit(`${site.url}/`, ['--distance', '60000'])).rejects.toThrow(/PAGE_CRASHED/);
});

test('a browser that is killed in mid-iteration is started again', async ({ visit, bench }) => {
  await using site = await Site.start((_, response) =>
    html(response, '<h1>Long</h1><div style="height:90000px"></div>'),
  );
  const { browser, session } = await bench.launch();
  const timer = setInterval(() => {
    const there = browser
      .contexts()
      .some((context) => context.pages().some((page) => page.url() === `${site.url}/`));
    if (!there) return;
    clearInterval(timer);
    session.send('Browser.crash').catch(() => undefined);
  }, 100);
  await expect(visit(site.url, ['--distance', '60000'])).rejects.toThrow(/BROWSER_DIED/);
  const again = await visit(site.url, ['--distance', '300']);
  expect(again.verification.scroll?.scrolledPx).toBe(300);
});
