import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { paths } from '../../shared/first-answers.ts';
import type { Context } from '../context.ts';
import { ApiError, errorCode } from '../errors.ts';
import { pagePolicy } from '../security-headers.ts';

const forGood = 'public, max-age=31536000, immutable';
const answersBlock = /(<script type="application\/json" id="first-answers">)[^<]*(<\/script>)/;
const defectsMeta = /(<meta\s+name="chat-defects"\s+content=")[^"]*(")/;

/** The built web client: its page with the planted defects filled in, and its assets. */
export const clientRoutes =
  ({ clientDir, defects }: Context): FastifyPluginAsync =>
  async (app) => {
    // Vite puts a hash of the content into the names below `assets/`.
    const hashed = join(clientDir, 'assets') + sep;
    const template = await readPage(clientDir);
    const page = template?.replace(defectsMeta, `$1${defects.join(',')}$2`);
    const policy = page === undefined ? undefined : pagePolicy(page);

    await app.register(fastifyStatic, {
      root: clientDir,
      // Routes for the files that are there: no look-up in the file system for those that are not.
      wildcard: false,
      index: false,
      globIgnore: ['index.html', '**/*.{br,gz}'],
      preCompressed: true,
      cacheControl: false,
      suppressWarning: true,
      setHeaders: (reply, path) =>
        reply.header('cache-control', path.startsWith(hashed) ? forGood : 'no-cache'),
    });

    async function sendPage(request: FastifyRequest, reply: FastifyReply): Promise<string> {
      if (page === undefined) {
        throw new ApiError(
          503,
          'CLIENT_NOT_BUILT',
          'The web client is not built. Run `npm run build -w chat`.',
        );
      }
      reply.type('text/html; charset=utf-8');
      reply.headers({ 'cache-control': 'no-store', 'content-security-policy': policy });
      const answers = await firstAnswers(app, request);
      return page.replace(answersBlock, (_block, start, end) => `${start}${answers}${end}`);
    }
    for (const path of ['/', '/login', '/c/:id']) app.get(path, sendPage);
  };

/**
 * What the application asks the API for at once, as JSON by path: it comes with the page, which saves a round trip.
 * Whatever is refused is left out, and the application hears of it when it asks.
 */
async function firstAnswers(app: FastifyInstance, request: FastifyRequest): Promise<string> {
  const { cookie } = request.headers;
  if (cookie === undefined || request.routeOptions.url === '/login') return '{}';
  const { id } = request.params as { id?: string };
  // An address that names none is refused like one of somebody else's.
  const conversation = Number(id);
  const wanted =
    id === undefined ? [paths.conversations] : [paths.conversation(conversation), paths.newest(conversation)];
  const answers = await Promise.all(
    [paths.me, ...wanted].map(async (path) => {
      const { statusCode, payload } = await app.inject({ url: path, headers: { cookie } });
      return statusCode === 200 ? [`${JSON.stringify(path)}:${payload}`] : [];
    }),
  );
  // Nothing in it may end the script element.
  return `{${answers.flat().join(',')}}`.replaceAll('<', '\\u003c');
}

async function readPage(clientDir: string): Promise<string | undefined> {
  try {
    return await readFile(join(clientDir, 'index.html'), 'utf8');
  } catch (error) {
    // The API works without the page.
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
