/** The Lounge, a chat client with a server and a login of its own, in front of a small IRC server. */
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { defineTarget, monotonicUs } from 'backscroll';
import bcrypt from 'bcryptjs';
import { startIrc } from './irc.ts';

const user = 'ada';
/** This version looks for updates, and errors of its HTTP library would end it where GitHub cannot be reached. */
const offline = `--import=data:text/javascript,process.on('uncaughtException',(error)=>{if(!error.stack.includes('Request'))throw(error)})`;

export default defineTarget({
  id: 'the-lounge',
  start: async ({ folder, serve }) => {
    const irc = await startIrc(user);
    const password = randomUUID();
    const home = path.join(folder, randomUUID());
    await mkdir(path.join(home, 'users'), { recursive: true });
    const config = { public: false, host: '127.0.0.1', maxHistory: 10_000, prefetch: false };
    // Its configuration is CommonJS.
    await writeFile(path.join(home, 'package.json'), '{}');
    await writeFile(path.join(home, 'config.js'), `module.exports = ${JSON.stringify(config)};`);
    const network = { name: 'Local', host: '127.0.0.1', port: irc.port, tls: false, nick: user };
    await writeFile(
      path.join(home, 'users', `${user}.json`),
      JSON.stringify({ password: await bcrypt.hash(password, 8), log: false, networks: [network] }),
    );
    const env = { THELOUNGE_HOME: home, NODE_OPTIONS: offline };
    const server = await serve('npx thelounge start -c port=$PORT', { env });
    // Channel 1 is the lobby of the network; rooms are numbered as they are joined.
    const rooms = new Map<number, { id: string; filled: Promise<void> }>();
    return {
      url: server.url,
      assertAlive: server.assertAlive,
      login: {
        once: `goto /; fill [name=username] = ${user}; fill #signin-password = ${password}; press Enter; wait #sidebar`,
      },
      secrets: [password],
      page: {
        scroller: '#chat .chat',
        row: '#chat .msg[data-type=message]',
        composer: '#input',
        conversationUrl: ({ id }) => `${server.url}/#/chan-${id}`,
      },
      conversation: async (messages) => {
        const room = rooms.get(messages) ?? {
          id: String(2 + rooms.size),
          filled: irc.fill(`#m${messages}`, messages),
        };
        rooms.set(messages, room);
        await room.filled;
        return { id: room.id, messages };
      },
      correspondent: async ({ messages }) => ({
        send: async (_conversation, text) => {
          const sentUs = monotonicUs();
          await irc.say(`#m${messages}`, text);
          return { sentUs, acknowledgedUs: monotonicUs() };
        },
      }),
      [Symbol.asyncDispose]: () => irc.close(),
    };
  },
});
