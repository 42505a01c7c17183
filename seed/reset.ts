import type { ClientBase } from 'pg';
import { inTransaction } from '../src/database/client.ts';
import type { Counts } from './manifest.ts';

/** The columns of seeded rows that a run may change; their loaded values are kept in snapshot tables. */
const snapshots = {
  conversations: 'id, last_sequence, last_message_at',
  members: 'conversation_id, user_id, last_read_sequence',
  reactions: 'message_id, user_id, emoji, created_at',
  poll_votes: 'message_id, position, user_id',
};

/** From this number on, dead rows slow the next run down. */
const worthVacuuming = 1_000;

/** Makes the snapshots that {@link resetDataset} needs; part of the load. */
export async function takeSnapshots(client: ClientBase): Promise<void> {
  for (const [table, columns] of Object.entries(snapshots)) {
    await client.query(`drop table if exists public.backscroll_seeded_${table}`);
    await client.query(`create table public.backscroll_seeded_${table} as select ${columns} from ${table}`);
  }
}

/**
 * Undoes what a run has done: messages, uploads, reactions, votes, read marks, and members that were added or
 * removed.
 *
 * New ids start after the seeded ones again. It does not fix seeded messages that were removed or changed:
 * the caller checks for them, and loads again.
 *
 * @param counts of the loaded rows; seeded ids run from 1 to these counts
 */
export async function resetDataset(client: ClientBase, counts: Counts): Promise<void> {
  const removed = await inTransaction(client, () => restore(client, counts));
  if (removed < worthVacuuming) return;
  await client.query(
    'vacuum (analyze) messages, link_previews, attachments, conversations, members, reactions, poll_votes, uploads',
  );
}

async function restore(client: ClientBase, counts: Counts): Promise<number> {
  // Uploads that were sent are attachments now, and go with their messages. These were not sent.
  let removed = await change(client, 'delete from uploads');
  for (const table of ['messages', 'attachments', 'conversations', 'users'] as const) {
    removed += await change(client, `delete from ${table} where id > ${counts[table]}`);
    await client.query(`select setval(pg_get_serial_sequence($1, 'id'), $2)`, [table, counts[table]]);
  }
  removed += await restoreRows(client, 'members', ['conversation_id', 'user_id']);
  removed += await restoreRows(client, 'reactions', ['message_id', 'user_id', 'emoji']);
  removed += await restoreRows(client, 'poll_votes', ['message_id', 'position', 'user_id']);
  return removed + (await restoreMarks(client));
}

/** Restores the last messages and the read marks. */
async function restoreMarks(client: ClientBase): Promise<number> {
  const conversations = await change(
    client,
    `update conversations c set last_sequence = s.last_sequence, last_message_at = s.last_message_at
     from public.backscroll_seeded_conversations s
     where s.id = c.id and (c.last_sequence, c.last_message_at) is distinct from (s.last_sequence, s.last_message_at)`,
  );
  const members = await change(
    client,
    `update members m set last_read_sequence = s.last_read_sequence
     from public.backscroll_seeded_members s
     where s.conversation_id = m.conversation_id and s.user_id = m.user_id
       and m.last_read_sequence <> s.last_read_sequence`,
  );
  return conversations + members;
}

/** Removes rows that were not seeded and restores those that are missing. */
async function restoreRows(
  client: ClientBase,
  table: 'members' | 'reactions' | 'poll_votes',
  key: string[],
): Promise<number> {
  const seeded = `public.backscroll_seeded_${table}`;
  const same = key.map((column) => `s.${column} = t.${column}`).join(' and ');
  const removed = await change(
    client,
    `delete from ${table} t where not exists (select 1 from ${seeded} s where ${same})`,
  );
  const columns = snapshots[table];
  await change(
    client,
    `insert into ${table} (${columns}) select ${columns} from ${seeded} s
     where not exists (select 1 from ${table} t where ${same})`,
  );
  return removed;
}

async function change(client: ClientBase, statement: string): Promise<number> {
  return (await client.query(statement)).rowCount ?? 0;
}
