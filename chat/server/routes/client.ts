import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { ApiError, errorCode } from '../errors.ts';
import { answersText, firstAnswers, readFirstScreen, screenOf } from '../first-answers.ts';
import { pagePolicy } from '../security-headers.ts';

const forGood = 'public, max-age=31536000, immutable';
const bootBlock = /(<div id="root">)[\s\S]*?(<\/div>)/;
const answersBlock = /(<script type="application\/json" id="first-answers">)[^<]*(<\/script>)/;
const defectsMeta = /(<meta\s+name="chat-defects"\s+content=")[^"]*(")/;

/** The built web client: its page, with the planted defects filled in, and its assets. */
export const clientRoutes =
  ({ clientDir, defects }: Context): FastifyPluginAsync =>
  async (app) => {
    // Vite puts a hash of the content into the names below `assets/`.
    const hashed = join(clientDir, 'assets') + sep;
    const template = await readPage(clientDir);
    const page = template?.replace(defectsMeta, `$1${defects.join(',')}$2`);
    const firstScreen = await readFirstScreen(clientDir);
    const policy = page === undefined ? undefined : pagePolicy(page);

    await app.register(fastifyStatic, {
      root: clientDir,
      // Makes a route for each existing file, so that other paths need no look-up in the file system.
      wildcard: false,
      index: false,
      globIgnore: ['index.html', '**/*.{br,gz}', 'server/**'],
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
      const screen = screenOf(request, answers, firstScreen, defects);
      const filled = page.replace(
        answersBlock,
        (_block, start, end) => `${start}${answersText(answers)}${end}`,
      );
      return screen === undefined
        ? filled
        : filled.replace(bootBlock, (_block, start, end) => `${start}${screen}${end}`);
    }
    for (const path of ['/', '/login', '/c/:id']) app.get(path, sendPage);
  };

async function readPage(clientDir: string): Promise<string | undefined> {
  try {
    return await readFile(join(clientDir, 'index.html'), 'utf8');
  } catch (error) {
    // The API works without the page.
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
