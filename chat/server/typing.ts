const leastIntervalMs = 1_000;

/** How often one socket may say that its user is writing: once a second and conversation. */
export class TypingLimit {
  /** By conversation. Asked for conversations of the user only, so it stays as small as their list. */
  readonly #lastMs = new Map<number, number>();
  readonly #now: () => number;

  /** @param now milliseconds on a clock that never goes back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether it may be told now; what comes sooner is for nobody. */
  allows(conversationId: number): boolean {
    const now = this.#now();
    const last = this.#lastMs.get(conversationId);
    if (last !== undefined && now - last < leastIntervalMs) return false;
    this.#lastMs.set(conversationId, now);
    return true;
  }
}
