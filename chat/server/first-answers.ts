/** What comes with the page of a conversation: the answers that the application would ask for, and its first screen. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ConversationResponse, MessagesResponse, User } from '../shared/api.ts';
import { type FirstScreen, paths } from '../shared/first-answers.ts';

/** Answers of the API, as JSON by path. */
export type FirstAnswers = ReadonlyMap<string, string>;

/**
 * What the application asks the API for at once: it comes with the page, which saves a round trip. Whatever is refused is
 * left out, and the application hears of it when it asks.
 */
export async function firstAnswers(app: FastifyInstance, request: FastifyRequest): Promise<FirstAnswers> {
  const { cookie } = request.headers;
  if (cookie === undefined || request.routeOptions.url === '/login') return new Map();
  const { id } = request.params as { id?: string };
  // An address that names none is refused like one of somebody else's.
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

/** As one JSON object; nothing in it ends the script element that it stands in. */
export function answersText(answers: FirstAnswers): string {
  const members = [...answers].map(([path, payload]) => `${JSON.stringify(path)}:${payload}`);
  return `{${members.join(',')}}`.replaceAll('<', '\\u003c');
}

export type RenderFirstScreen = (screen: FirstScreen) => string;

/** What renders it, built with the client; undefined where it was not built. */
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

/** The newest messages of the conversation that is asked for; undefined where another place of it is, or none. */
export function screenOf(
  request: FastifyRequest,
  answers: FirstAnswers,
  render: RenderFirstScreen | undefined,
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
  return render({ me: user, ...known, page: newest });
}
