import { mergeLatencies } from './histogram.ts';
import type { SubscriberResult } from './result.ts';
import type { Deliveries } from './worker-messages.ts';

/** The subscriber figures of all threads together. */
export function sumDeliveries(asked: number, parts: readonly Deliveries[]): SubscriberResult {
  const sum = (read: (part: Deliveries) => number): number =>
    parts.reduce((total, part) => total + read(part), 0);
  return {
    asked,
    connected: sum((part) => part.connected),
    disconnects: sum((part) => part.disconnects),
    reconnects: sum((part) => part.reconnects),
    received: sum((part) => part.received),
    duplicates: sum((part) => part.duplicates),
    outOfOrder: sum((part) => part.outOfOrder),
    gaps: sum((part) => part.gaps),
    missing: sum((part) => part.missing),
    delivery: mergeLatencies(parts.map((part) => part.delivery)),
  };
}
