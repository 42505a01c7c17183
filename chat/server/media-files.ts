import { resolve } from 'node:path';
import type { Attachment, Rendition } from '../shared/api.ts';

/** What there is of an attachment of each kind, by the name of its file. */
const fileNames: Record<Attachment['kind'], Partial<Record<Rendition, string>>> = {
  image: { thumbnail: 'thumbnail.webp', preview: 'preview.webp', original: 'original.jpg' },
  // Its small renditions are the poster.
  video: { thumbnail: 'thumbnail.webp', preview: 'preview.webp', original: 'original.webm' },
  voice: { original: 'original.bin' },
  file: { original: 'original.bin' },
};

const uploadPrefix = 'upload/';

/** The media key of what was uploaded under this id. */
export function uploadKey(id: string): string {
  return uploadPrefix + id;
}

/** Where media lies: what was seeded in one folder, what was uploaded in another. */
export class MediaFolders {
  readonly #seeded: string;
  readonly #uploaded: string;

  constructor(folders: { mediaDir: string; uploadsDir: string }) {
    this.#seeded = resolve(folders.mediaDir);
    this.#uploaded = resolve(folders.uploadsDir);
  }

  /** The file of a rendition, below the folder of its attachment's key; undefined where the kind has none. */
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
