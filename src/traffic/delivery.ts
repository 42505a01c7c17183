import type { MessageId, Publication } from './contract.ts';

type Stream = {
  first: number;
  last: number;
  missing: Set<number>;
  /** Messages that were skipped in jumps too long for `missing`. */
  jumped: number;
};

/** So many messages are not kept one by one. */
const longestGap = 100_000;

/**
 * The messages that one subscriber has received, by stream. A stream begins with the first message received:
 * earlier ones belong to the history.
 */
export class DeliveryLog {
  received = 0;
  duplicates = 0;
  #outOfOrder = 0;
  #gaps = 0;
  readonly #streams = new Map<string, Stream>();
  /** Messages of the streams without sequences. */
  readonly #ids = new Map<string, Set<string>>();

  /** How often sequence numbers were skipped; null where a stream has none. */
  get gaps(): number | null {
    return this.#ids.size > 0 ? null : this.#gaps;
  }

  /** Messages that came after a later one; null where a stream has no sequence numbers. */
  get outOfOrder(): number | null {
    return this.#ids.size > 0 ? null : this.#outOfOrder;
  }

  receive(stream: string, id: MessageId): void {
    this.received += 1;
    if (typeof id === 'number') this.#receiveSequence(stream, id);
    else this.#receiveId(stream, id);
  }

  #receiveId(stream: string, id: string): void {
    const known = this.#ids.get(stream) ?? new Set();
    if (known.has(id)) this.duplicates += 1;
    this.#ids.set(stream, known.add(id));
  }

  /** A sequence below the known range is a late message, since sequences only grow. */
  #receiveSequence(stream: string, sequence: number): void {
    const known = this.#streams.get(stream);
    if (known === undefined) {
      this.#streams.set(stream, { first: sequence, last: sequence, missing: new Set(), jumped: 0 });
    } else if (sequence > known.last) {
      this.#advance(known, sequence);
    } else if (known.missing.delete(sequence)) {
      this.#outOfOrder += 1;
    } else if (sequence < known.first) {
      this.#outOfOrder += 1;
      skip(known, sequence, known.first);
      known.first = sequence;
    } else {
      this.duplicates += 1;
    }
  }

  #advance(known: Stream, sequence: number): void {
    if (sequence > known.last + 1) this.#gaps += 1;
    skip(known, known.last, sequence);
    known.last = sequence;
  }

  /** True if exactly this message was received. */
  has({ stream, id }: Publication): boolean {
    if (typeof id === 'string') return this.#ids.get(stream)?.has(id) === true;
    const known = this.#streams.get(stream);
    return known !== undefined && !known.missing.has(id) && isWithin(known, id);
  }

  /**
   * Number of messages that never came: those that were skipped, and those of `published` outside the
   * received range, such as after a subscription has stopped delivering.
   */
  missingCount(published: readonly Publication[]): number {
    const lost = published.filter((publication) => {
      const known = this.#streams.get(publication.stream);
      // What was skipped within the range is counted below, whoever published it.
      const isSkipped = typeof publication.id === 'number' && known && isWithin(known, publication.id);
      return !isSkipped && !this.has(publication);
    });
    return [...this.#streams.values()].reduce(
      (count, { missing, jumped }) => count + missing.size + jumped,
      lost.length,
    );
  }
}

/** What is between two sequences is missing until it comes. */
function skip(known: Stream, from: number, to: number): void {
  if (to - from > longestGap) known.jumped += to - from - 1;
  else for (let between = from + 1; between < to; between++) known.missing.add(between);
}

function isWithin({ first, last }: Stream, sequence: number): boolean {
  return sequence >= first && sequence <= last;
}
