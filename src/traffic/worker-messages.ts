/** The messages between the generator's main thread and its worker threads. */
import type { ErrorCode } from '../core/error-codes.ts';
import type { ArrivalTable } from './arrivals.ts';
import type { Publication, TrafficSettings, UserId } from './contract.ts';
import type { Latency } from './histogram.ts';
import type { FailureClass } from './result.ts';

export type WorkerSetup = {
  workerIndex: number;
  moduleUrl: string;
  settings: TrafficSettings;
  seed: number;
  maxInFlight: number;
};

/** Subscriber figures of one worker. */
export type Deliveries = {
  connected: number;
  disconnects: number;
  reconnects: number;
  received: number;
  duplicates: number;
  outOfOrder: number | null;
  gaps: number | null;
  missing: number;
  delivery: Latency | null;
};

/** Each request is answered by one reply of the same type, in order. */
export type WorkerProtocol = {
  /** Opens sessions; the reply lists the users that can take part. */
  prepare: { request: { userIds: UserId[] }; reply: { userIds: UserId[] } };
  /** Hands over the schedule and connects the subscribers, given by their users. */
  connect: {
    request: { table: ArrivalTable; userIds: UserId[]; operations: string[]; subscriberIds: UserId[] };
    reply: Record<never, never>;
  };
  start: { request: { startedUs: number }; reply: Record<never, never> };
  /** Sends everything that was due by `stoppedUs`, then waits for operations in flight. */
  drain: { request: { stoppedUs: number; drainMs: number }; reply: { published: Publication[] } };
  /** Waits until the subscribers have received all messages that the whole run published. */
  settle: { request: { published: Publication[]; settleMs: number }; reply: { deliveries: Deliveries } };
};

export type WorkerVerb = keyof WorkerProtocol;
export type WorkerRequest = {
  [Verb in WorkerVerb]: { verb: Verb; payload: WorkerProtocol[Verb]['request'] };
}[WorkerVerb];

export type WireError = { code: ErrorCode; message: string; hint: string };
export type WorkerReply =
  | { type: 'reply'; payload: WorkerProtocol[WorkerVerb]['reply'] }
  | { type: 'refused'; error: WireError }
  | { type: 'failure'; failure: FailureClass };
