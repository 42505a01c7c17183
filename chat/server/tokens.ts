import { errors, jwtVerify, SignJWT } from 'jose';
import { ApiError } from './errors.ts';

/** The cookie that holds a token. Scripts of the page cannot read it. */
export const sessionCookie = 'chat_session';

/** The user of a token, and when the token expires. */
export type Session = { userId: number; expiresAt: Date };

/** Checks a token and returns its session. */
export type VerifyToken = (token: string | undefined) => Promise<Session>;

/** Makes a token that {@link VerifyToken} accepts. */
export type IssueToken = (session: Session) => Promise<string>;

/**
 * A verifier of JWTs signed with HS256, whose `sub` is a user id in decimal and whose `exp` is set.
 * It throws {@link ApiError} 401 `TOKEN_MISSING`, `TOKEN_EXPIRED` or `TOKEN_INVALID`.
 */
export async function tokenVerifier(secret: string): Promise<VerifyToken> {
  const key = await hmacKey(secret, 'verify');
  return async (token) => {
    if (token === undefined || token === '') throw new ApiError(401, 'TOKEN_MISSING', 'Log in first.');
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      requiredClaims: ['sub', 'exp'],
    }).catch((cause: unknown) => {
      throw refusal(cause);
    });
    if (payload.exp === undefined || !/^[1-9]\d{0,14}$/.test(payload.sub ?? '')) throw refusal(undefined);
    return { userId: Number(payload.sub), expiresAt: new Date(payload.exp * 1000) };
  };
}

/** An issuer of the tokens that {@link tokenVerifier} with the same secret accepts. */
export async function tokenIssuer(secret: string): Promise<IssueToken> {
  const key = await hmacKey(secret, 'sign');
  return ({ userId, expiresAt }) =>
    new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(String(userId))
      .setExpirationTime(expiresAt)
      .sign(key);
}

/** Imports the secret once as a CryptoKey, instead of once for each request. */
function hmacKey(secret: string, usage: 'sign' | 'verify'): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [usage]);
}

function refusal(cause: unknown): ApiError {
  return cause instanceof errors.JWTExpired
    ? new ApiError(401, 'TOKEN_EXPIRED', 'The token has expired. Log in with a new one.', { cause })
    : new ApiError(401, 'TOKEN_INVALID', 'The token is not one of this chat.', { cause });
}
