import { monotonicUs } from '../core/clock.ts';
import type { Publication, Subscription, SubscriptionEvent, TrafficModule } from './contract.ts';
import { DeliveryLog } from './delivery.ts';
import { latencyHistogram, latencyOf, record } from './histogram.ts';
import { sumOf } from './subscriber-result.ts';
import type { Deliveries } from './worker-messages.ts';

type Subscriber = { log: DeliveryLog; subscription: Subscription };

/**
 * The realtime subscribers of one worker thread: they stay connected and check that every message arrives.
 */
export class Subscribers {
  readonly #subscribers: Subscriber[] = [];
  readonly #delivery = latencyHistogram();
  #connected = 0;
  #disconnects = 0;
  #reconnects = 0;
  #onMessage: (() => void) | undefined;

  /** Connects one more subscriber. @throws the target's error if it cannot connect */
  async add(subscribe: NonNullable<TrafficModule<unknown>['subscribe']>, session: unknown): Promise<void> {
    const log = new DeliveryLog();
    const subscription = await subscribe(session, (event) => this.#handle(log, event));
    this.#subscribers.push({ log, subscription });
    this.#connected += 1;
  }

  #handle(log: DeliveryLog, event: SubscriptionEvent): void {
    switch (event.type) {
      case 'message':
        log.receive(event.stream, event.id);
        if (event.sentUs !== null) record(this.#delivery, event.receivedUs - event.sentUs);
        this.#onMessage?.();
        return;
      case 'disconnected':
        this.#connected -= 1;
        this.#disconnects += 1;
        return;
      case 'reconnected':
        this.#connected += 1;
        this.#reconnects += 1;
        return;
      default:
        event satisfies never;
    }
  }

  /** Waits until every subscriber has received all messages published to it, at most `settleMs`. */
  async settle(published: readonly Publication[], settleMs: number): Promise<Deliveries> {
    const deadlineUs = monotonicUs() + settleMs * 1_000;
    for (const { log, subscription } of this.#subscribers) {
      for (const publication of ownPublications(subscription, published)) {
        if (!(await this.#arrival(log, publication, deadlineUs))) break;
      }
    }
    return this.#deliveries(published);
  }

  /** True when the publication has arrived, false if it has not at the deadline. */
  async #arrival(log: DeliveryLog, publication: Publication, deadlineUs: number): Promise<boolean> {
    while (!log.has(publication)) {
      const leftMs = (deadlineUs - monotonicUs()) / 1_000;
      if (leftMs <= 0) return false;
      await new Promise<void>((resolve) => {
        const limit = setTimeout(resolve, leftMs);
        this.#onMessage = () => {
          clearTimeout(limit);
          resolve();
        };
      });
    }
    return true;
  }

  #deliveries(published: readonly Publication[]): Deliveries {
    const logs = this.#subscribers.map(({ log }) => log);
    const total = { received: 0, duplicates: 0, missing: 0 };
    for (const { log, subscription } of this.#subscribers) {
      total.received += log.received;
      total.duplicates += log.duplicates;
      total.missing += log.missingCount(ownPublications(subscription, published));
    }
    return {
      connected: this.#connected,
      disconnects: this.#disconnects,
      reconnects: this.#reconnects,
      ...total,
      outOfOrder: sumOf(logs.map(({ outOfOrder }) => outOfOrder)),
      gaps: sumOf(logs.map(({ gaps }) => gaps)),
      delivery: latencyOf(this.#delivery),
    };
  }

  close(): void {
    for (const { subscription } of this.#subscribers) subscription.close();
  }
}

function ownPublications(subscription: Subscription, published: readonly Publication[]): Publication[] {
  const streams = new Set(subscription.streams);
  return published.filter(({ stream }) => streams.has(stream));
}
