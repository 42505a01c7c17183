/** As much of an IRC server as one client needs: it registers, joins what it is told to, and gets messages. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

export async function startIrc(nick: string) {
  const { promise: registered, resolve: register } = Promise.withResolvers<Socket>();
  const pongs = new Map<string, () => void>();
  const server = createServer((socket) => {
    const send = (line: string) => socket.write(`:irc.local ${line}\r\n`);
    createInterface({ input: socket }).on('line', (line) => {
      const [command, ...words] = line.split(' ');
      if (command === 'USER') {
        send(`001 ${nick} :Welcome`);
        send(`422 ${nick} :No message of the day`);
        register(socket);
      }
      if (command === 'CAP' && words[0] === 'LS') send('CAP * LS :');
      if (command === 'PING') send(`PONG irc.local ${words.join(' ')}`);
      if (command === 'PONG') pongs.get((words.at(-1) ?? '').replace(/^:/, ''))?.();
    });
    socket.on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the IRC server has no port');

  let pings = 0;
  /** Resolves when the client has taken all lines. */
  const deliver = async (lines: readonly string[]): Promise<void> => {
    const socket = await registered;
    const token = `t${++pings}`;
    const answered = new Promise<void>((resolve) => pongs.set(token, resolve));
    socket.write([...lines, `PING :${token}`, ''].join('\r\n'));
    await answered;
    pongs.delete(token);
  };
  const message = (room: string, text: string) => `:grace!grace@irc.local PRIVMSG ${room} :${text}`;
  return {
    port: address.port,
    /** Opens a room for the client and fills it. */
    fill: async (room: string, messages: number): Promise<void> => {
      const names = [
        `:irc.local 353 ${nick} = ${room} :${nick} grace`,
        `:irc.local 366 ${nick} ${room} :End`,
      ];
      await deliver([`:${nick}!${nick}@irc.local JOIN ${room}`, ...names]);
      const texts = Array.from({ length: messages }, (_, index) =>
        message(room, `Message ${index + 1}: ${'word '.repeat(8 + (index % 37))}`),
      );
      await deliver(texts);
    },
    say: (room: string, text: string): Promise<void> => deliver([message(room, text)]),
    close: async (): Promise<void> => {
      (await Promise.race([registered, Promise.resolve(undefined)]))?.destroy();
      server.close();
    },
  };
}
