import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { waveFile } from '../unit/wave-file.ts';
import { type Chat, expect, test } from './fixtures.ts';
import { upload } from './uploads.ts';

function stored(chat: Chat, id: string, name: string): Promise<Buffer> {
  return readFile(join(chat.uploadsDir, id, name));
}

test('a photo is turned upright, loses what it tells besides its pixels, and gets its sizes', async ({
  chat,
  createRoom,
}) => {
  const photo = await sharp({ create: { width: 1600, height: 1000, channels: 3, background: '#406080' } })
    .withExif({
      IFD0: { Artist: 'Somebody in particular' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  expect((await sharp(photo).metadata()).exif?.toString('latin1')).toContain('Somebody in particular');
  const client = await chat.client((await createRoom()).users[0] ?? 0);

  const claim = { name: 'Straße 7.heic', type: 'image/heic' };
  const { id, placeholder, sizeBytes, ...described } = await upload(chat, client, photo, claim);
  expect(described).toEqual({
    kind: 'image',
    name: 'Straße 7.jpg',
    mimeType: 'image/jpeg',
    width: 1000,
    height: 1600,
    durationMs: null,
    peaks: null,
  });
  const mean = [1, 3, 5].map((at) => Number.parseInt(placeholder?.slice(at, at + 2) ?? '', 16));
  for (const [part, value] of [0x40, 0x60, 0x80].entries()) {
    expect(Math.abs((mean[part] ?? 0) - value)).toBeLessThanOrEqual(4);
  }
  const original = await stored(chat, id, 'original.jpg');
  expect(original.length).toBe(sizeBytes);
  expect(await sharp(original).metadata()).toMatchObject({ format: 'jpeg', width: 1000, height: 1600 });
  for (const name of ['original.jpg', 'preview.webp', 'thumbnail.webp']) {
    const { exif, xmp, iptc, orientation } = await sharp(await stored(chat, id, name)).metadata();
    expect([exif, xmp, iptc, orientation]).toEqual([undefined, undefined, undefined, undefined]);
  }
  const thumbnail = await sharp(await stored(chat, id, 'thumbnail.webp')).metadata();
  expect(thumbnail).toMatchObject({ format: 'webp', width: 480, height: 768 });
});

test('a large picture has a preview of 1280 pixels, and what is transparent is white', async ({
  chat,
  createRoom,
}) => {
  const screenshot = await sharp({
    create: { width: 2600, height: 1000, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  })
    .png()
    .toBuffer();
  const client = await chat.client((await createRoom()).users[0] ?? 0);
  const made = await upload(chat, client, screenshot, { name: 'screen.png', type: 'image/png' });
  expect(made).toMatchObject({ name: 'screen.jpg', width: 2600, height: 1000, placeholder: '#ffffff' });
  const preview = await sharp(await stored(chat, made.id, 'preview.webp')).metadata();
  expect([preview.width, preview.height]).toEqual([1280, 492]);
});

test('a recording is a voice note with its length and its loudness', async ({ chat, createRoom }) => {
  const client = await chat.client((await createRoom()).users[0] ?? 0);
  const amplitudes = Array.from({ length: 48 }, (_, index) => (index < 24 ? 0.5 : 1));
  const recording = waveFile(amplitudes, { sampleRate: 16_000, framesEach: 1_000 });
  const made = await upload(chat, client, recording, { name: 'note.bin', type: 'application/pdf' });
  expect(made).toEqual({
    id: made.id,
    kind: 'voice',
    name: 'note.bin',
    mimeType: 'audio/wav',
    sizeBytes: recording.length,
    width: null,
    height: null,
    durationMs: 3_000,
    placeholder: null,
    peaks: amplitudes.map((amplitude) => amplitude * 100),
  });
  expect(await stored(chat, made.id, 'original.bin')).toEqual(recording);

  const opus = Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.from('…webm…A_OPUS…')]);
  const other = await upload(chat, client, opus, { name: 'note.weba', type: 'audio/webm' });
  expect(other).toMatchObject({ kind: 'voice', mimeType: 'audio/webm', durationMs: null, peaks: null });
});

test('anything else is a file of a harmless type, under a name that people can read', async ({
  chat,
  createRoom,
}) => {
  const client = await chat.client((await createRoom()).users[0] ?? 0);
  const csv = await upload(chat, client, 'a,b', { name: 'Übersicht (1).csv', type: 'text/csv' });
  expect(csv).toMatchObject({ kind: 'file', name: 'Übersicht (1).csv', mimeType: 'text/csv', sizeBytes: 3 });
  const unknown = await upload(chat, client, 'x', { name: '..\\..\\etc/pass\u202ewd', type: 'x/y' });
  expect(unknown).toMatchObject({ kind: 'file', name: 'passwd', mimeType: 'application/octet-stream' });
  const empty = await upload(chat, client, '', { name: 'empty', type: 'text/plain' });
  expect(empty).toMatchObject({ kind: 'file', sizeBytes: 0 });
});
