import { mergeLatencies } from './histogram.ts';
import type { SubscriberResult } from './result.ts';
import type { Deliveries } from './worker-messages.ts';

/** Null where one of the values is not known. */
export function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (total, value) => (total === null || value === null ? null : total + value),
    0,
  );
}

/** The subscriber figures of all threads together. */
export function sumDeliveries(planned: number, parts: readonly Deliveries[]): SubscriberResult {
  const sum = (read: (part: Deliveries) => number): number =>
    parts.reduce((total, part) => total + read(part), 0);
  return {
    asked: planned,
    connected: sum((part) => part.connected),
    disconnects: sum((part) => part.disconnects),
    reconnects: sum((part) => part.reconnects),
    received: sum((part) => part.received),
    duplicates: sum((part) => part.duplicates),
    outOfOrder: sumOf(parts.map((part) => part.outOfOrder)),
    gaps: sumOf(parts.map((part) => part.gaps)),
    missing: sum((part) => part.missing),
    delivery: mergeLatencies(parts.map((part) => part.delivery)),
  };
}
