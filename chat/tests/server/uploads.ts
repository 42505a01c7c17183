import { readdir } from 'node:fs/promises';
import { type Message, sendResponse, type Upload, uploadResponse } from '../../shared/api.ts';
import type { Chat, Client } from './fixtures.ts';

/** What a sender says of a file. */
export type Claim = { name: string; type: string };

/** Sends a form to the route for uploads. */
export function postForm(chat: Chat, client: Client, form: FormData): Promise<Response> {
  return fetch(`${chat.server.url}/api/uploads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${client.token}` },
    body: form,
  });
}

/** Sends one file in a form. */
export function postFile(
  chat: Chat,
  client: Client,
  content: Buffer | string,
  { name, type }: Claim = { name: 'notes.txt', type: 'text/plain' },
): Promise<Response> {
  const form = new FormData();
  form.set(
    'file',
    new File([typeof content === 'string' ? content : new Uint8Array(content)], name, { type }),
  );
  return postForm(chat, client, form);
}

/** Uploads a file that must be taken. */
export async function upload(
  chat: Chat,
  client: Client,
  content: Buffer | string,
  claim?: Claim,
): Promise<Upload> {
  const answer = await postFile(chat, client, content, claim);
  if (answer.status !== 201) throw new Error(`not taken: ${answer.status} ${await answer.text()}`);
  return uploadResponse.parse(await answer.json()).upload;
}

/** Sends a message with uploads. */
export function sendUploads(
  client: Client,
  conversationId: number,
  uploads: readonly string[],
  { clientId = crypto.randomUUID(), body }: { clientId?: string; body?: string } = {},
): Promise<Response> {
  return client.request('POST', `/api/conversations/${conversationId}/messages`, { clientId, uploads, body });
}

/** Sends a message with uploads that must be taken. */
export async function sent(answer: Promise<Response>): Promise<Message> {
  const response = await answer;
  if (response.status !== 201) throw new Error(`not sent: ${response.status} ${await response.text()}`);
  return sendResponse.parse(await response.json()).message;
}

/** What lies in the folder for uploads now. */
export async function uploadFolders(chat: Chat): Promise<string[]> {
  // It is made with the first upload.
  return (await readdir(chat.uploadsDir).catch(() => [])).sort();
}

/** Status and code of a refusal. */
export async function refusalOf(answer: Response): Promise<string> {
  return `${answer.status} ${((await answer.json()) as { error: { code: string } }).error.code}`;
}
