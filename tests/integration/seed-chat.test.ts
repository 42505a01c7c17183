/** What was seeded, as the files and the chat's server give it. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { meResponse, messagesResponse } from '../../chat/shared/api.ts';
import { httpClient } from '../../chat/tests/server/fixtures.ts';
import { runServer } from '../../chat/tests/server/process.ts';
import { ensurePasswords, ensureTokens, seedTarget } from '../../seed/index.ts';
import { expect, migrate } from './database-fixture.ts';
import { test } from './seed-fixture.ts';

test('every attachment has its file, as large as its row says', async ({
  client,
  databaseUrl,
  directory,
}) => {
  await seedTarget({ databaseUrl, directory, size: 'small', seed: 7, migrate });
  const { rows } = await client.query<Record<'kind' | 'type' | 'key' | 'bytes' | 'ratio' | 'peaks', unknown>>(
    `select kind, mime_type as type, media_key as key, size_bytes::int as bytes,
            width::float8 / height as ratio, array_length(peaks, 1) as peaks
     from attachments group by 1, 2, 3, 4, 5, 6`,
  );
  const originals = {
    image: 'original.jpg',
    video: 'original.webm',
    voice: 'original.bin',
    file: 'original.bin',
  };
  const counts: Record<string, number> = {};
  for (const { kind, type, key, bytes, ratio, peaks } of rows) {
    const name = originals[kind as keyof typeof originals];
    counts[String(kind)] = (counts[String(kind)] ?? 0) + 1;
    expect((await stat(join(directory, 'media', String(key), name))).size).toBe(bytes);
    expect(peaks).toBe(kind === 'voice' ? 48 : null);
    if (kind === 'voice')
      expect({ type, small: Number(bytes) <= 130_000 }).toEqual({ type: 'audio/wav', small: true });
    if (kind !== 'video') continue;
    expect({ type, small: Number(bytes) < 600_000 }).toEqual({ type: 'video/webm', small: true });
    const poster = await sharp(join(directory, 'media', String(key), 'preview.webp')).metadata();
    expect(Math.abs(Number(ratio) / (poster.width / poster.height) - 1)).toBeLessThan(0.01);
  }
  expect(counts).toEqual({ image: 24, video: 6, voice: 6, file: 9 });
});

test('the chat lets a seeded user in by password and serves what was seeded', async ({
  databaseUrl,
  directory,
}) => {
  await seedTarget({ databaseUrl, directory, size: 'small', seed: 7, migrate });
  const { secret, byUser } = await ensureTokens(directory);
  const [[handle, password] = ['', '']] = Object.entries(await ensurePasswords(directory, secret, 7));
  await using server = await runServer('serve', {
    DATABASE_URL: databaseUrl,
    CHAT_TOKEN_SECRET: secret,
    CHAT_MEDIA_DIR: join(directory, 'media'),
    CHAT_UPLOADS_DIR: join(directory, 'uploads'),
  });
  const logIn = await fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ handle, password }),
  });
  expect(logIn.status).toBe(204);
  const [cookie = ''] = logIn.headers.getSetCookie();
  const me = await fetch(`${server.url}/api/me`, { headers: { cookie: cookie.split(';', 1)[0] ?? '' } });
  expect(meResponse.parse(await me.json()).user).toMatchObject({ id: 1, handle: 'robin.vale.1' });

  const client = httpClient(server.url, byUser['1'] ?? '');
  const { messages } = await client.get('/api/conversations/5/messages?limit=100', messagesResponse);
  const previewed = messages.filter(({ linkPreview }) => linkPreview !== null);
  expect(previewed.length).toBeGreaterThan(0);
  for (const { body, linkPreview } of previewed) expect(body).toContain(linkPreview?.url);
  const attachments = messages.flatMap((message) => message.attachments);
  for (const [kind, type] of Object.entries({ video: 'video/webm', voice: 'audio/wav' })) {
    const attachment = attachments.find((each) => each.kind === kind);
    expect(attachment?.peaks?.length ?? null).toBe(kind === 'voice' ? 48 : null);
    const original = await client.request('GET', `/media/${attachment?.id}/original`);
    expect({ status: original.status, type: original.headers.get('content-type') }).toEqual({
      status: 200,
      type,
    });
    expect((await original.arrayBuffer()).byteLength).toBe(attachment?.sizeBytes);
  }
});
