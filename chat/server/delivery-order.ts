/**
 * Puts the messages of each conversation back into the order of their sequence before they go out.
 *
 * Sends commit in order, but the responses of several database connections reach this process in any order. A
 * message waits only for the sends that were under way when its response arrived: every lower sequence
 * belongs to one of them, or was written by another program, and then this process does not announce it.
 */
export class DeliveryOrder {
  readonly #lanes = new Map<number, Lane>();

  /** Begins a send to a conversation. Call the result exactly once, whether the send succeeds or fails. */
  begin(conversationId: number): (delivery?: Delivery) => void {
    let lane = this.#lanes.get(conversationId);
    if (lane === undefined) {
      lane = new Lane();
      this.#lanes.set(conversationId, lane);
    }
    return lane.begin();
  }
}

/** How to deliver the message of this sequence when its turn comes. */
export type Delivery = { sequence: number; deliver: () => void };

/** The deliveries of one conversation. */
class Lane {
  #lastDelivered = 0;
  #nextTicket = 0;
  /** Tickets of sends under way; a Set keeps the order of insertion, so the first is the oldest. */
  readonly #underWay = new Set<number>();
  /** Waiting deliveries, ascending by sequence; each waits only for tickets below its `barrier`. */
  readonly #held: (Delivery & { barrier: number })[] = [];

  begin(): (delivery?: Delivery) => void {
    const ticket = this.#nextTicket++;
    this.#underWay.add(ticket);
    return (delivery) => {
      this.#underWay.delete(ticket);
      if (delivery !== undefined) this.#hold(delivery);
      this.#deliverDue();
    };
  }

  #hold(delivery: Delivery): void {
    const later = this.#held.findIndex(({ sequence }) => sequence > delivery.sequence);
    const index = later === -1 ? this.#held.length : later;
    this.#held.splice(index, 0, { ...delivery, barrier: this.#nextTicket });
  }

  #deliverDue(): void {
    const [oldest = Number.POSITIVE_INFINITY] = this.#underWay;
    for (;;) {
      const [first] = this.#held;
      if (first === undefined) return;
      if (first.sequence > this.#lastDelivered + 1 && first.barrier > oldest) return;
      this.#held.shift();
      this.#lastDelivered = Math.max(this.#lastDelivered, first.sequence);
      first.deliver();
    }
  }
}
