import type { Upload } from '../../../shared/api.ts';
import { ApiError } from './api.ts';
import { newClientId } from './client-id.ts';
import type { Attached } from './pending.ts';
import { Store } from './store.ts';
import { largestBytes, tooLarge, uploadFile } from './upload-file.ts';

export type UploadItem = {
  key: string;
  file: File;
  /** The local picture; null if the file is not a picture. */
  localUrl: string | null;
  /** Share that has been sent, 0 to 1. */
  progress: number;
  /** The server's description of the upload; null until it is complete. */
  upload: Upload | null;
  problem: { text: string; final: boolean } | null;
};

export type UploadsState = { items: readonly UploadItem[]; notice: string | null };

const mostFiles = 10;
/** Two at the same time leave connections for what the reader looks at. */
const atOnce = 2;

/** The files for the next message. They upload while it is being written. */
export class Uploads {
  readonly state = new Store<UploadsState>({ items: [], notice: null });
  readonly #aborts = new Map<string, () => void>();

  add(files: readonly File[]): void {
    const { items } = this.state.get();
    const free = mostFiles - items.length;
    const leftOut = Math.max(0, files.length - free);
    const notice = leftOut === 0 ? null : `At most ${mostFiles} files in a message: ${leftOut} left out`;
    this.state.set({ items: [...items, ...files.slice(0, free).map(newItem)], notice });
    this.#startNext();
  }

  retry(key: string): void {
    this.#change(key, { problem: null, progress: 0 });
    this.#startNext();
  }

  /** Removes a file, whether it is uploaded, uploading or failed. */
  remove(key: string): void {
    const { items } = this.state.get();
    const item = items.find((other) => other.key === key);
    if (item === undefined) return;
    this.state.set({ items: items.filter((other) => other !== item), notice: null });
    if (item.localUrl !== null) URL.revokeObjectURL(item.localUrl);
    this.#aborts.get(key)?.();
  }

  /** Passes the uploaded files on to a message, which then owns their pictures. */
  take(): Attached[] {
    const { items } = this.state.get();
    this.state.set({ items: [], notice: null });
    return items.flatMap(({ upload, localUrl }) => (upload === null ? [] : [{ ...upload, localUrl }]));
  }

  clear(): void {
    for (const { key } of this.state.get().items) this.remove(key);
  }

  #startNext(): void {
    for (const { key, file, upload, problem } of this.state.get().items) {
      if (this.#aborts.size >= atOnce) return;
      if (upload === null && problem === null && !this.#aborts.has(key)) void this.#send(key, file);
    }
  }

  async #send(key: string, file: File): Promise<void> {
    const { done, abort } = uploadFile(file, (progress) => this.#change(key, { progress }));
    this.#aborts.set(key, abort);
    try {
      this.#change(key, { upload: await done });
    } catch (error) {
      this.#change(key, { problem: problemOf(error) });
    } finally {
      this.#aborts.delete(key);
      this.#startNext();
    }
  }

  /** Does nothing for a file that was removed meanwhile. */
  #change(key: string, change: Partial<UploadItem>): void {
    const items = this.state.get().items.map((item) => (item.key === key ? { ...item, ...change } : item));
    this.state.update({ items });
  }
}

function newItem(file: File): UploadItem {
  return {
    key: newClientId(),
    file,
    localUrl: file.type.startsWith('image/') ? URL.createObjectURL(file) : null,
    progress: 0,
    upload: null,
    problem: file.size > largestBytes ? { text: tooLarge, final: true } : null,
  };
}

function problemOf(error: unknown): UploadItem['problem'] {
  if (!(error instanceof ApiError)) throw error;
  return { text: error.message, final: error.status === 413 };
}
