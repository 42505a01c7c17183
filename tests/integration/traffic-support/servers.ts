import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { Worker } from 'node:worker_threads';

export type RunningServer = AsyncDisposable & { url: string; server: Server };

/** The URL of a listening server. */
export function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The server does not listen on a port.');
  return `http://127.0.0.1:${address.port}`;
}

/** A real HTTP server in this process. */
export async function serve(listener: RequestListener): Promise<RunningServer> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: urlOf(server),
    server,
    async [Symbol.asyncDispose]() {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/**
 * A real HTTP server in a thread of its own, which stands still for `freezeMs` when request number
 * `freezeAt` arrives: no answer, no new connection, as in a stop of the whole process.
 */
export async function serveWithFreeze(freeze: {
  freezeAt: number;
  freezeMs: number;
}): Promise<AsyncDisposable & { url: string }> {
  const worker = new Worker(new URL('./freezing-server.ts', import.meta.url), { workerData: freeze });
  const [url] = (await once(worker, 'message')) as [string];
  return {
    url,
    async [Symbol.asyncDispose]() {
      await worker.terminate();
    },
  };
}
