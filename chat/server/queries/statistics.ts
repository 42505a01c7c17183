import type { StatisticsResponse } from '../../shared/api.ts';
import type { Queries } from '../database.ts';

/**
 * Counts conversation by conversation, which uses the index of the messages. Skips the messages of a
 * conversation whose last message is older than the period.
 */
const byChannel = {
  name: 'statistics',
  text: `
    with since as (select now() - make_interval(days => $2::int) as moment)
    select
      c.channel,
      count(*) filter (where written.messages > 0)::int as conversations,
      sum(written.messages)::int as messages
    from since
    cross join members me
    join conversations c on c.id = me.conversation_id
    cross join lateral (
      select count(*) as messages
      from messages m
      where c.last_message_at >= since.moment
        and m.conversation_id = c.id and m.created_at >= since.moment and m.deleted_at is null
    ) written
    where me.user_id = $1
    group by c.channel
    order by c.channel`,
};

/** Counts the conversations and messages of the last `days` days of a user, by channel. */
export function countByChannel(
  db: Queries,
  userId: number,
  days: number,
): Promise<StatisticsResponse['channels']> {
  return db.rows<StatisticsResponse['channels'][number]>(byChannel, [userId, days]);
}
