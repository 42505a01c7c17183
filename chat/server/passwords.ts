import { createHmac } from 'node:crypto';
import { sameText } from './same-text.ts';

const passwordLength = 22;

/** Whether this is the password of a handle. It does not check whether a user with the handle exists. */
export type CheckPassword = (handle: string, password: string) => boolean;

/**
 * Passwords are derived from the secret of the server and the handle. So none is stored, and seeded users,
 * who never registered, have one. 22 characters of base64url are 132 bits.
 */
export function passwordChecker(secret: string): CheckPassword {
  return (handle, password) => {
    const whole = createHmac('sha256', secret).update(`password:${handle}`).digest('base64url');
    return sameText(whole.slice(0, passwordLength), password);
  };
}
