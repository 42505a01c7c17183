import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { HarnessError } from '../core/errors.ts';

/** The system user that runs PostgreSQL when the harness runs as root. */
export type Owner = { uid: number; gid: number };

/**
 * Chooses the user that runs PostgreSQL: the current one (null), or an unprivileged user for root.
 *
 * No user is ever created: every system has `nobody`.
 */
export async function postgresOwner(): Promise<Owner | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const owner = await lookUp(name);
    if (owner !== null) return owner;
  }
  throw new HarnessError(
    'DATABASE_NO_USER',
    'PostgreSQL does not run as root, and this system has neither a user "postgres" nor "nobody".',
    'Run as another user, or set DATABASE_URL to a PostgreSQL of yours.',
  );
}

async function lookUp(name: string): Promise<Owner | null> {
  try {
    const [user, group] = await Promise.all([
      promisify(execFile)('id', ['-u', name]),
      promisify(execFile)('id', ['-g', name]),
    ]);
    return { uid: Number(user.stdout), gid: Number(group.stdout) };
  } catch {
    return null; // id ends with 1 when there is no such user
  }
}
