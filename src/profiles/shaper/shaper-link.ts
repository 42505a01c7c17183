/**
 * One direction of the shaped last mile as a virtual clock: it decides when bytes leave and arrive, and has
 * no sockets or timers. All times are microseconds of one monotonic clock.
 *
 * The link serialises segments of at most {@link segmentBytes}, one after the other, at its rate; each
 * arrives one-way delay after its last bit left. Flows (one per connection) take turns segment by segment, as
 * with a fair queue at the bottleneck (WebPageTest's dummynet has one queue per port, too). So a ping beside
 * a download waits for the segment on the wire and one turn of each other flow, not for a backlog of seconds.
 * Within a flow the order is kept.
 *
 * The start of a segment follows from the end of the one before, never from when a timer fired. Late timers
 * therefore cost no rate as long as something is queued.
 */

/** Payload of a full TCP segment on an MTU of 1,500. */
export const segmentBytes = 1460;

export type LinkConditions = { bytesPerSecond: number | null; oneWayUs: number };

/** `fin` comes after the queued bytes; `reset` overtakes them, as the sender's own stack drops them. */
type Freight = Buffer | 'fin' | 'reset';

export type Parcel = { flow: Flow; freight: Freight; startUs: number; endUs: number; dueUs: number };

/** Callbacks of a flow's owner for the link. */
export type FlowOwner = {
  /** Bytes that have arrived but that the receiver has not taken yet. */
  backlogBytes: () => number;
  /** Some queued bytes left; there may be room for more. */
  onSent: () => void;
  onArrived: (parcel: Parcel) => void;
};

/** The bytes of one connection in one direction: queued in front of the link, then in flight. */
export class Flow {
  readonly owner: FlowOwner;
  readonly queue: Freight[] = [];
  queuedBytes = 0;
  inFlightBytes = 0;
  inFlightParcels = 0;
  /** Waiting for its turn since `readySinceUs`. */
  ready = false;
  readySinceUs = 0;

  constructor(owner: FlowOwner) {
    this.owner = owner;
  }

  get idle(): boolean {
    return this.queue.length === 0 && this.inFlightParcels === 0;
  }

  /** Drops everything that has not left. */
  clear(): void {
    this.queue.length = 0;
    this.queuedBytes = 0;
  }
}

export class Link {
  #conditions: LinkConditions;
  #nextFreeUs = 0;
  #lastDueUs = 0;
  readonly #turns: Flow[] = [];
  readonly #inFlight: Parcel[] = [];

  constructor(conditions: LinkConditions) {
    this.#conditions = conditions;
  }

  /** True if bytes bypass the link. */
  get transparent(): boolean {
    return this.#conditions.bytesPerSecond === null && this.#conditions.oneWayUs === 0;
  }

  /** Bytes a flow may queue before its sender is paused: 50 ms of the link, within 32 and 256 KiB. */
  get queueLimitBytes(): number {
    const rate = this.#conditions.bytesPerSecond ?? Number.POSITIVE_INFINITY;
    return Math.min(256 * 1024, Math.max(32 * 1024, rate * 0.05));
  }

  /**
   * Bytes in flight or untaken, as in a TCP window: at most twice the delay's worth, within 64 KiB and 1 MiB.
   */
  get windowBytes(): number {
    const rate = this.#conditions.bytesPerSecond ?? Number.POSITIVE_INFINITY;
    const pathBytes = this.#conditions.oneWayUs === 0 ? 0 : (rate * this.#conditions.oneWayUs) / 1e6;
    return Math.min(1024 * 1024, Math.max(64 * 1024, 2 * pathBytes));
  }

  /** Applies to bytes that have not left; bytes in flight keep their arrival time. */
  setConditions(conditions: LinkConditions, nowUs: number): void {
    this.advance(nowUs);
    this.#conditions = conditions;
  }

  send(flow: Flow, freight: Buffer | 'fin', nowUs: number): void {
    this.advance(nowUs);
    flow.queue.push(freight);
    if (freight !== 'fin') flow.queuedBytes += freight.length;
    this.offer(flow, nowUs);
    this.advance(nowUs);
  }

  /** Drops everything that has not left; the reset follows the bytes in flight. */
  reset(flow: Flow, nowUs: number): void {
    flow.clear();
    this.#launch(flow, 'reset', nowUs, nowUs);
  }

  /** Queues a flow for its next turn, for example after its receiver has taken some bytes. */
  offer(flow: Flow, nowUs: number): void {
    if (flow.ready || flow.queue.length === 0 || !this.#windowOpen(flow)) return;
    flow.ready = true;
    flow.readySinceUs = nowUs;
    this.#turns.push(flow);
  }

  /** Sends everything that is due. */
  advance(nowUs: number): void {
    for (let flow = this.#turns[0]; flow; flow = this.#turns[0]) {
      const startUs = Math.max(this.#nextFreeUs, flow.readySinceUs);
      if (startUs > nowUs) return;
      this.#turns.shift();
      flow.ready = false;
      if (flow.queue.length === 0 || !this.#windowOpen(flow)) continue;
      this.#sendHead(flow, startUs);
      this.offer(flow, flow.readySinceUs);
      flow.owner.onSent();
    }
  }

  /** The next parcel that has arrived by then, in order of arrival. */
  takeArrived(nowUs: number): Parcel | undefined {
    const parcel = this.#inFlight[0];
    if (!parcel || parcel.dueUs > nowUs) return undefined;
    this.#inFlight.shift();
    parcel.flow.inFlightParcels -= 1;
    if (typeof parcel.freight !== 'string') parcel.flow.inFlightBytes -= parcel.freight.length;
    return parcel;
  }

  /** Time of the next action; undefined while nothing is queued or in flight. */
  nextWakeUs(): number | undefined {
    const turn = this.#turns[0];
    const leaveUs = turn ? Math.max(this.#nextFreeUs, turn.readySinceUs) : Number.POSITIVE_INFINITY;
    const arriveUs = this.#inFlight[0]?.dueUs ?? Number.POSITIVE_INFINITY;
    const next = Math.min(leaveUs, arriveUs);
    return Number.isFinite(next) ? next : undefined;
  }

  #windowOpen(flow: Flow): boolean {
    return flow.inFlightBytes + flow.owner.backlogBytes() < this.windowBytes;
  }

  #sendHead(flow: Flow, startUs: number): void {
    const head = flow.queue[0];
    if (head === undefined) return;
    const rate = this.#conditions.bytesPerSecond;
    // Without a rate there is no capacity to share, so a chunk goes in one piece.
    if (typeof head === 'string' || rate === null || head.length <= segmentBytes) {
      flow.queue.shift();
      this.#serialise(flow, head, startUs, rate);
    } else {
      flow.queue[0] = head.subarray(segmentBytes);
      this.#serialise(flow, head.subarray(0, segmentBytes), startUs, rate);
    }
  }

  #serialise(flow: Flow, freight: Freight, startUs: number, rate: number | null): void {
    const bytes = typeof freight === 'string' ? 0 : freight.length;
    const endUs = rate === null ? startUs : startUs + (bytes / rate) * 1e6;
    this.#nextFreeUs = endUs;
    flow.queuedBytes -= bytes;
    flow.inFlightBytes += bytes;
    this.#launch(flow, freight, startUs, endUs);
  }

  #launch(flow: Flow, freight: Freight, startUs: number, endUs: number): void {
    // After a change to a shorter delay, bytes must not overtake those already in flight.
    this.#lastDueUs = Math.max(this.#lastDueUs, endUs + this.#conditions.oneWayUs);
    flow.inFlightParcels += 1;
    this.#inFlight.push({ flow, freight, startUs, endUs, dueUs: this.#lastDueUs });
  }
}
