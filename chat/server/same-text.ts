import { timingSafeEqual } from 'node:crypto';

/**
 * Whether two texts are equal, in a time that does not tell where they differ. That their lengths differ
 * shows; the lengths of what is compared here are no secret.
 */
export function sameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
