import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { decodeJwt, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { errorCode } from '../src/database/client.ts';
import { makePeople } from './people.ts';

/** How many users can log in: users 1 to 100. */
const loginUsers = 100;
const daySeconds = 86_400;
const validDays = 30;
const renewDays = 7;
const passwordLength = 22;
const table = z.record(z.string(), z.string());

/** The login tokens: a JWT for each user id. */
export type Tokens = {
  /** `tokens.json`: `{ "<user id>": "<jwt>" }`. */
  file: string;
  /** Signs the tokens (HS256, with its UTF-8 bytes); the chat server gets it as CHAT_TOKEN_SECRET. */
  secret: string;
  byUser: Record<string, string>;
};

/**
 * Makes sure that users 1 to 100 have tokens that are valid for at least a week.
 *
 * The secret is made once and kept in `<directory>/secret`; only the current user can read the two files.
 *
 * @param nowMs the present, in milliseconds since the epoch
 */
export async function ensureTokens(directory: string, nowMs: number = Date.now()): Promise<Tokens> {
  await mkdir(directory, { recursive: true });
  const secret = await ensureSecret(join(directory, 'secret'));
  const key = new TextEncoder().encode(secret);
  const file = join(directory, 'tokens.json');
  const nowSeconds = Math.floor(nowMs / 1000);
  const kept = await readTable(file);
  if (kept !== null && (await areGood(kept, key, nowSeconds))) return { file, secret, byUser: kept };

  const byUser: Record<string, string> = {};
  for (let user = 1; user <= loginUsers; user++) {
    byUser[String(user)] = await new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(String(user))
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + validDays * daySeconds)
      .sign(key);
  }
  await writeTable(file, byUser);
  return { file, secret, byUser };
}

/**
 * Makes sure that `<directory>/passwords.json` contains the passwords of the same users, for logins by hand:
 * `{ "<handle>": "<password>" }`. Only the current user can read the file.
 *
 * @param seed of the data set, from which the handles are derived
 * @returns the content of the file
 */
export async function ensurePasswords(
  directory: string,
  secret: string,
  seed: number,
): Promise<Record<string, string>> {
  const people = makePeople(seed, loginUsers);
  const byHandle = Object.fromEntries(people.map(({ handle }) => [handle, passwordOf(secret, handle)]));
  const file = join(directory, 'passwords.json');
  if (!isDeepStrictEqual(await readTable(file), byHandle)) await writeTable(file, byHandle);
  return byHandle;
}

/**
 * The password of a user. The chat server derives it in the same way and stores none. 22 characters of
 * base64url are 132 bits.
 */
export function passwordOf(secret: string, handle: string): string {
  const whole = createHmac('sha256', secret).update(`password:${handle}`).digest('base64url');
  return whole.slice(0, passwordLength);
}

async function ensureSecret(file: string): Promise<string> {
  try {
    await writeFile(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  return (await readFile(file, 'utf8')).trim();
}

async function readTable(file: string): Promise<Record<string, string> | null> {
  try {
    const parsed = table.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function writeTable(file: string, values: Record<string, string>): Promise<void> {
  // Written to another file and renamed, so that no process reads half of it.
  await writeFile(`${file}.new`, JSON.stringify(values, null, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** Whether all tokens exist, are valid for long enough, and were signed with this secret. */
async function areGood(
  tokens: Record<string, string>,
  key: Uint8Array,
  nowSeconds: number,
): Promise<boolean> {
  const options = { currentDate: new Date(nowSeconds * 1000), algorithms: ['HS256'] };
  for (let user = 1; user <= loginUsers; user++) {
    const token = tokens[String(user)];
    if (token === undefined) return false;
    try {
      await jwtVerify(token, key, { ...options, subject: String(user) });
    } catch {
      return false; // of another secret, expired or damaged: new tokens are made in each case
    }
    if ((decodeJwt(token).exp ?? 0) - nowSeconds < renewDays * daySeconds) return false;
  }
  return true;
}
