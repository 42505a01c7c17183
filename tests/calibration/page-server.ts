import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import sharp from 'sharp';

/** Noise, so that no pixel is cheap: an image of less than 0.05 bits a pixel is no candidate for LCP. */
function photo(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  return sharp({ create: { width: 320, height: 320, channels: 3, background: '#888', noise } })
    .jpeg()
    .toBuffer();
}

/**
 * Serves tests/calibration/pages on loopback, and what is known beforehand: `/photo.jpg?delayMs=`, an
 * image of 320 by 320 after that time, and `/bytes?count=`, so many bytes.
 */
export class PageServer implements AsyncDisposable {
  readonly server: Server;
  readonly url: string;
  readonly #sockets: Set<Socket>;

  private constructor(server: Server, sockets: Set<Socket>) {
    this.server = server;
    this.#sockets = sockets;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(): Promise<PageServer> {
    const image = await photo();
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
      if (pathname === '/photo.jpg') {
        setTimeout(() => send(response, image, 'image/jpeg'), Number(searchParams.get('delayMs')));
      } else if (pathname === '/bytes') {
        send(response, Buffer.alloc(Number(searchParams.get('count')), 'x'), 'text/plain');
      } else {
        readFile(new URL(`pages${pathname}`, import.meta.url)).then(
          (body) => send(response, body, 'text/html'),
          () => response.writeHead(404).end(),
        );
      }
    });
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => sockets.add(socket));
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    return new PageServer(server, sockets);
  }

  /** Everything that was ever written to clients: status lines, headers and bodies. */
  get writtenBytes(): number {
    return [...this.#sockets].reduce((sum, socket) => sum + socket.bytesWritten, 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function send(response: ServerResponse, body: Buffer, type: string): void {
  response.writeHead(200, { 'content-type': type, 'content-length': body.length }).end(body);
}
