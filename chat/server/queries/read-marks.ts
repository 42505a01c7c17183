import type { Queries } from '../database.ts';

// If another request moved the mark meanwhile, PostgreSQL repeats the comparison on the newest row, so the
// mark never goes back. It also never goes beyond the last message, because that would hide later messages.
const move = {
  name: 'read-mark',
  text: `
    with mine as (
      select least($3, c.last_sequence) as sequence
      from members m join conversations c on c.id = m.conversation_id
      where m.conversation_id = $1 and m.user_id = $2
    ), moved as (
      update members set last_read_sequence = mine.sequence
      from mine
      where conversation_id = $1 and user_id = $2 and last_read_sequence < mine.sequence
      returning last_read_sequence
    )
    select (select last_read_sequence from moved) as sequence from mine`,
};

/**
 * Moves a member's read mark forward.
 * @returns the new mark; null when it did not move; undefined when the user is not a member
 */
export async function moveReadMark(
  db: Queries,
  mark: { conversationId: number; userId: number; sequence: number },
): Promise<number | null | undefined> {
  const [row] = await db.rows<{ sequence: number | null }>(move, [
    mark.conversationId,
    mark.userId,
    mark.sequence,
  ]);
  return row?.sequence;
}
