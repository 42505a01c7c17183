import { open, rename, rm, writeFile } from 'node:fs/promises';
import type { Upload } from '../../shared/api.ts';
import type { UploadFolder } from './folder.ts';
import { drawPicture, type Picture } from './picture.ts';
import type { Received } from './receive.ts';
import { type AudioType, headBytes, recognise } from './recognise.ts';
import { readWave } from './wave.ts';

/** Types that no program opens as a page or executes, for any content of the file. */
const harmlessTypes =
  /^(?:text\/(?:plain|csv|markdown|calendar)|application\/(?:pdf|zip|gzip|json|rtf|vnd\.openxmlformats-officedocument\.[a-z.]+|vnd\.oasis\.opendocument\.[a-z]+))$/;

const maxNameLength = 200;

/**
 * Turns a received file into what the chat serves, depending on its content: a picture in its sizes, a voice
 * note, or a file.
 *
 * @throws {ApiError} 413 `TOO_LARGE` for a picture of too many pixels
 */
export async function prepareUpload(folder: UploadFolder, received: Received): Promise<Upload> {
  const content = recognise(await readHead(received.path));
  const picture = content === 'image' ? await drawPicture(received.path) : undefined;
  if (picture !== undefined) return keepPicture(folder, received, picture);

  const { sizeBytes } = received;
  const sound = content === 'image' || content === 'other' ? undefined : await readSound(received, content);
  const file = folder.file('original.bin');
  await rename(received.path, file);
  const stored = {
    id: folder.id,
    name: nameOf(received),
    sizeBytes,
    width: null,
    height: null,
    placeholder: null,
  };
  if (sound !== undefined) return { ...stored, ...sound };
  const mimeType = harmlessTypes.test(received.claimedType)
    ? received.claimedType
    : 'application/octet-stream';
  return { ...stored, kind: 'file', mimeType, durationMs: null, peaks: null };
}

async function readHead(path: string): Promise<Buffer> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  return buffer.subarray(0, bytesRead);
}

async function keepPicture(folder: UploadFolder, received: Received, picture: Picture): Promise<Upload> {
  const { original, preview, thumbnail, width, height, placeholder } = picture;
  await rm(received.path);
  await writeFile(folder.file('original.jpg'), original);
  await writeFile(folder.file('preview.webp'), preview);
  await writeFile(folder.file('thumbnail.webp'), thumbnail);
  return {
    id: folder.id,
    kind: 'image',
    name: nameOf(received)
      .replace(/\.[^.]*$/, '')
      .concat('.jpg'),
    mimeType: 'image/jpeg',
    sizeBytes: original.length,
    ...{ width, height, placeholder },
    durationMs: null,
    peaks: null,
  };
}

type Sound = { kind: 'voice'; mimeType: AudioType; durationMs: number | null; peaks: number[] | null };

/** Length and loudness of a recording. Only WAV has them without decoding; undefined for a broken WAV. */
async function readSound({ path, sizeBytes }: Received, mimeType: AudioType): Promise<Sound | undefined> {
  if (mimeType !== 'audio/wav') return { kind: 'voice', mimeType, durationMs: null, peaks: null };
  await using file = await open(path);
  const recording = await readWave(async (position, length) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  }, sizeBytes);
  return recording && { kind: 'voice', mimeType, ...recording };
}

/** The display name: without folders and invisible characters. The file is stored under another name. */
function nameOf({ name }: Received): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '').trim();
  return clean === '' ? 'file' : clean.slice(0, maxNameLength);
}
