import { resolve } from 'node:path';
import type { Attachment, Rendition } from '../shared/api.ts';

/** The file name of each rendition that an attachment of each kind has. */
const fileNames: Record<Attachment['kind'], Partial<Record<Rendition, string>>> = {
  image: { thumbnail: 'thumbnail.webp', preview: 'preview.webp', original: 'original.jpg' },
  // The thumbnail and the preview are the poster.
  video: { thumbnail: 'thumbnail.webp', preview: 'preview.webp', original: 'original.webm' },
  voice: { original: 'original.bin' },
  file: { original: 'original.bin' },
};

const uploadPrefix = 'upload/';

/** The media key of the upload with this id. */
export function uploadKey(id: string): string {
  return uploadPrefix + id;
}

/** The two folders of media: one for seeded files, one for uploads. */
export class MediaFolders {
  readonly #seeded: string;
  readonly #uploaded: string;

  constructor(folders: { mediaDir: string; uploadsDir: string }) {
    this.#seeded = resolve(folders.mediaDir);
    this.#uploaded = resolve(folders.uploadsDir);
  }

  /** The file of a rendition, in the folder of the media key; undefined if the kind has no such rendition. */
  find(
    { kind, mediaKey }: Pick<Attachment, 'kind'> & { mediaKey: string },
    rendition: Rendition,
  ): { root: string; path: string } | undefined {
    const name = fileNames[kind][rendition];
    if (name === undefined) return undefined;
    return mediaKey.startsWith(uploadPrefix)
      ? { root: this.#uploaded, path: `${mediaKey.slice(uploadPrefix.length)}/${name}` }
      : { root: this.#seeded, path: `${mediaKey}/${name}` };
  }
}
