import { type Browser, chromium, type Page } from '@playwright/test';
import { findBrowser } from '../../../src/browser/find.ts';
import { launchOptions } from '../../../src/browser/launch.ts';
import { buildChatClient } from '../../../src/targets/reference-chat/chat-commands.ts';
import { test as chatTest, httpClient } from '../server/fixtures.ts';
import { runServer, type ServerRun } from '../server/process.ts';
import { type ChatSocket, dial, outcome } from '../server/sockets.ts';
import { type History, insertHistory, writePictures } from './data.ts';
import { writeRecording } from './messages.ts';

type Options = { defect?: 'no-virtualization'; width?: number; height?: number };

/** The web client in a browser, served by a chat server with and one without the defect. */
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

type Servers = { clean: string; defective: string };

export const test = chatTest.extend<{ site: Site }, { servers: Servers; browserOfTests: Browser }>({
  /** Worker: builds the client unless the build is newer than its sources, then serves it twice. */
  servers: [
    async ({ chat }, use) => {
      await buildChatClient();
      await writePictures(chat.mediaDir);
      await writeRecording(chat.mediaDir);
      await using clean = await listening(runServer('serve', chat.environment));
      const defects = { CHAT_DEFECTS: 'no-virtualization' };
      await using defective = await listening(runServer('serve', { ...chat.environment, ...defects }));
      await use({ clean: clean.url, defective: defective.url });
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

  site: async ({ chat, servers, browserOfTests }, use) => {
    const visitAt = async (url: string, userId: number | null, { width = 1000, height = 800 }: Options) => {
      const context = await browserOfTests.newContext({ viewport: { width, height } });
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
    const serverOf = (history: History) => servedBy.get(history.id) ?? servers.clean;
    const sockets: ChatSocket[] = [];
    await use({
      createHistory: (messages) => insertHistory(chat.sql, messages),
      visit: (path, userId) => visitAt(servers.clean + path, userId, {}),
      open: async (history, options = {}) => {
        const server = options.defect ? servers.defective : servers.clean;
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
  },
});

async function listening(started: Promise<ServerRun>): Promise<ServerRun> {
  const server = await started;
  if (server.url === '') throw new Error(`The server did not start: ${JSON.stringify(server.event)}`);
  return server;
}
