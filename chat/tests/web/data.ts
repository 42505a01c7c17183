import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { makeClip } from '../../../seed/clip.ts';
import type { OwnedClient } from '../../../src/database/client.ts';
import { ids } from '../server/fixtures.ts';

/** A group with a long history: texts of every length, pictures, albums, a video, files, a poll, reactions. */
export type History = { id: number; reader: number; other: number; messages: number };

type Shape = { width: number; height: number; colour: string };

const shapes: Shape[] = [
  { width: 1600, height: 1200, colour: '#7a9e9f' },
  { width: 1200, height: 1600, colour: '#b8a06a' },
  { width: 2000, height: 900, colour: '#8a6f8f' },
];

const names = ['Amara Okafor', 'Jonas Lindqvist', 'Mei Tanaka', 'Rafael Costa'];
const sentences = [
  'Morning! Did everyone see the new storyboard?',
  'Yes, and I think the second scene is much stronger now. The pacing works, the colours are calmer, and the ending finally has room to breathe.',
  'Same here 👍',
  'The notes are at https://example.org/notes/storyboard-2 if you want to read along.',
  'I will take another look after lunch and send my comments. There are two frames that I would still like to move, but that is a small thing and can wait until we have heard from the others.',
  'Great.',
  'Can we meet at three?\nThe small room is free, and I will bring the prints.',
];

/** Makes the pictures that {@link insertHistory} refers to, and the one clip: all videos are of the first. */
export async function writePictures(mediaDir: string): Promise<void> {
  for (const [index, { width, height, colour }] of shapes.entries()) {
    const folder = join(mediaDir, `picture-${index}`);
    await mkdir(folder, { recursive: true });
    const base = sharp({ create: { width, height, channels: 3, background: colour } }).composite([
      { input: landscape(width, height, index) },
    ]);
    const original = await base.jpeg().toBuffer();
    await sharp(original).toFile(join(folder, 'original.jpg'));
    await sharp(original).resize({ width: 1280 }).webp().toFile(join(folder, 'preview.webp'));
    await sharp(original).resize({ width: 480 }).webp().toFile(join(folder, 'thumbnail.webp'));
    if (index === 0) await writeFile(join(folder, 'original.webm'), (await makeClip(1, 0, original)).content);
  }
}

function landscape(width: number, height: number, index: number): Buffer {
  const hills = [0.55, 0.7, 0.85].map(
    (level, n) =>
      `<path fill="hsl(${(index * 90 + n * 18) % 360} 30% ${58 - n * 14}%)" d="M0 ${height * level} Q${width * 0.3} ${height * (level - 0.2)} ${width * 0.55} ${height * level} T${width} ${height * (level - 0.05)} V${height} H0Z"/>`,
  );
  const sun = `<circle cx="${width * 0.72}" cy="${height * 0.28}" r="${height * 0.09}" fill="#fff4d6"/>`;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${sun}${hills.join('')}</svg>`,
  );
}

/** Inserts a group with `messages` messages over several days; every fifth one has attachments. */
export async function insertHistory(sql: OwnedClient, messages: number): Promise<History> {
  const users = await ids(
    sql,
    `insert into users (handle, name, hue)
     select 'web-' || gen_random_uuid(), name, 40 + 80 * (n - 1) from unnest($1::text[]) with ordinality as t(name, n)
     returning id`,
    [names],
  );
  const [reader = 0, other = 0] = users;
  const [id = 0] = await ids(
    sql,
    `insert into conversations (kind, channel, title, last_sequence, last_message_at)
     values ('group', 'web', 'Storyboard', $1, now()) returning id`,
    [messages],
  );
  await sql.query(
    'insert into members (conversation_id, user_id, last_read_sequence) select $1, unnest($2::bigint[]), $3',
    [id, users, Math.max(0, messages - 3)],
  );
  await insertMessages(sql, { id, users, messages });
  await insertAttachments(sql, id);
  await insertExtras(sql, id, users);
  return { id, reader, other, messages };
}

async function insertMessages(
  sql: OwnedClient,
  { id, users, messages }: { id: number; users: number[]; messages: number },
): Promise<void> {
  await sql.query(
    `insert into messages (conversation_id, sequence, sender_id, kind, body, created_at)
     select $1, n, ($2::bigint[])[1 + (n / 3 + n / 7) % 4],
       case when n % 5 = 0 then 'media' when n % 41 = 0 then 'poll' else 'text' end,
       case when n % 10 = 0 then '' when n % 41 = 0 then 'Which frame goes first?'
         else ($3::text[])[1 + n * 5 % 7] end,
       now() - ($4::int - n) * interval '4 minutes'
     from generate_series(1, $4::int) n`,
    [id, users, sentences, messages],
  );
}

async function insertAttachments(sql: OwnedClient, id: number): Promise<void> {
  await sql.query(
    `insert into attachments
       (message_id, position, kind, media_key, name, mime_type, size_bytes, width, height, duration_ms, placeholder)
     select m.id, p, s.kind, 'picture-' || shape, case s.kind when 'file' then 'Storyboard.pdf' else 'frame.jpg' end,
       case s.kind when 'file' then 'application/pdf' when 'video' then 'video/webm' else 'image/jpeg' end, 2400000,
       case when s.kind <> 'file' then ($2::int[])[shape + 1] end, case when s.kind <> 'file' then ($3::int[])[shape + 1] end,
       case when s.kind = 'video' then 3000 end, case when s.kind <> 'file' then ($4::text[])[shape + 1] end
     from messages m
     cross join lateral generate_series(0, (array[0, 0, 1, 2, 4])[1 + m.sequence / 5 % 5]) p
     cross join lateral (select (m.sequence / 5 + p) % 3 as shape,
       case when m.sequence % 35 = 0 then 'file' when m.sequence % 45 = 0 and p = 0 then 'video' else 'image' end as kind) s
     where m.conversation_id = $1 and m.kind = 'media'`,
    [
      id,
      shapes.map(({ width }) => width),
      shapes.map(({ height }) => height),
      shapes.map(({ colour }) => colour),
    ],
  );
}

async function insertExtras(sql: OwnedClient, id: number, users: number[]): Promise<void> {
  await sql.query(
    `insert into poll_options (message_id, position, label)
     select m.id, p, (array['The harbour', 'The empty street', 'Both, side by side'])[p] from messages m, generate_series(1, 3) p
     where m.conversation_id = $1 and m.kind = 'poll'`,
    [id],
  );
  await sql.query(
    `insert into poll_votes (message_id, position, user_id)
     select m.id, 1 + u.n % 2, u.id from messages m, unnest($2::bigint[]) with ordinality as u(id, n)
     where m.conversation_id = $1 and m.kind = 'poll'`,
    [id, users],
  );
  await sql.query(
    `insert into reactions (message_id, user_id, emoji)
     select m.id, u.id, case u.n % 2 when 0 then '👍' else '🎉' end
     from messages m, unnest($2::bigint[]) with ordinality as u(id, n)
     where m.conversation_id = $1 and m.sequence % 9 = 0 and u.n <= 1 + m.sequence % 4`,
    [id, users],
  );
}
