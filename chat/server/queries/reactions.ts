import type { Queries } from '../database.ts';
import { type ChangeRow, changeOf } from './change-of.ts';

const alive = 'm.deleted_at is null';
const add = changeOf(
  'reaction-add',
  alive,
  `insert into reactions (message_id, user_id, emoji) select id, $2, $3 from target on conflict do nothing`,
);
const remove = changeOf(
  'reaction-remove',
  alive,
  `delete from reactions using target where message_id = target.id and user_id = $2 and emoji = $3`,
);

// Counted by a separate statement: a statement sees neither its own new rows nor those committed meanwhile.
const count = {
  name: 'reaction-count',
  text: 'select count(*)::int as count from reactions where message_id = $1 and emoji = $2',
};

export type ReactionChange = { messageId: number; userId: number; emoji: string; active: boolean };

/** The result of a reaction: `changed` is false for a repetition, which need not be announced. */
export type ReactionResult =
  | { changed: false }
  | { changed: true; conversationId: number; sequence: number; count: number };

/** Adds or removes a reaction; undefined when the user may not see the message or it is deleted. */
export async function changeReaction(
  db: Queries,
  change: ReactionChange,
): Promise<ReactionResult | undefined> {
  const { messageId, userId, emoji, active } = change;
  const [row] = await db.rows<ChangeRow>(active ? add : remove, [messageId, userId, emoji]);
  if (row === undefined) return undefined;
  if (!row.changed) return { changed: false };
  const [total] = await db.rows<{ count: number }>(count, [messageId, emoji]);
  if (total === undefined) throw new Error('count(*) gave no row');
  return { changed: true, conversationId: row.conversationId, sequence: row.sequence, count: total.count };
}
