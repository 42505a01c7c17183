import { readFile } from 'node:fs/promises';
import { connect, databaseAddress } from './client.ts';

/**
 * The process of a PostgreSQL server that runs on this very host, so that its CPU time can be told from
 * that of strangers; undefined when it runs elsewhere or the system does not say.
 */
export async function localServerPid(databaseUrl: string): Promise<number | undefined> {
  const { host } = databaseAddress(databaseUrl);
  if (!['127.0.0.1', 'localhost', '::1', '[::1]'].includes(host) && !host.startsWith('/')) return undefined;
  await using client = await connect(databaseUrl, 'backscroll host gate');
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const pid = rows[0]?.pid;
  if (pid === undefined) return undefined;
  // pid (name) state parent …; behind a port that is forwarded, the number means another process here.
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const parent = /^\d+ \((?:postgres|postmaster)\) \S (\d+) /.exec(stat)?.[1];
  return parent === undefined ? undefined : Number(parent);
}
