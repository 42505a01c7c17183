/**
 * The table of arrivals: one row for each planned operation, in shared memory. The schedule fills the first
 * columns before the start. While it runs, each worker thread writes only to its own rows, and the main
 * thread reads all rows without interrupting the workers.
 */

export const arrivalState = {
  planned: 0,
  inFlight: 1,
  completed: 2,
  failed: 3,
  throttled: 4,
  dropped: 5,
} as const;

export type ArrivalTable = {
  readonly count: number;
  /** Intended start, µs after the traffic's start; ascending. */
  readonly intendedUs: Float64Array<SharedArrayBuffer>;
  /** Index into the plan's operations. */
  readonly operation: Uint8Array<SharedArrayBuffer>;
  /** Index into the list of users. */
  readonly user: Uint32Array<SharedArrayBuffer>;
  readonly worker: Uint8Array<SharedArrayBuffer>;
  /** µs after the traffic's start; only valid from state `inFlight` on. */
  readonly sentUs: Float64Array<SharedArrayBuffer>;
  /** µs after the traffic's start; only valid once the arrival has ended. */
  readonly endUs: Float64Array<SharedArrayBuffer>;
  /** One of {@link arrivalState}; written last, atomically. */
  readonly state: Uint8Array<SharedArrayBuffer>;
  /** Failed arrivals: index into the worker's reasons. Throttled arrivals: 1 without Retry-After. */
  readonly reason: Uint16Array<SharedArrayBuffer>;
};

/** An empty table with all rows planned. */
export function allocateArrivals(count: number): ArrivalTable {
  return {
    count,
    intendedUs: new Float64Array(new SharedArrayBuffer(count * 8)),
    operation: new Uint8Array(new SharedArrayBuffer(count)),
    user: new Uint32Array(new SharedArrayBuffer(count * 4)),
    worker: new Uint8Array(new SharedArrayBuffer(count)),
    sentUs: new Float64Array(new SharedArrayBuffer(count * 8)),
    endUs: new Float64Array(new SharedArrayBuffer(count * 8)),
    state: new Uint8Array(new SharedArrayBuffer(count)),
    reason: new Uint16Array(new SharedArrayBuffer(count * 2)),
  };
}

/**
 * The element of a column that must exist. @throws RangeError if it does not, which is a bug of the harness
 */
export function at<Value>(column: ArrayLike<Value>, index: number): Value {
  const value = column[index];
  if (value === undefined) throw new RangeError(`There is no arrival ${index} of ${column.length}.`);
  return value;
}

export type Arrival = {
  index: number;
  intendedUs: number;
  operation: number;
  worker: number;
  state: number;
  sentUs: number;
  endUs: number;
  reason: number;
};

/** The index of the first arrival whose intended start is at or after `atUs`. */
function firstAt(table: ArrivalTable, atUs: number): number {
  let low = 0;
  let high = table.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(table.intendedUs, middle) < atUs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The arrivals whose intended start is in [fromUs, toUs), both in µs after the traffic's start. */
export function* arrivalsWithin(table: ArrivalTable, fromUs: number, toUs: number): Generator<Arrival> {
  for (let index = firstAt(table, fromUs); index < table.count; index++) {
    const intendedUs = at(table.intendedUs, index);
    if (intendedUs >= toUs) return;
    // Reads the state first: a worker writes the times before the state.
    const state = Atomics.load(table.state, index);
    yield {
      index,
      intendedUs,
      operation: at(table.operation, index),
      worker: at(table.worker, index),
      state,
      sentUs: at(table.sentUs, index),
      endUs: at(table.endUs, index),
      reason: at(table.reason, index),
    };
  }
}
