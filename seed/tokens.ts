import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeJwt, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { errorCode } from '../src/database/client.ts';

const tokenUsers = 100;
const daySeconds = 86_400;
const validDays = 30;
const renewDays = 7;
const tokenFile = z.record(z.string(), z.string());

/** What logs users in: a JWT for each user id. */
export type Tokens = {
  /** `tokens.json`: `{ "<user id>": "<jwt>" }`. */
  file: string;
  /** Signs them (HS256, its UTF-8 bytes); the chat server gets it as CHAT_TOKEN_SECRET. */
  secret: string;
  byUser: Record<string, string>;
};

/**
 * Makes sure that users 1 to 100 have tokens that are valid for at least a week.
 *
 * The secret is made once and kept in `<directory>/secret`; both files can be read by us alone.
 *
 * @param nowMs the present, in milliseconds since the epoch
 */
export async function ensureTokens(directory: string, nowMs: number = Date.now()): Promise<Tokens> {
  await mkdir(directory, { recursive: true });
  const secret = await ensureSecret(join(directory, 'secret'));
  const key = new TextEncoder().encode(secret);
  const file = join(directory, 'tokens.json');
  const nowSeconds = Math.floor(nowMs / 1000);
  const kept = await readTokens(file);
  if (kept !== null && (await areGood(kept, key, nowSeconds))) return { file, secret, byUser: kept };

  const byUser: Record<string, string> = {};
  for (let user = 1; user <= tokenUsers; user++) {
    byUser[String(user)] = await new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(String(user))
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + validDays * daySeconds)
      .sign(key);
  }
  // Renamed into place, so that nobody reads half of it.
  await writeFile(`${file}.new`, JSON.stringify(byUser, null, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return { file, secret, byUser };
}

async function ensureSecret(file: string): Promise<string> {
  try {
    await writeFile(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  return (await readFile(file, 'utf8')).trim();
}

async function readTokens(file: string): Promise<Record<string, string> | null> {
  try {
    const parsed = tokenFile.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Whether all are there, last long enough, and were signed with this secret. */
async function areGood(
  tokens: Record<string, string>,
  key: Uint8Array,
  nowSeconds: number,
): Promise<boolean> {
  const options = { currentDate: new Date(nowSeconds * 1000), algorithms: ['HS256'] };
  for (let user = 1; user <= tokenUsers; user++) {
    const token = tokens[String(user)];
    if (token === undefined) return false;
    try {
      await jwtVerify(token, key, { ...options, subject: String(user) });
    } catch {
      return false; // of another secret, expired or damaged: all the same, a new one is made
    }
    if ((decodeJwt(token).exp ?? 0) - nowSeconds < renewDays * daySeconds) return false;
  }
  return true;
}
