import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The folder of one upload. It is removed when disposed of, unless the upload is kept, so that an upload
 * that was torn, refused or not recorded leaves nothing behind.
 */
export class UploadFolder implements AsyncDisposable {
  readonly id = randomUUID();
  readonly #finished: string;
  #path: string;
  #kept = false;

  private constructor(uploadsDir: string) {
    this.#finished = join(uploadsDir, this.id);
    this.#path = `${this.#finished}.unfinished`;
  }

  static async create(uploadsDir: string): Promise<UploadFolder> {
    const folder = new UploadFolder(uploadsDir);
    await mkdir(folder.#path, { recursive: true });
    return folder;
  }

  /** Where a file of this name lies, until {@link finish}. */
  file(name: string): string {
    return join(this.#path, name);
  }

  /** Gives the folder its final name: everything is in it. */
  async finish(): Promise<void> {
    await rename(this.#path, this.#finished);
    this.#path = this.#finished;
  }

  /** From now on the folder stays. */
  keep(): void {
    this.#kept = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#kept) await rm(this.#path, { recursive: true, force: true });
  }
}
