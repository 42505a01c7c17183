import { type Browser, chromium, type Page } from '@playwright/test';
import type { FastifyInstance } from 'fastify';
import { findBrowser } from '../../../src/browser/find.ts';
import { launchOptions } from '../../../src/browser/launch.ts';
import { buildChatClient } from '../../../src/targets/reference-chat/chat-commands.ts';
import { buildApp } from '../../server/app.ts';
import { serverConfig } from '../../server/config.ts';
import type { Defect } from '../../shared/defects.ts';
import { type Chat, test as chatTest, httpClient } from '../server/fixtures.ts';
import { runServer, type ServerRun } from '../server/process.ts';
import { type ChatSocket, dial, outcome } from '../server/sockets.ts';
import { type History, insertHistory, writePictures } from './data.ts';
import { writeRecording } from './messages.ts';

/** `scale` is the device pixel ratio. */
type Options = { defect?: Defect | undefined; width?: number; height?: number; scale?: number };

/** The web client in a browser, served by a chat server without defects, or by one with a defect. */
export type Site = {
  createHistory: (messages: number) => Promise<History>;
  /** Opens a conversation as its reader, newest message in view, in a browser context of its own. */
  open: (history: History, options?: Options) => Promise<Page>;
  /** Opens a path as a user, or as nobody. */
  visit: (path: string, userId: number | null) => Promise<Page>;
  /** Sends as the other member. */
  say: (history: History, body: string) => Promise<void>;
  /** Connects the other member, who is there until the socket is closed. */
  connectOther: (history: History) => Promise<ChatSocket>;
};

export const test = chatTest.extend<{ site: Site }, { cleanUrl: string; browserOfTests: Browser }>({
  /** Worker: builds the client unless the build is newer than its sources, then serves it. */
  cleanUrl: [
    async ({ chat }, use) => {
      await buildChatClient();
      await writePictures(chat.mediaDir);
      await writeRecording(chat.mediaDir);
      await using clean = await listening(runServer('serve', chat.environment));
      await use(clean.url);
    },
    { scope: 'worker' },
  ],

  browserOfTests: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
    async ({}, use) => {
      const found = await findBrowser({ override: process.env.BACKSCROLL_BROWSER });
      if (found === undefined) throw new Error('no browser; npm test installs one');
      const browser = await chromium.launch(await launchOptions(found));
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],

  site: async ({ chat, cleanUrl, browserOfTests }, use) => {
    const visitAt = async (url: string, userId: number | null, options: Options) => {
      const { width = 1000, height = 800, scale = 1 } = options;
      const context = await browserOfTests.newContext({
        viewport: { width, height },
        deviceScaleFactor: scale,
      });
      if (userId !== null) {
        const value = await chat.token(userId);
        await context.addCookies([{ name: 'chat_session', value, url: new URL(url).origin }]);
      }
      const page = await context.newPage();
      await page.goto(url);
      return page;
    };
    const servedBy = new Map<number, string>();
    // Live events reach the sockets of the same process only.
    const serverOf = (history: History) => servedBy.get(history.id) ?? cleanUrl;
    const sockets: ChatSocket[] = [];
    const defective = new Map<Defect, FastifyInstance>();
    await use({
      createHistory: (messages) => insertHistory(chat.sql, messages),
      visit: (path, userId) => visitAt(cleanUrl + path, userId, {}),
      open: async (history, options = {}) => {
        const server = options.defect ? await serveDefect(chat, options.defect, defective) : cleanUrl;
        servedBy.set(history.id, server);
        const page = await visitAt(`${server}/c/${history.id}`, history.reader, options);
        await page.locator(`article[data-sequence="${history.messages}"]`).waitFor();
        return page;
      },
      say: async (history, body) => {
        const server = httpClient(serverOf(history), await chat.token(history.other));
        const message = { clientId: crypto.randomUUID(), body };
        const response = await server.request('POST', `/api/conversations/${history.id}/messages`, message);
        if (response.status !== 201) throw new Error(`The message was not sent: ${response.status}`);
      },
      connectOther: async (history) => {
        const socket = dial(serverOf(history), { auth: { token: await chat.token(history.other) } });
        sockets.push(socket);
        const refusal = await outcome(socket);
        if (refusal !== undefined) throw refusal;
        return socket;
      },
    });
    for (const socket of sockets) socket.close();
    for (const context of browserOfTests.contexts()) await context.close();
    for (const app of defective.values()) await app.close();
  },
});

/** The URL of a server with a defect. It is in this process, because that starts in no time. */
async function serveDefect(
  chat: Chat,
  defect: Defect,
  running: Map<Defect, FastifyInstance>,
): Promise<string> {
  let app = running.get(defect);
  if (app === undefined) {
    app = await buildApp(serverConfig({ ...chat.environment, CHAT_DEFECTS: defect }));
    running.set(defect, app);
    await app.listen({ host: '127.0.0.1', port: 0 });
  }
  return app.listeningOrigin;
}

async function listening(started: Promise<ServerRun>): Promise<ServerRun> {
  const server = await started;
  if (server.url === '') throw new Error(`The server did not start: ${JSON.stringify(server.event)}`);
  return server;
}
