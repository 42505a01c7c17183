import { createHmac } from 'node:crypto';
import { sameText } from './same-text.ts';

const passwordLength = 22;

/** Whether this is the password that belongs to a handle; it does not know whether anybody has the handle. */
export type CheckPassword = (handle: string, password: string) => boolean;

/**
 * Passwords are made from the secret of the server and the handle, so that nothing is stored and a seeded
 * user has one: nobody registers here. 22 characters of base64url are 132 bits.
 */
export function passwordChecker(secret: string): CheckPassword {
  return (handle, password) => {
    const whole = createHmac('sha256', secret).update(`password:${handle}`).digest('base64url');
    return sameText(whole.slice(0, passwordLength), password);
  };
}
