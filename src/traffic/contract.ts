/**
 * The interface between a chat under test and the traffic generator: users, sessions, operations, and
 * optionally a realtime subscription. The generator's threads load the module that implements it with a
 * dynamic import, so its default export must be a {@link TrafficModule}.
 */
import { z } from 'zod';
import { defaultExportOf } from '../core/default-export.ts';
import { HarnessError } from '../core/errors.ts';

/** A seeded source of numbers in [0, 1), so that a run can be repeated exactly. */
export type Random = () => number;

/** Identifies a user of the target. */
export type UserId = number | string;

/**
 * Identifies a message in its stream. A number is a sequence without gaps, so that skipped messages and a
 * changed order are seen. A text is any unique id: then only duplicates and messages that never came are.
 */
export type MessageId = number | string;

/** A message that the backend has acknowledged: every subscriber of the stream must receive it. */
export type Publication = { stream: string; id: MessageId };

/**
 * The result of one operation. `receivedUs` is the time on the host clock (`monotonicUs`) when the last byte
 * of the answer was read, or when the failure was known.
 *
 * `reason` is a short class such as `HTTP 503` or `ECONNREFUSED`: it is counted and reported, so it contains
 * no ids and no secrets. `status` is that of an HTTP answer: from 500 on, the server broke. `retryAfterMs` is null if a 429 came without a usable Retry-After.
 */
export type OperationOutcome =
  | { kind: 'completed'; receivedUs: number; published?: Publication }
  | { kind: 'failed'; receivedUs: number; reason: string; status?: number | undefined }
  | { kind: 'throttled'; receivedUs: number; retryAfterMs: number | null };

/** One action of a user on the backend; exactly one request, so that its duration is meaningful. */
export interface TrafficOperation<Session> {
  readonly name: string;
  perform(session: Session, random: Random): Promise<OperationOutcome>;
}

/** An event of a subscription. A stream is a sequence of messages, such as a conversation. */
export type SubscriptionEvent =
  | {
      type: 'message';
      stream: string;
      id: MessageId;
      /** When the sender sent it, on the clock of this host; null if unknown. */
      sentUs: number | null;
      receivedUs: number;
    }
  | { type: 'disconnected' }
  | { type: 'reconnected' };

export interface Subscription {
  /** The streams whose messages this subscriber has to receive. */
  readonly streams: readonly string[];
  close(): void;
}

/** Address of the backend, and other settings of the module (plain JSON, no secrets). */
export type TrafficSettings = { baseUrl: string; config: unknown };

export interface TrafficModule<Session> {
  readonly operations: readonly TrafficOperation<Session>[];
  /** Operation name → weight, for plans without a mix of their own; all are equally frequent without it. */
  readonly mix?: Readonly<Record<string, number>>;
  /** The ids of the users that may act, in a fixed order. */
  listUsers(settings: TrafficSettings): Promise<UserId[]>;
  /** Logs a user in and collects the data that its operations need; null if this user cannot take part. */
  createSession(settings: TrafficSettings, userId: UserId): Promise<Session | null>;
  /** Resolves when the subscriber is connected and will receive every message from then on. */
  subscribe?(session: Session, listener: (event: SubscriptionEvent) => void): Promise<Subscription>;
}

/** How the generator finds a chat; the runner sends it. Secrets stay in files that the module reads. */
export const trafficTarget = z.object({
  /** Path or file URL of the module whose default export is a {@link TrafficModule}. */
  modulePath: z.string().min(1),
  baseUrl: z.url({ protocol: /^https?$/ }),
  /** Hosts other than this machine that may be loaded. */
  allowHosts: z.array(z.string().min(1)).default([]),
  config: z.json().default({}),
});
export type TrafficTarget = z.infer<typeof trafficTarget>;
export type TrafficTargetInput = z.input<typeof trafficTarget>;

function isTrafficModule(value: unknown): value is TrafficModule<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'operations' in value &&
    Array.isArray(value.operations) &&
    'listUsers' in value &&
    typeof value.listUsers === 'function' &&
    'createSession' in value &&
    typeof value.createSession === 'function'
  );
}

/** Loads a target's traffic module. @throws HarnessError TRAFFIC_MODULE_INVALID */
export async function loadTrafficModule(moduleUrl: string): Promise<TrafficModule<unknown>> {
  const candidate = defaultExportOf(await import(moduleUrl));
  if (isTrafficModule(candidate)) return candidate;
  throw new HarnessError(
    'TRAFFIC_MODULE_INVALID',
    `${moduleUrl} has no default export with operations, listUsers and createSession.`,
    'Export a TrafficModule as default; docs/add-a-target.md shows one.',
  );
}
