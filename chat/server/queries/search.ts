import type { SearchHit, SearchQuery } from '../../shared/api.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Queries } from '../database.ts';

type HitRow = Omit<SearchHit, 'createdAt' | 'excerpt'> & {
  createdAt: Date;
  /** `created_at` in UTC with microseconds. */
  exactTime: string;
  body: string;
};

/**
 * Messages that contain every word, newest first.
 *
 * The statement has no name, so its plan is not kept: the best index depends on the words.
 *
 * @throws {ApiError} 400 `CURSOR_INVALID`
 */
export async function searchMessages(
  db: Queries,
  userId: number,
  query: SearchQuery,
): Promise<{ hits: SearchHit[]; next: string | null }> {
  const values: unknown[] = [userId];
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  const conditions = conditionsOf(query, parameter);
  const rows = await db.rows<HitRow>(
    {
      text: `
        select
          m.id as "messageId", m.conversation_id as "conversationId", c.title as "conversationTitle", m.sequence,
          u.name as "senderName", m.created_at as "createdAt", m.body,
          to_char(m.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "exactTime"
        from messages m
        join members me on me.conversation_id = m.conversation_id and me.user_id = $1
        join conversations c on c.id = m.conversation_id
        join users u on u.id = m.sender_id
        where ${conditions.join(' and ')}
        order by m.created_at desc, m.id desc
        limit ${parameter(query.limit + 1)}`,
    },
    values,
  );
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    hits: page.map((row) => toHit(row, query.q)),
    next: rows.length > page.length && last ? encodeCursor(last.exactTime, last.messageId) : null,
  };
}

function conditionsOf(query: SearchQuery, parameter: (value: unknown) => string): string[] {
  const conditions = query.q.map((word) => `m.body ilike ${parameter(`%${escapeLike(word)}%`)}`);
  const columns = [
    ['m.conversation_id =', query.conversation],
    ['m.sender_id =', query.sender],
    ['m.kind =', query.kind],
    ['c.channel =', query.channel],
    ['m.created_at >=', query.from],
    ['m.created_at <', query.to],
  ] as const;
  for (const [comparison, value] of columns) {
    if (value !== undefined) conditions.push(`${comparison} ${parameter(value)}`);
  }
  if (query.before !== undefined) {
    const [time, id] = decodeCursor(query.before);
    conditions.push(`(m.created_at, m.id) < (${parameter(time)}::timestamptz, ${parameter(id)}::bigint)`);
  }
  return conditions;
}

function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, '\\$&');
}

const excerptLength = 160;
/** How much of the text before the hit is shown. */
const leadLength = 40;

function toHit(row: HitRow, words: readonly string[]): SearchHit {
  const { messageId, conversationId, conversationTitle, sequence, senderName } = row;
  const found = { messageId, conversationId, conversationTitle, sequence, senderName };
  return { ...found, createdAt: row.createdAt.toISOString(), excerpt: excerptOf(row.body, words) };
}

/** The text around the first of the words, in one line. */
export function excerptOf(body: string, words: readonly string[]): string {
  const lower = body.toLowerCase();
  const found = words.map((word) => lower.indexOf(word.toLowerCase())).filter((index) => index >= 0);
  const start = Math.max(0, Math.min(...found, body.length) - leadLength);
  const end = start + excerptLength;
  const text = body.slice(start, end).replace(/\s+/gu, ' ').trim();
  return `${start > 0 ? '…' : ''}${text}${end < body.length ? '…' : ''}`;
}
