import { expect, type Page } from '@playwright/test';
import { frames, scrollBy, withAndWithout } from './defects.ts';
import { test } from './fixtures.ts';
import { settled } from './page.ts';

test('message-loss: a live message never appears, and is there after a reload', async ({ site }) => {
  const seen = await withAndWithout(site, 'message-loss', { messages: 118 }, async (page, history) => {
    // The next one shows that the page is connected, and the last one that the lost one is not on its way.
    for (const body of ['The first', 'The one in 20', 'The last']) {
      await site.say(history, body);
      if (body !== 'The one in 20') await page.locator('article', { hasText: body }).waitFor();
    }
    const lost = page.locator('article', { hasText: 'The one in 20' });
    const live = await lost.count();
    await page.reload();
    await lost.waitFor();
    return live;
  });
  expect(seen).toEqual({ planted: 0, clean: 1 });
});

test('heap-leak: each visit keeps messages', async ({ site }) => {
  const seen = await withAndWithout(site, 'heap-leak', { messages: 40 }, (page) =>
    growthOf(page, messagesInMemory),
  );
  expect(seen).toEqual({ planted: 40, clean: 0 });
});

test('listener-leak: each visit keeps listeners', async ({ site }) => {
  const seen = await withAndWithout(site, 'listener-leak', { messages: 40 }, (page) =>
    growthOf(page, async (session) => {
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Memory.getDOMCounters')).jsEventListeners;
    }),
  );
  expect(seen.planted).toBeGreaterThan(5);
  expect(seen.clean).toBeLessThan(1);
});

type Session = Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>;

/** By how much a reading grows with each visit to the conversation. */
async function growthOf(page: Page, read: (session: Session) => Promise<number>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const visit = async () => {
    await page.goBack();
    await page.getByText('Choose a conversation').waitFor();
    await page.getByRole('link', { name: /Storyboard/ }).click();
    await page.locator('article').first().waitFor();
    await settled(page);
  };
  const visits = 2;
  // A page that was opened by its address has nothing to go back to.
  await page.goto(new URL('/', page.url()).href);
  await page.getByRole('link', { name: /Storyboard/ }).click();
  await page.locator('article').first().waitFor();
  await visit();
  const before = await read(session);
  for (let number = 0; number < visits; number++) await visit();
  return ((await read(session)) - before) / visits;
}

/** How many messages the page holds, collected garbage left out. */
async function messagesInMemory(session: Session): Promise<number> {
  const { result: plain } = await session.send('Runtime.evaluate', { expression: 'Object.prototype' });
  const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: plain.objectId ?? '' });
  const { result } = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    functionDeclaration: `function () { return this.filter((each) => 'sequence' in each && 'attachments' in each).length; }`,
    returnByValue: true,
  });
  await session.send('Runtime.releaseObject', { objectId: objects.objectId ?? '' });
  return Number(result.value);
}

test('slow-composer: a key keeps the page busy', async ({ site }) => {
  const seen = await withAndWithout(site, 'slow-composer', {}, (page) =>
    page.getByLabel('Message', { exact: true }).evaluate((field: HTMLTextAreaElement) => {
      const key = () => {
        field.value += 'x';
        const startMs = performance.now();
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        return performance.now() - startMs;
      };
      return Math.min(key(), key(), key());
    }),
  );
  expect(seen.planted).toBeGreaterThan(30);
  expect(seen.clean).toBeLessThan(seen.planted / 3);
});

test('rerender-all: an arriving message renders rows that it does not change', async ({ site }) => {
  const seen = await withAndWithout(site, 'rerender-all', {}, async (page, history) => {
    const formats = () => page.evaluate(() => (window as { formats?: number }).formats ?? 0);
    await page.evaluate(() => {
      const counting = window as { formats?: number };
      counting.formats = 0;
      Intl.DateTimeFormat = class extends Intl.DateTimeFormat {
        constructor(...given: ConstructorParameters<typeof Intl.DateTimeFormat>) {
          super(...given);
          counting.formats = (counting.formats ?? 0) + 1;
        }
      } as typeof Intl.DateTimeFormat;
    });
    await site.say(history, 'Hello again');
    await page.locator('article', { hasText: 'Hello again' }).waitFor();
    return formats();
  });
  expect(seen.planted).toBeGreaterThan(20);
  expect(seen.clean).toBe(0);
});

test('full-size-images: the list loads originals', async ({ site }) => {
  const seen = await withAndWithout(site, 'full-size-images', { messages: 40 }, async (page) => {
    await scrollBy(page, -600);
    await frames(page, 2);
    const shown = await page
      .locator('article img')
      .evaluateAll((pictures) => pictures.map((each) => (each as HTMLImageElement).src.split('/').at(-1)));
    return [...new Set(shown)];
  });
  expect(seen.planted).toContain('original');
  expect(seen.clean).toEqual(['thumbnail']);
});
