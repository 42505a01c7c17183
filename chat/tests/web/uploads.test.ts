import { expect, type Page } from '@playwright/test';
import sharp from 'sharp';
import { test } from './fixtures.ts';

const text = (name: string, sizeBytes = 1_000) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.alloc(sizeBytes, 'a'),
});

async function picture(name: string) {
  const base = sharp({ create: { width: 800, height: 600, channels: 3, background: '#b8a06a' } });
  return { name, mimeType: 'image/png', buffer: await base.png().toBuffer() };
}

type Chosen = { name: string; mimeType: string; buffer: Buffer };

async function choose(page: Page, ...files: Chosen[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach files' }).click();
  await (await chooser).setFiles(files);
}

const tray = (page: Page) => page.getByRole('list', { name: 'Files to send' });
const sendButton = (page: Page) => page.getByRole('button', { name: 'Send', exact: true });

test('a picture is uploaded, shown at once when it is sent, and then the server’s', async ({ site }) => {
  const history = await site.createHistory(20);
  const page = await site.open(history);
  await choose(page, await picture('harbour.png'));
  await expect(tray(page)).toContainText('harbour.png');
  await expect(sendButton(page)).toBeEnabled();
  const gate = Promise.withResolvers<void>();
  await page.route('**/api/conversations/*/messages', async (route) => {
    await gate.promise;
    await route.continue();
  });
  await page.getByRole('textbox', { name: 'Message' }).fill('The harbour');
  await page.keyboard.press('Enter');
  const own = page.locator('article[data-client-id]').filter({ hasText: 'The harbour' });
  await expect(own).toHaveAttribute('data-state', 'sending');
  const image = own.getByRole('img', { name: 'Photo from You' });
  await expect(image).toHaveAttribute('src', /^blob:/);
  await expect(tray(page)).toHaveCount(0);
  const before = await image.boundingBox();
  gate.resolve();
  await expect(own).toHaveAttribute('data-state', 'sent');
  await expect(image).toHaveAttribute('src', /^\/media\/\d+\/thumbnail$/);
  await expect
    .poll(() => image.evaluate((element: HTMLImageElement) => element.complete && element.naturalWidth))
    .toBe(480);
  expect(await image.boundingBox()).toEqual(before);
});

test('a file on its way says how far it is, and holds the message back', async ({ site }) => {
  const history = await site.createHistory(20);
  const page = await site.open(history);
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Network.enable');
  await devTools.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 150_000 },
  });
  await choose(page, text('notes.txt', 450_000));
  await page.getByRole('textbox', { name: 'Message' }).fill('My notes');
  await expect(sendButton(page)).toBeDisabled();
  const progress = page.getByRole('progressbar', { name: 'Uploading notes.txt' });
  const percent = async () => Number(await progress.getAttribute('value'));
  await expect.poll(percent, { intervals: [50] }).toBeGreaterThan(0);
  expect(await percent()).toBeLessThan(100);
  await expect(tray(page)).toContainText(/\d+ %/);
  await expect(sendButton(page)).toBeEnabled();
  await sendButton(page).click();
  const own = page.locator('article[data-sequence="21"]');
  await expect(own.getByRole('link', { name: /notes\.txt/ })).toHaveAttribute('href', /original$/);
  await expect(own).toContainText('My notes');
});

test('an upload is cancelled, and nothing is left of it', async ({ site }) => {
  const page = await site.open(await site.createHistory(20));
  await page.route('**/api/uploads', () => undefined);
  await choose(page, text('secret.txt'));
  const aborted = page.waitForEvent('requestfailed');
  await tray(page).getByRole('button', { name: 'Cancel secret.txt' }).click();
  expect((await aborted).url()).toContain('/api/uploads');
  await expect(tray(page)).toHaveCount(0);
  await expect(sendButton(page)).toBeDisabled();
});

test('an upload that failed is tried again', async ({ site }) => {
  const page = await site.open(await site.createHistory(20));
  await page.route('**/api/uploads', (route) => route.abort());
  await choose(page, text('plan.txt'));
  await expect(tray(page).getByRole('alert')).toContainText('cannot be reached');
  await expect(sendButton(page)).toBeDisabled();
  await page.unroute('**/api/uploads');
  await tray(page).getByRole('button', { name: 'Upload plan.txt again' }).click();
  await expect(sendButton(page)).toBeEnabled();
});

test('a file that is too large says so, and is not tried again', async ({ site }) => {
  const page = await site.open(await site.createHistory(20));
  const error = { code: 'TOO_LARGE', message: 'The file is larger than 25 MB.' };
  await page.route('**/api/uploads', (route) => route.fulfill({ status: 413, json: { error } }));
  await choose(page, text('film.txt'));
  await expect(tray(page).getByRole('alert')).toContainText('larger than 25 MB');
  await expect(tray(page).getByRole('button', { name: /again/ })).toHaveCount(0);
  await tray(page).getByRole('button', { name: 'Remove film.txt' }).click();
  await page.unroute('**/api/uploads');
  // What is larger for certain is not sent at all.
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.getByRole('textbox', { name: 'Message' }).evaluate((field) => {
    const files = new DataTransfer();
    files.items.add(new File([new Uint8Array(25 * 1024 * 1024 + 1)], 'film.mov'));
    field.dispatchEvent(new DragEvent('drop', { bubbles: true, dataTransfer: files }));
  });
  await expect(tray(page).getByRole('alert')).toContainText('Larger than 25 MB');
  expect(requests.filter((url) => url.includes('/api/uploads'))).toEqual([]);
});

test('ten files go with a message, not more', async ({ site }) => {
  const page = await site.open(await site.createHistory(20));
  await choose(page, ...Array.from({ length: 11 }, (_, index) => text(`page-${index}.txt`)));
  await expect(tray(page).getByRole('listitem')).toHaveCount(10);
  await expect(page.getByText('1 left out')).toBeVisible();
  await expect(sendButton(page)).toBeEnabled();
  await sendButton(page).click();
  const own = page.locator('article[data-sequence="21"]');
  await expect(own.getByRole('link')).toHaveCount(10);
  await expect(own.getByRole('link').first()).toContainText('page-0.txt');
});

for (const [type, name] of [
  ['paste', 'pasted'],
  ['drop', 'dropped'],
] as const) {
  test(`a picture is ${name} into the message`, async ({ site }) => {
    const page = await site.open(await site.createHistory(20));
    const { buffer } = await picture('any');
    await page.getByRole('textbox', { name: 'Message' }).evaluate(
      (field, { type, bytes }) => {
        const files = new DataTransfer();
        files.items.add(new File([new Uint8Array(bytes)], 'sketch.png', { type: 'image/png' }));
        const init = { bubbles: true, cancelable: true };
        field.dispatchEvent(
          type === 'paste'
            ? new ClipboardEvent(type, { ...init, clipboardData: files })
            : new DragEvent(type, { ...init, dataTransfer: files }),
        );
      },
      { type, bytes: [...buffer] },
    );
    await expect(tray(page)).toContainText('sketch.png');
    await expect(sendButton(page)).toBeEnabled();
  });
}
