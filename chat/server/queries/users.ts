import type { User } from '../../shared/api.ts';
import type { Queries } from '../database.ts';

const byId = { name: 'user', text: 'select id, handle, name, hue from users where id = $1' };
const byHandle = {
  name: 'user-by-handle',
  text: 'select id, handle, name, hue from users where handle = $1',
};

const ofConversation = {
  name: 'members',
  text: `
    select u.id, u.handle, u.name, u.hue
    from members m join users u on u.id = m.user_id
    where m.conversation_id = $1
    order by u.id`,
};

/** One user, or undefined. */
export async function findUser(db: Queries, userId: number): Promise<User | undefined> {
  const [user] = await db.rows<User>(byId, [userId]);
  return user;
}

/** The user who has a handle, or undefined. */
export async function findUserByHandle(db: Queries, handle: string): Promise<User | undefined> {
  const [user] = await db.rows<User>(byHandle, [handle]);
  return user;
}

/** All members of a conversation. The caller must check that the reader may see them. */
export function listMembers(db: Queries, conversationId: number): Promise<User[]> {
  return db.rows<User>(ofConversation, [conversationId]);
}
