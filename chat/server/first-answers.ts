/** What the server embeds in a page: the first API responses for the application, and its first screen. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ConversationResponse, MessagesResponse, User } from '../shared/api.ts';
import type { Defect } from '../shared/defects.ts';
import { type FirstScreen, paths } from '../shared/first-answers.ts';

/** Responses of the API as JSON, by path. */
export type FirstAnswers = ReadonlyMap<string, string>;

/**
 * The API responses that the application requests at its start. They come with the page, which saves a round
 * trip. Errors are left out: the application then requests that path and gets the error.
 */
export async function firstAnswers(app: FastifyInstance, request: FastifyRequest): Promise<FirstAnswers> {
  const { cookie } = request.headers;
  if (cookie === undefined || request.routeOptions.url === '/login') return new Map();
  const { id } = request.params as { id?: string };
  // An id that is not a number is refused in the same way as a conversation of other users.
  const conversation = Number(id);
  const wanted =
    id === undefined ? [paths.conversations] : [paths.conversation(conversation), paths.newest(conversation)];
  const answers = await Promise.all(
    [paths.me, ...wanted].map(async (path): Promise<[string, string][]> => {
      const { statusCode, payload } = await app.inject({ url: path, headers: { cookie } });
      return statusCode === 200 ? [[path, payload]] : [];
    }),
  );
  return new Map(answers.flat());
}

/** The responses as one JSON object, escaped so that it cannot end the script element around it. */
export function answersText(answers: FirstAnswers): string {
  const members = [...answers].map(([path, payload]) => `${JSON.stringify(path)}:${payload}`);
  return `{${members.join(',')}}`.replaceAll('<', '\\u003c');
}

export type RenderFirstScreen = (screen: FirstScreen) => string;

/** The function that renders the first screen, built with the client; undefined when it was not built. */
export async function readFirstScreen(clientDir: string): Promise<RenderFirstScreen | undefined> {
  const file = join(clientDir, 'server/first-screen.js');
  const there = await access(file).then(
    () => true,
    () => false,
  );
  if (!there) return undefined;
  const { firstScreen }: { firstScreen: RenderFirstScreen } = await import(pathToFileURL(file).href);
  return firstScreen;
}

/**
 * Renders the newest messages of the requested conversation; undefined when the request names a place in it
 * (`at`) or no conversation, or when a response or the renderer is missing.
 */
export function screenOf(
  request: FastifyRequest,
  answers: FirstAnswers,
  render: RenderFirstScreen | undefined,
  defects: readonly Defect[],
): string | undefined {
  const { id } = request.params as { id?: string };
  const [me, conversation, page] = [paths.me, paths.conversation(Number(id)), paths.newest(Number(id))].map(
    (path) => answers.get(path),
  );
  const elsewhere = 'at' in (request.query as object);
  if (elsewhere || render === undefined || !me || !conversation || !page) return undefined;
  const { user }: { user: User } = JSON.parse(me);
  const known: ConversationResponse = JSON.parse(conversation);
  const newest: MessagesResponse = JSON.parse(page);
  return render({ me: user, ...known, page: newest, defects });
}
