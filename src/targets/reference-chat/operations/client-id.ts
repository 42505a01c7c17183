/**
 * Client ids of messages that contain the time of sending, so that a receiver on this host can calculate the
 * delivery time, through any server and without a change of the message.
 *
 * Source: RFC 9562, UUID version 8: 48 bits of µs on the host clock, 12 bits that mark it as the harness's,
 * 62 random bits.
 */
import { randomUUID } from 'node:crypto';

const mark = 'bac';
const stamped = new RegExp(`^([0-9a-f]{8})-([0-9a-f]{4})-8${mark}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`);

/** A new id for a message that is sent at `sentUs` on the host clock. */
export function stampedClientId(sentUs: number): string {
  const time = (sentUs % 2 ** 48).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-8${mark}-${randomUUID().slice(19)}`;
}

/**
 * When the message with this id was sent (µs on the host clock of the sender); null if the id has no time.
 */
export function sentUsOf(clientId: string | null): number | null {
  const [, high, low] = stamped.exec(clientId ?? '') ?? [];
  return high === undefined || low === undefined ? null : Number.parseInt(high + low, 16);
}
