import { timingSafeEqual } from 'node:crypto';

/**
 * Whether two texts are equal, in a time that does not depend on where they differ. A difference in length is
 * visible in the time, but the lengths compared here are not secret.
 */
export function sameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
