/** Serves the dial page on loopback. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { seededRandom } from '../../src/core/statistics/random.ts';
import { type Dials, dialQuery } from './dials.ts';

export class DialServer implements AsyncDisposable {
  readonly server: Server;
  readonly origin: string;

  private constructor(server: Server) {
    this.server = server;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(): Promise<DialServer> {
    const [page, picture] = await Promise.all([
      readFile(new URL('page.html', import.meta.url)),
      noisePicture(),
    ]);
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
      const send = (type: string, body: Buffer): void => {
        response.writeHead(200, {
          'content-type': type,
          'content-length': body.length,
          'cache-control': 'no-store',
        });
        response.end(body);
      };
      if (pathname === '/') send('text/html; charset=utf-8', page);
      else if (pathname === '/image')
        send('image/jpeg', paddedJpeg(picture, Number(searchParams.get('bytes'))));
      else response.writeHead(404).end();
    });
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    return new DialServer(server);
  }

  /**
   * The page at these settings.
   *
   * @param pause rounds of work in every sixth scroll event
   * @param noise how far its work and bytes vary from load to load: the standard deviation of their logarithm
   */
  url(dials: Dials, pause: number, noise = 0): URL {
    return new URL(`/?${dialQuery(dials)}&pause=${pause}&noise=${noise}`, this.origin);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A picture of noise, so that it has enough bits to be a candidate for LCP. */
async function noisePicture(): Promise<Buffer> {
  const [width, height] = [320, 240];
  const random = seededRandom(1);
  const pixels = Buffer.from(Array.from({ length: width * height * 3 }, () => Math.floor(random() * 256)));
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 60 })
    .toBuffer();
}

/** The largest size of a comment segment with its marker (bytes). */
const longestSegment = 65_537;

/**
 * The same JPEG at exactly the given size: adds comment segments after its first marker, which a decoder
 * skips. So the dial changes the transfer, not the decoding.
 *
 * @throws RangeError when `bytes` is less than 4 above the size of the picture
 */
export function paddedJpeg(picture: Buffer, bytes: number): Buffer {
  const parts: Buffer[] = [];
  let missing = bytes - picture.length;
  if (missing < 4) throw new RangeError(`${bytes} bytes cannot hold a picture of ${picture.length}`);
  while (missing > 0) {
    // The rest must be 0, or enough for one more segment of at least 4 bytes.
    const size = missing <= longestSegment ? missing : Math.min(longestSegment, missing - 4);
    const segment = Buffer.alloc(size, 0x20);
    segment.writeUInt16BE(0xff_fe, 0);
    segment.writeUInt16BE(size - 2, 2);
    parts.push(segment);
    missing -= size;
  }
  return Buffer.concat([picture.subarray(0, 2), ...parts, picture.subarray(2)]);
}
