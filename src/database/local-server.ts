import { readFile } from 'node:fs/promises';
import { connect, databaseAddress } from './client.ts';

/**
 * The process id of a PostgreSQL server on this host, so that its CPU time counts for this run and not as
 * foreign; undefined when it runs elsewhere or the system does not report it.
 */
export async function localServerPid(databaseUrl: string): Promise<number | undefined> {
  const { host } = databaseAddress(databaseUrl);
  if (!['127.0.0.1', 'localhost', '::1', '[::1]'].includes(host) && !host.startsWith('/')) return undefined;
  await using client = await connect(databaseUrl, 'backscroll host gate');
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const pid = rows[0]?.pid;
  if (pid === undefined) return undefined;
  // pid (name) state parent …; behind a forwarded port, the number belongs to another process on this host.
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const parent = /^\d+ \((?:postgres|postmaster)\) \S (\d+) /.exec(stat)?.[1];
  return parent === undefined ? undefined : Number(parent);
}
