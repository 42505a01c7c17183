/** The browser that is measured: the real one in new headless mode, and what it says of itself. */
import { expect, test } from '@playwright/test';
import { chromium } from 'playwright';
import { findBrowser } from '../../src/browser/find.ts';
import { launchOptions } from '../../src/browser/launch.ts';
import { describeEnvironment } from '../../src/measure/host/environment.ts';

async function browserHere(): ReturnType<typeof findBrowser> {
  return findBrowser({ override: process.env.BACKSCROLL_BROWSER });
}

test('the browser runs in new headless mode, not as headless-shell', async () => {
  const found = await browserHere();
  if (found === undefined) throw new Error('no browser; npm test installs one');
  const browser = await chromium.launch(await launchOptions(found));
  try {
    expect(browser.version()).toBe(found.version);
    const page = await browser.newPage();
    // Old headless is a browser of its own: it has no PDF viewer, hence no plugins, and no window.chrome.
    const traits = await page.evaluate(() => ({
      plugins: navigator.plugins.length,
      chrome: 'chrome' in window,
    }));
    expect(traits).toEqual({ plugins: 5, chrome: true });
    await page.goto('chrome://version');
    const commandLine = await page.locator('#command_line').innerText();
    expect(commandLine).toContain('--headless');
    expect(commandLine).toContain('--disable-quic');
  } finally {
    await browser.close();
  }
});

test('the browser draws no page of its own beside the measured one, and obeys all that Playwright asks for', async () => {
  const found = await browserHere();
  if (found === undefined) throw new Error('no browser; npm test installs one');
  const browser = await chromium.launch(await launchOptions(found));
  try {
    const page = await browser.newPage();
    await page.goto('chrome://version');
    const commandLine = await page.locator('#command_line').innerText();
    const [passed = [], obeyed = [], ...more] = [...commandLine.matchAll(/--disable-features=(\S+)/g)].map(
      ([, list = '']) => list.split(','),
    );
    expect(more).toEqual([]);
    // When this fails after an update of Playwright, take its new list over into src/browser/features.ts.
    expect(obeyed).toEqual(expect.arrayContaining(passed));

    const addresses = (
      await (await browser.newBrowserCDPSession()).send('Target.getTargets', { filter: [{}] })
    ).targetInfos.map(({ url }) => url);
    expect(addresses.filter((url) => url.startsWith('chrome://') && !url.includes('version'))).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('the environment names browser, renderer, host and commit', async () => {
  const browser = await browserHere();
  if (browser === undefined) throw new Error('no browser; npm test installs one');
  const environment = await describeEnvironment({ browser });
  expect(environment).toMatchObject({
    browser: { name: browser.name, version: browser.version, origin: browser.origin },
    renderer: expect.stringMatching(/./),
    hostIndexReason: null,
    node: process.versions.node,
    fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  expect(environment.hostIndex).toBeGreaterThan(0);
  expect(environment.cores).toBeGreaterThan(0);
});

test('outside of a repository there is no commit, rather than a wrong one', async () => {
  const browser = await browserHere();
  if (browser === undefined) throw new Error('no browser; npm test installs one');
  const environment = await describeEnvironment({ browser, directory: '/' });
  expect(environment.commit).toBeNull();
});
