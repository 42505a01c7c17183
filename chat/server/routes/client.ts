import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { ApiError, errorCode } from '../errors.ts';
import { pagePolicy } from '../security-headers.ts';

const dist = new URL('../../web/dist/', import.meta.url);
const defectsMeta = /(<meta\s+name="chat-defects"\s+content=")[^"]*(")/;

/** The built web client: its page with the planted defects filled in, and its assets. */
export const clientRoutes =
  ({ defects }: Context): FastifyPluginAsync =>
  async (app) => {
    const template = await readPage();
    const page = template?.replace(defectsMeta, `$1${defects.join(',')}$2`);
    const policy = page === undefined ? undefined : pagePolicy(page);

    await app.register(fastifyStatic, {
      root: fileURLToPath(dist),
      // Routes for the files that are there: no look-up in the file system for those that are not.
      wildcard: false,
      index: false,
      globIgnore: ['index.html', '**/*.{br,gz}'],
      preCompressed: true,
      cacheControl: false,
      suppressWarning: true,
      setHeaders: (reply, path) => reply.header('cache-control', cacheControl(path)),
    });

    async function sendPage(_request: FastifyRequest, reply: FastifyReply): Promise<string> {
      if (page === undefined) {
        throw new ApiError(
          503,
          'CLIENT_NOT_BUILT',
          'The web client is not built. Run `npm run build -w chat`.',
        );
      }
      reply.type('text/html; charset=utf-8');
      reply.headers({ 'cache-control': 'no-cache', 'content-security-policy': policy });
      return page;
    }
    for (const path of ['/', '/login', '/c/:id']) app.get(path, sendPage);
  };

/** Vite puts a hash of the content into the names below `assets/`. */
function cacheControl(path: string): string {
  return path.includes('/dist/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}

async function readPage(): Promise<string | undefined> {
  try {
    return await readFile(new URL('index.html', dist), 'utf8');
  } catch (error) {
    // The API works without the page.
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
