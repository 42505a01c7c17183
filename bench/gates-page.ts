import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page that reports when it has been scrolled half of {@link distancePx}. */
export interface GatesPage extends AsyncDisposable {
  readonly url: string;
  /** Resolves when the next loaded page has been scrolled half of the distance; rejects after 30 s. */
  middle: () => Promise<void>;
}

/** Distance and speed of the scroll: it takes four seconds, two of them after the middle. */
export const distancePx = 6_000;
export const pixelsPerSecond = 1_500;

const patienceMs = 30_000;

const rows = Array.from({ length: 200 }, (_, row) => `<p>Row ${row}</p>`).join('');
const html = `<!doctype html><title>Gates</title><link rel="icon" href="data:,">
<style>p { height: 50px; margin: 0 }</style><main>${rows}</main>
<script>
  const tell = () => {
    if (scrollY < ${distancePx / 2}) return;
    removeEventListener('scroll', tell);
    fetch('/middle');
  };
  addEventListener('scroll', tell, { passive: true });
</script>`;

/** Serves the page on loopback. */
export async function serveGatesPage(): Promise<GatesPage> {
  let reached: () => void = () => undefined;
  const server = createServer((request, response) => {
    if (request.url === '/middle') {
      reached();
      response.writeHead(204).end();
    } else {
      response.writeHead(200, { 'content-type': 'text/html' }).end(html);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    middle: () => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const late = new Error('The page was not scrolled half the way within 30 s.');
      const timer = setTimeout(() => reject(late), patienceMs);
      reached = () => {
        clearTimeout(timer);
        resolve();
      };
      return promise;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
