/** The reference chat looks the same whatever fonts the host has. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { type Browser, chromium } from 'playwright';
import sharp from 'sharp';
import type { History } from '../../chat/tests/web/data.ts';
import { test as chatTest } from '../../chat/tests/web/fixtures.ts';
import { addMessage } from '../../chat/tests/web/messages.ts';
import { findBrowser } from '../../src/browser/find.ts';
import { prepareOwnFonts } from '../../src/browser/fonts/prepare.ts';
import { launchOptions } from '../../src/browser/launch.ts';
import { drawnSizes } from '../../src/page/drawn-sizes.ts';

/** A host: its fontconfig file. */
type Host = string;

const text =
  '我已经把文件发给你了，有问题随时告诉我。 कल शाम को मिलते हैं 사진 정말 잘 나왔다! ขอบคุณมากครับ 🎉 Зустрінемось о шостій';

const test = chatTest.extend<{ open: (host: Host, hostFonts: boolean) => Promise<Browser> }>({
  /** A browser as the harness starts it on a host. */
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern.
  open: async ({}, use) => {
    const browsers: Browser[] = [];
    const inherited = process.env.FONTCONFIG_FILE;
    await use(async (host, hostFonts) => {
      process.env.FONTCONFIG_FILE = host;
      const found = await findBrowser({ override: process.env.BACKSCROLL_BROWSER, hostFonts });
      if (found === undefined) throw new Error('no browser; npm test installs one');
      const browser = await chromium.launch(await launchOptions(found));
      browsers.push(browser);
      return browser;
    });
    if (inherited === undefined) delete process.env.FONTCONFIG_FILE;
    else process.env.FONTCONFIG_FILE = inherited;
    for (const browser of browsers) await browser.close();
  },
});

test.skip(process.platform !== 'linux', 'elsewhere fonts cannot be exchanged');

/** A host with some of our own fonts, as if they were installed there. */
async function hostWith(name: string, fonts: readonly string[]): Promise<Host> {
  const folder = test.info().outputPath(name);
  mkdirSync(folder, { recursive: true });
  const { configFile } = await prepareOwnFonts();
  for (const font of fonts) {
    symlinkSync(path.join(path.dirname(configFile), 'files', font), path.join(folder, font));
  }
  const file = path.join(folder, 'fonts.conf');
  writeFileSync(file, `<fontconfig><dir>${folder}</dir><cachedir>${folder}/cache</cachedir></fontconfig>`);
  return file;
}

/** The conversation with its emoji picker, on a phone and on a desktop. */
async function screenshots(browser: Browser, url: string, token: string, { id }: History): Promise<Buffer[]> {
  const pictures: Buffer[] = [];
  for (const viewport of [
    { width: 412, height: 823 },
    { width: 1280, height: 800 },
  ]) {
    const context = await browser.newContext({ viewport });
    await context.addCookies([{ name: 'chat_session', value: token, url }]);
    const page = await context.newPage();
    await page.goto(`${url}/c/${id}`);
    await page.getByText('Зустрінемось о шостій').last().waitFor();
    await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
    await page.getByRole('button', { name: 'Insert an emoji' }).click();
    // Both what was chosen often and the first page of all.
    await page.locator('emoji-picker .favorites .emoji').first().waitFor();
    await page.locator('emoji-picker .tabpanel .emoji').first().waitFor();
    pictures.push(await page.screenshot({ animations: 'disabled' }));
    await context.close();
  }
  return pictures;
}

/** Shades of the edge of a rounded corner may differ by one, as it is drawn in tiles. */
const sameShade = 2;

/** How many pixels of two pictures of one size differ. */
async function differingPixels(one: Buffer | undefined, other: Buffer | undefined): Promise<number> {
  const [a, b] = await Promise.all([one, other].map((each) => sharp(each).removeAlpha().raw().toBuffer()));
  if (a === undefined || b === undefined || a.length !== b.length) throw new Error('pictures of two sizes');
  let pixels = 0;
  for (let at = 0; at < a.length; at += 3) {
    const differs = [0, 1, 2].some((part) => Math.abs((a[at + part] ?? 0) - (b[at + part] ?? 0)) > sameShade);
    if (differs) pixels += 1;
  }
  return pixels;
}

test('one more font on the host changes nothing, unless the host’s fonts are asked for', async ({
  chat,
  site,
  cleanUrl,
  open,
}) => {
  const history = await addMessage(chat.sql, await site.createHistory(30), { body: text });
  const token = await chat.token(history.reader);
  const plain = await hostWith('plain', ['Arimo_400Regular.ttf', 'Arimo_700Bold.ttf']);
  const extra = [
    'NotoSansHans-Regular.otf',
    'NotoSansDevanagari_400Regular.ttf',
    'NotoSansThai_400Regular.ttf',
  ];
  const richer = await hostWith('richer', ['Arimo_400Regular.ttf', 'Arimo_700Bold.ttf', ...extra]);
  const taken = async (host: Host, hostFonts: boolean) =>
    screenshots(await open(host, hostFonts), cleanUrl, token, history);

  // The first visit marks the messages as read, which the later ones show.
  await taken(plain, false);
  const [phone, desktop] = await taken(plain, false);
  const [phoneWithMore, desktopWithMore] = await taken(richer, false);
  for (const [name, body] of Object.entries({ phone, desktop, phoneWithMore, desktopWithMore })) {
    await test.info().attach(name, { body: body ?? '', contentType: 'image/png' });
  }
  expect(await differingPixels(phone, phoneWithMore)).toBe(0);
  expect(await differingPixels(desktop, desktopWithMore)).toBe(0);

  const [ofPlainHost] = await taken(plain, true);
  const [ofRicherHost] = await taken(richer, true);
  expect(await differingPixels(ofPlainHost, ofRicherHost), 'the hosts do differ').toBeGreaterThan(100);
  // By which the results tell them apart.
  const sizes = async (host: Host, hostFonts: boolean) => {
    const page = await (await open(host, hostFonts)).newPage();
    return page.evaluate(drawnSizes);
  };
  expect(await sizes(richer, true)).not.toBe(await sizes(plain, true));
  const own = await sizes(richer, false);
  expect(await sizes(plain, false)).toBe(own);
  // A host without fontconfig.
  expect(await sizes('/nowhere/fonts.conf', false)).toBe(own);
});
