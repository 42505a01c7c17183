import type { Queries } from '../database.ts';
import { ApiError, notFound } from '../errors.ts';
import { type ChangeRow, changeOf } from './change-of.ts';

const isPoll = "m.kind = 'poll'";
const cast = changeOf(
  'vote-cast',
  isPoll,
  `insert into poll_votes (message_id, position, user_id)
   select o.message_id, o.position, $2 from target t join poll_options o on o.message_id = t.id and o.position = $3
   on conflict (message_id, user_id) do update set position = excluded.position
     where poll_votes.position <> excluded.position`,
);
const withdraw = changeOf(
  'vote-withdraw',
  isPoll,
  `delete from poll_votes using target where message_id = target.id and user_id = $2`,
);

// Counted by a separate statement: a statement sees neither its own new rows nor those committed meanwhile.
const tally = {
  name: 'vote-tally',
  text: `
    select o.position, count(v.user_id)::int as votes
    from poll_options o
    left join poll_votes v on v.message_id = o.message_id and v.position = o.position
    where o.message_id = $1
    group by o.position
    order by o.position`,
};

/** A vote of a user for an option of a poll; null withdraws the vote. */
export type Vote = { messageId: number; userId: number; position: number | null };

/** The result of a vote: `changed` is false for a repetition, which need not be announced. */
export type VoteResult =
  | { changed: false }
  | {
      changed: true;
      conversationId: number;
      sequence: number;
      votes: { position: number; votes: number }[];
    };

/**
 * Casts, moves or withdraws the one vote of a member.
 * @throws {ApiError} 404 `NOT_FOUND` when there is no such poll, 400 `OPTION_UNKNOWN`
 */
export async function changeVote(db: Queries, { messageId, userId, position }: Vote): Promise<VoteResult> {
  const [row] = await db.rows<ChangeRow>(
    position === null ? withdraw : cast,
    position === null ? [messageId, userId] : [messageId, userId, position],
  );
  if (row === undefined) throw notFound('poll');
  const votes = await db.rows<{ position: number; votes: number }>(tally, [messageId]);
  if (position !== null && !votes.some((option) => option.position === position)) {
    throw new ApiError(400, 'OPTION_UNKNOWN', `The poll has no option ${position}.`);
  }
  const { conversationId, sequence, changed } = row;
  return changed ? { changed, conversationId, sequence, votes } : { changed };
}
