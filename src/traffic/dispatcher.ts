import { monotonicUs } from '../core/clock.ts';
import { causeText } from '../core/errors.ts';
import { type ArrivalTable, arrivalState, at } from './arrivals.ts';
import type { OperationOutcome } from './contract.ts';
import type { FailureClass } from './result.ts';

/** A worker keeps this many distinct failures; all others share one class. */
const maxFailures = 100;
const other: FailureClass = { reason: 'other', status: null };

export type DispatcherOptions = {
  table: ArrivalTable;
  workerIndex: number;
  maxInFlight: number;
  /** Performs the arrival with this index. */
  perform(index: number): Promise<OperationOutcome>;
  /** Called once for each new class of failure, in the order of their indexes. */
  onFailure(failure: FailureClass): void;
};

/** A short class for an error of an operation: the code of a system error, else the error's text. */
export function failureReason(cause: unknown): string {
  if (!(cause instanceof Error)) return causeText(cause);
  if (cause.cause instanceof Error) return failureReason(cause.cause);
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return cause.name === 'Error' || cause.name === 'TypeError' ? causeText(cause) : cause.name;
}

function failure(cause: unknown): OperationOutcome {
  return { kind: 'failed', receivedUs: monotonicUs(), reason: failureReason(cause) };
}

/**
 * Sends one worker's share of the schedule, open loop: each arrival is sent at its intended start, whatever
 * the result of those before it. Nothing is retried. The only limit is the number of operations in flight:
 * beyond it an arrival is dropped and counted.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #mine: Uint32Array;
  readonly #failures: FailureClass[] = [];
  #cursor = 0;
  #inFlight = 0;
  #startedUs = 0;
  #timer: NodeJS.Timeout | undefined;
  #onIdle: (() => void) | undefined;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    const { table, workerIndex } = options;
    const mine: number[] = [];
    for (let index = 0; index < table.count; index++) {
      if (at(table.worker, index) === workerIndex) mine.push(index);
    }
    this.#mine = Uint32Array.from(mine);
  }

  /** Starts the clock of the schedule at `startedUs`, on the host clock. */
  start(startedUs: number): void {
    this.#startedUs = startedUs;
    this.#pump();
  }

  /**
   * Sends everything that was due by `stoppedUs`, then nothing more. Resolves when nothing is in flight, or
   * after `drainMs`.
   */
  async drain(stoppedUs: number, drainMs: number): Promise<void> {
    clearTimeout(this.#timer);
    this.#sendDue(stoppedUs);
    if (this.#inFlight === 0) return;
    await new Promise<void>((resolve) => {
      const limit = setTimeout(resolve, drainMs);
      this.#onIdle = () => {
        clearTimeout(limit);
        resolve();
      };
    });
  }

  #pump(): void {
    const dueUs = this.#sendDue(monotonicUs());
    if (dueUs === null) return;
    // Node's timers count whole milliseconds: waking up one round too early is better than too late.
    const waitMs = Math.max(1, Math.floor((dueUs - monotonicUs()) / 1_000));
    this.#timer = setTimeout(() => this.#pump(), waitMs);
  }

  /** Sends all arrivals due by `untilUs`; returns when the next one is due, null after the last. */
  #sendDue(untilUs: number): number | null {
    for (; this.#cursor < this.#mine.length; this.#cursor++) {
      const index = at(this.#mine, this.#cursor);
      const dueUs = this.#startedUs + at(this.#options.table.intendedUs, index);
      if (dueUs > untilUs) return dueUs;
      this.#send(index);
    }
    return null;
  }

  #send(index: number): void {
    const { table, maxInFlight, perform } = this.#options;
    if (this.#inFlight >= maxInFlight) {
      Atomics.store(table.state, index, arrivalState.dropped);
      return;
    }
    this.#inFlight += 1;
    table.sentUs[index] = monotonicUs() - this.#startedUs;
    Atomics.store(table.state, index, arrivalState.inFlight);
    void perform(index)
      .catch((cause: unknown) => failure(cause))
      .then((outcome) => this.#end(index, outcome));
  }

  #end(index: number, outcome: OperationOutcome): void {
    const { table } = this.#options;
    table.endUs[index] = outcome.receivedUs - this.#startedUs;
    if (outcome.kind === 'failed')
      table.reason[index] = this.#failureIndex(outcome.reason, outcome.status ?? null);
    if (outcome.kind === 'throttled') table.reason[index] = outcome.retryAfterMs === null ? 1 : 0;
    Atomics.store(table.state, index, arrivalState[outcome.kind]);
    this.#inFlight -= 1;
    if (this.#inFlight === 0) this.#onIdle?.();
  }

  #failureIndex(reason: string, status: number | null): number {
    const known = this.#failures.findIndex((each) => each.reason === reason && each.status === status);
    if (known !== -1) return known;
    if (this.#failures.length > maxFailures) return maxFailures;
    const added = this.#failures.length < maxFailures ? { reason, status } : other;
    this.#options.onFailure(added);
    return this.#failures.push(added) - 1;
  }
}
