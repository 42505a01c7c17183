import type { Publication } from './contract.ts';

type Stream = { first: number; last: number; missing: Set<number> };

/**
 * The messages that one subscriber has received, by stream. A stream begins with the first message received:
 * earlier ones belong to the history.
 */
export class DeliveryLog {
  received = 0;
  duplicates = 0;
  outOfOrder = 0;
  gaps = 0;
  readonly #streams = new Map<string, Stream>();

  /** Records a message. A sequence below the known range is a late message, since sequences only grow. */
  receive(stream: string, sequence: number): void {
    this.received += 1;
    const known = this.#streams.get(stream);
    if (known === undefined) {
      this.#streams.set(stream, { first: sequence, last: sequence, missing: new Set() });
    } else if (sequence > known.last) {
      this.#advance(known, sequence);
    } else if (known.missing.delete(sequence)) {
      this.outOfOrder += 1;
    } else if (sequence < known.first) {
      this.outOfOrder += 1;
      for (let between = sequence + 1; between < known.first; between++) known.missing.add(between);
      known.first = sequence;
    } else {
      this.duplicates += 1;
    }
  }

  #advance(known: Stream, sequence: number): void {
    if (sequence > known.last + 1) this.gaps += 1;
    for (let between = known.last + 1; between < sequence; between++) known.missing.add(between);
    known.last = sequence;
  }

  /** True if exactly this message was received. */
  has({ stream, sequence }: Publication): boolean {
    const known = this.#streams.get(stream);
    if (known === undefined || known.missing.has(sequence)) return false;
    return sequence >= known.first && sequence <= known.last;
  }

  /**
   * Number of messages that never came: those that were skipped, and those of `published` outside the
   * received range, such as after a subscription has stopped delivering.
   */
  missingCount(published: readonly Publication[]): number {
    let count = 0;
    for (const known of this.#streams.values()) count += known.missing.size;
    for (const publication of published) {
      const known = this.#streams.get(publication.stream);
      const inside =
        known !== undefined && publication.sequence >= known.first && publication.sequence <= known.last;
      if (!inside) count += 1;
    }
    return count;
  }
}
