import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The folder of one upload. Disposal removes it unless {@link keep} was called, so an upload that was
 * incomplete, refused or not recorded leaves nothing behind.
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

  /** The path of a file of this name, valid until {@link finish}. */
  file(name: string): string {
    return join(this.#path, name);
  }

  /** Gives the folder its final name, when all files are in it. */
  async finish(): Promise<void> {
    await rename(this.#path, this.#finished);
    this.#path = this.#finished;
  }

  /** Keeps the folder when this object is disposed of. */
  keep(): void {
    this.#kept = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#kept) await rm(this.#path, { recursive: true, force: true });
  }
}
