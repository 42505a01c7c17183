/** The Lounge, a chat client with a server and a login of its own, in front of a small IRC server. */
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { defineTarget, monotonicUs } from 'backscroll';
import bcrypt from 'bcryptjs';
import { startIrc } from './irc.ts';

const user = 'ada';

export default defineTarget({
  id: 'the-lounge',
  start: async ({ folder, serve }) => {
    const irc = await startIrc(user);
    const password = randomUUID();
    const home = path.join(folder, randomUUID());
    await mkdir(path.join(home, 'users'), { recursive: true });
    const config = { public: false, host: '127.0.0.1', maxHistory: 10_000, prefetch: false };
    await writeFile(path.join(home, 'config.js'), `module.exports = ${JSON.stringify(config)};`);
    const network = { name: 'Local', host: '127.0.0.1', port: irc.port, tls: false, nick: user };
    await writeFile(
      path.join(home, 'users', `${user}.json`),
      JSON.stringify({ password: await bcrypt.hash(password, 8), log: false, networks: [network] }),
    );
    const server = await serve('npx thelounge start --port $PORT', { env: { THELOUNGE_HOME: home } });
    const filled = new Map<number, Promise<void>>();
    return {
      url: server.url,
      assertAlive: server.assertAlive,
      login: {
        once: `goto /; fill [name=username] = ${user}; fill [name=password] = ${password}; press Enter; wait #sidebar`,
      },
      secrets: [password],
      page: {
        scroller: '#chat .chat',
        row: '#chat .msg[data-type=message]',
        composer: '#input',
        open: (page, { id }) => page.locator(`.channel-list-item[data-name="${id}"]`).click(),
      },
      conversation: async (messages) => {
        const id = `#m${messages}`;
        if (!filled.has(messages)) filled.set(messages, irc.fill(id, messages));
        await filled.get(messages);
        return { id, messages };
      },
      correspondent: async ({ id }) => ({
        send: async (_conversation, text) => {
          const sentUs = monotonicUs();
          await irc.say(id, text);
          return { sentUs, acknowledgedUs: monotonicUs() };
        },
      }),
      [Symbol.asyncDispose]: () => irc.close(),
    };
  },
});
