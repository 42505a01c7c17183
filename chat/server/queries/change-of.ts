import type { Statement } from '../database.ts';

/** The row that {@link changeOf} returns for a message. There is none if the user may not see the message. */
export type ChangeRow = { conversationId: number; sequence: number; changed: boolean };

/**
 * A statement that changes a part of the message $1, such as its reactions, if the user $2 may see the
 * message. It returns a {@link ChangeRow}.
 *
 * @param condition on the message `m`
 * @param change of rows with a `message_id`; `target` is the message
 */
export function changeOf(name: string, condition: string, change: string): Statement {
  return {
    name,
    text: `
      with target as (
        select m.id, m.conversation_id, m.sequence
        from messages m
        join members me on me.conversation_id = m.conversation_id and me.user_id = $2
        where m.id = $1 and ${condition}
      ), changed as (${change} returning message_id)
      select t.conversation_id as "conversationId", t.sequence, exists (select 1 from changed) as changed
      from target t`,
  };
}
