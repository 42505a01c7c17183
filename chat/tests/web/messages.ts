import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeVoice } from '../../../seed/voice.ts';
import type { OwnedClient } from '../../../src/database/client.ts';
import { ids } from '../server/fixtures.ts';
import type { History } from './data.ts';

type Added = { body?: string; attachments?: Kind[]; link?: string };

/** Adds a message of the other member at the end, as if it had been there all along. */
export async function addMessage(
  sql: OwnedClient,
  history: History,
  { body = '', attachments = [], link }: Added,
): Promise<History> {
  const messages = history.messages + 1;
  const kind = attachments.length > 0 ? 'media' : 'text';
  const [id] = await ids(
    sql,
    'insert into messages (conversation_id, sequence, sender_id, kind, body) values ($1, $2, $3, $4, $5) returning id',
    [history.id, messages, history.other, kind, body],
  );
  await sql.query('update conversations set last_sequence = $2 where id = $1', [history.id, messages]);
  for (const [position, each] of attachments.entries()) await addAttachment(sql, id, position, each);
  if (link !== undefined) {
    await sql.query(
      `insert into link_previews (message_id, url, site, title, description)
       values ($1, $2, 'example.org', 'Notes on the storyboard', 'Second version, with the new ending.')`,
      [id, link],
    );
  }
  return { ...history, messages };
}

const mimeTypes = { image: 'image/jpeg', video: 'video/webm', voice: 'audio/wav' };
type Kind = keyof typeof mimeTypes;

async function addAttachment(sql: OwnedClient, messageId: number | undefined, position: number, kind: Kind) {
  const voice = kind === 'voice' ? recorded : null;
  const file = [voice ? 'voice-0' : 'picture-0', `${kind}-${position}`, mimeTypes[kind]];
  const looks = voice ? [null, null, null] : [1600, 1200, '#7a9e9f'];
  const sounds = [kind === 'video' ? 3_000 : (voice?.durationMs ?? null), voice?.peaks ?? null];
  await sql.query(
    `insert into attachments
       (message_id, position, kind, media_key, name, mime_type, size_bytes, width, height, placeholder, duration_ms, peaks)
     values ($1, $2, $3, $4, $5, $6, 240000, $7, $8, $9, $10, $11)`,
    [messageId, position, kind, ...file, ...looks, ...sounds],
  );
}

const recorded = makeVoice(1, 0);

/** Makes the recording that {@link addMessage} refers to. */
export async function writeRecording(mediaDir: string): Promise<void> {
  const folder = join(mediaDir, 'voice-0');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'original.bin'), recorded.content);
}

/** Makes the conversation one between the reader and the other member. */
export async function makeDirect(sql: OwnedClient, { id, reader, other }: History): Promise<void> {
  await sql.query('delete from members where conversation_id = $1 and user_id <> all($2::bigint[])', [
    id,
    [reader, other],
  ]);
  await sql.query("update conversations set kind = 'direct' where id = $1", [id]);
}
