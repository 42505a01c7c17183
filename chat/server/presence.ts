/**
 * Who is connected to this server: a user is online while at least one of their sockets is connected.
 *
 * It has its own counts instead of counting the sockets in a room: two sockets of one user can both join the
 * room before either counts as connected, and then neither would be the first.
 */
export class Presence {
  readonly #sockets = new Map<number, number>();

  isOnline(userId: number): boolean {
    return this.#sockets.has(userId);
  }

  /** Call when a socket of a user connects. @returns whether the user came online with it */
  connected(userId: number): boolean {
    const before = this.#sockets.get(userId) ?? 0;
    this.#sockets.set(userId, before + 1);
    return before === 0;
  }

  /** Call when a socket of a user disconnects. @returns whether the user went offline with it */
  disconnected(userId: number): boolean {
    const left = (this.#sockets.get(userId) ?? 0) - 1;
    if (left > 0) this.#sockets.set(userId, left);
    else this.#sockets.delete(userId);
    return left <= 0;
  }
}
