/** A git repository of its own for a test, which goes away with the scope. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export class ScratchRepository implements Disposable {
  readonly #scratch = realpathSync(mkdtempSync(path.join(tmpdir(), 'repository-')));
  /** The working tree. */
  readonly folder = path.join(this.#scratch, 'tree');
  /** Beside it. */
  readonly cache = path.join(this.#scratch, 'cache');

  constructor() {
    mkdirSync(this.folder);
    this.git('init', '--quiet', '--initial-branch=main');
  }

  git(...words: string[]): string {
    const identity = [
      '-c',
      'user.name=Test',
      '-c',
      'user.email=test@example.com',
      '-c',
      'commit.gpgsign=false',
    ];
    // A hook that runs the tests tells git of another repository.
    const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...env } = process.env;
    return execFileSync('git', [...identity, ...words], { cwd: this.folder, env, encoding: 'utf8' }).trim();
  }

  /** Commits files by name and text. @returns the hash */
  commit(files: Readonly<Record<string, string>>): string {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(this.folder, name)), { recursive: true });
      writeFileSync(path.join(this.folder, name), text);
    }
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', 'A commit');
    return this.git('rev-parse', 'HEAD');
  }

  /** Folders of worktrees beside the working tree. */
  worktrees(): string[] {
    const lines = this.git('worktree', 'list', '--porcelain').split('\n');
    const folders = lines.filter((line) => line.startsWith('worktree ')).map((line) => line.slice(9));
    return folders.filter((folder) => folder !== this.folder);
  }

  [Symbol.dispose](): void {
    rmSync(this.#scratch, { recursive: true, force: true });
  }
}
