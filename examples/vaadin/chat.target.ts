/** Vaadin's message list and input, built by Vite, and a small server that passes messages on. */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import path from 'node:path';
import { defineTarget, monotonicUs } from 'backscroll';
import { build } from 'vite';

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export default defineTarget({
  id: 'vaadin',
  prepare: async ({ folder, moduleFolder }) => {
    await build({ root: moduleFolder, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
    return { state: folder, summary: 'Vaadin messages, built' };
  },
  start: async ({ port, state: dist }) => {
    const readers = new Set<ServerResponse>();
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      if (pathname === '/events') {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
        readers.add(response);
        response.on('close', () => readers.delete(response));
        return;
      }
      const file = path.join(dist, path.normalize(pathname === '/' ? '/index.html' : pathname));
      response.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream');
      createReadStream(file)
        .on('error', () => response.writeHead(404).end())
        .pipe(response);
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`;
    return {
      url,
      page: {
        scroller: 'vaadin-message-list',
        row: 'vaadin-message',
        composer: 'vaadin-message-input textarea',
        conversationUrl: ({ messages }) => `${url}/?messages=${messages}`,
      },
      conversation: async (messages) => ({ id: String(messages), messages }),
      correspondent: async () => ({
        send: async (_conversation, text) => {
          const sentUs = monotonicUs();
          for (const reader of readers) reader.write(`data: ${text}\n\n`);
          return { sentUs, acknowledgedUs: monotonicUs() };
        },
      }),
      [Symbol.asyncDispose]: async () => {
        server.closeAllConnections();
        server.close();
      },
    };
  },
});
