/** What a reader of the seeded conversations sees first. */
import { join } from 'node:path';
import { chromium } from 'playwright';
import { runServer } from '../../chat/tests/server/process.ts';
import { ensureTokens, seedTarget } from '../../seed/index.ts';
import { journeys } from '../../seed/manifest.ts';
import { findBrowser } from '../../src/browser/find.ts';
import { launchOptions } from '../../src/browser/launch.ts';
import { watch } from '../../src/instruments/journeys.ts';
import { watchImages } from '../../src/page/images-watch.ts';
import { buildChatClient } from '../../src/targets/reference-chat/chat-commands.ts';
import { referenceChatPage } from '../../src/targets/reference-chat/page-object.ts';
import { expect, migrate } from './database-fixture.ts';
import { test } from './seed-fixture.ts';

const screens = [
  { width: 412, height: 823 },
  { width: 412, height: 732 },
  { width: 768, height: 1024 },
  { width: 1350, height: 940 },
];

test('every measured conversation opens with a picture in view, on a phone and on a desktop', async ({
  databaseUrl,
  directory,
}) => {
  await buildChatClient();
  await seedTarget({ databaseUrl, directory, size: 'small', seed: 1, migrate });
  const { secret, byUser } = await ensureTokens(directory);
  await using server = await runServer('serve', {
    DATABASE_URL: databaseUrl,
    CHAT_TOKEN_SECRET: secret,
    CHAT_MEDIA_DIR: join(directory, 'media'),
    CHAT_UPLOADS_DIR: join(directory, 'uploads'),
  });
  const chat = referenceChatPage(server.url);
  const found = await findBrowser({ override: process.env.BACKSCROLL_BROWSER });
  if (found === undefined) throw new Error('no browser; npm test installs one');
  await using browser = await chromium.launch(await launchOptions(found));
  for (const viewport of screens) {
    await using context = await browser.newContext({ viewport });
    await context.addCookies([{ name: 'chat_session', value: byUser['1'] ?? '', url: server.url }]);
    for (const { conversationId, messages } of journeys) {
      const page = await context.newPage();
      const conversation = { id: String(conversationId), messages, newestSequence: messages };
      await page.goto(chat.conversationUrl(conversation), { waitUntil: 'commit' });
      const newest = chat.newestRow(conversation);
      const images = await watch(
        page,
        watchImages,
        { container: chat.scroller, row: chat.row, newest },
        'It',
      );
      const where = `${messages} messages, ${viewport.width} × ${viewport.height}`;
      expect((await images.seen()).absent, where).toBeUndefined();
      const shownPx = await page.evaluate(visiblePictureHeight, {
        scroller: chat.scroller,
        picture: `${chat.newestRow({ ...conversation, newestSequence: messages - 1 })} img`,
      });
      expect(shownPx, where).toBeGreaterThan(100);
      await test.info().attach(where, { body: await page.screenshot(), contentType: 'image/png' });
      await page.close();
    }
  }
});

/** How much of the last picture is in view (CSS px). Runs inside the page. */
function visiblePictureHeight(options: { scroller: string; picture: string }): number {
  const frame = document.querySelector(options.scroller)?.getBoundingClientRect();
  const picture = document.querySelector(options.picture)?.getBoundingClientRect();
  if (frame === undefined || picture === undefined) return Number.NaN;
  return Math.min(picture.bottom, frame.bottom) - Math.max(picture.top, frame.top);
}
