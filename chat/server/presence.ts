/**
 * Who is connected to this server: a user is online while at least one socket of theirs is.
 *
 * Counted here and not by the sockets in a room, which two sockets of one user can join before either of
 * them is connected: then neither would be the first.
 */
export class Presence {
  readonly #sockets = new Map<number, number>();

  isOnline(userId: number): boolean {
    return this.#sockets.has(userId);
  }

  /** A socket of a user is connected. @returns whether the user has come by that */
  connected(userId: number): boolean {
    const before = this.#sockets.get(userId) ?? 0;
    this.#sockets.set(userId, before + 1);
    return before === 0;
  }

  /** A socket that was connected is no more. @returns whether the user has gone by that */
  disconnected(userId: number): boolean {
    const left = (this.#sockets.get(userId) ?? 0) - 1;
    if (left > 0) this.#sockets.set(userId, left);
    else this.#sockets.delete(userId);
    return left <= 0;
  }
}
