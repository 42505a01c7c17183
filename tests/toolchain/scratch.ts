import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const checkout = fileURLToPath(new URL('../..', import.meta.url));

/**
 * A folder outside of the checkout with the project's own configuration and planted files, removed on
 * disposal. Inside the checkout the tools would pass over it as ignored, and the check would see it.
 */
export class Scratch implements Disposable {
  readonly root = mkdtempSync(join(tmpdir(), 'backscroll-toolchain-'));

  constructor(configuration: readonly string[], files: Readonly<Record<string, string>>) {
    for (const path of configuration) {
      cpSync(join(checkout, path), join(this.root, path), { recursive: true });
    }
    symlinkSync(join(checkout, 'node_modules'), join(this.root, 'node_modules'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.root, path)), { recursive: true });
      writeFileSync(join(this.root, path), text);
    }
  }

  /** Runs a tool of the checkout here; a tool that finds something ends with a code other than 0. */
  async run(tool: string, ...args: string[]): Promise<{ ok: boolean; stdout: string }> {
    const env = { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' };
    const options = { cwd: this.root, maxBuffer: 64 * 1024 * 1024, env };
    try {
      const { stdout } = await run(join(checkout, 'node_modules/.bin', tool), args, options);
      return { ok: true, stdout };
    } catch (error) {
      const stdout: unknown = error instanceof Error ? Reflect.get(error, 'stdout') : undefined;
      if (typeof stdout !== 'string') throw error;
      return { ok: false, stdout };
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
