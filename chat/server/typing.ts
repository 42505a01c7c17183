const leastIntervalMs = 1_000;

/** Limits the typing events of one socket: one per second in each conversation. */
export class TypingLimit {
  /** By conversation. Only the user's own conversations get here, so it stays as small as their list. */
  readonly #lastMs = new Map<number, number>();
  readonly #now: () => number;

  /** @param now milliseconds on a clock that never goes back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether the event may be sent now. Events that come too soon are dropped. */
  allows(conversationId: number): boolean {
    const now = this.#now();
    const last = this.#lastMs.get(conversationId);
    if (last !== undefined && now - last < leastIntervalMs) return false;
    this.#lastMs.set(conversationId, now);
    return true;
  }
}
