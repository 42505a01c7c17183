import type { Socket } from 'node:net';
import type { Account, Direction } from './shaper-ledger.ts';
import type { FlowOwner, Parcel } from './shaper-link.ts';
import { Flow } from './shaper-link.ts';
import type { Pump } from './shaper-pump.ts';

export type Lanes = { down: Pump; up: Pump };

/**
 * Joins two open sockets across the link until both directions have ended or one side was reset.
 * Both sockets must allow half-open connections: an end is passed on after the data before it, and the
 * other direction goes on.
 */
export function joinSockets(
  client: Socket,
  target: Socket,
  destination: string,
  lanes: Lanes,
  account: Account,
): void {
  const up = new Half(client, target, lanes.up, (bytes, direct) => book('up', bytes, direct));
  const down = new Half(target, client, lanes.down, (bytes, direct) => book('down', bytes, direct));
  up.start(down);
  down.start(up);
  account.opened(destination);
  let open = 2;
  const closed = (): void => {
    open -= 1;
    if (open === 0) account.closed();
  };
  client.once('close', closed);
  target.once('close', closed);

  function book(direction: Direction, bytes: number, direct: boolean): void {
    account.carried(direction, destination, bytes);
    if (direct) account.passed(direction, bytes);
  }
}

/** One direction of a connection: reads from `source`, passes the bytes over the link, writes to `sink`. */
class Half implements FlowOwner {
  readonly #source: Socket;
  readonly #sink: Socket;
  readonly #pump: Pump;
  readonly #book: (bytes: number, direct: boolean) => void;
  readonly #flow: Flow;
  #dead = false;

  constructor(source: Socket, sink: Socket, pump: Pump, book: (bytes: number, direct: boolean) => void) {
    this.#source = source;
    this.#sink = sink;
    this.#pump = pump;
    this.#book = book;
    this.#flow = new Flow(this);
  }

  start(opposite: Half): void {
    this.#source.on('data', (chunk: Buffer) => this.#read(chunk));
    this.#source.on('end', () => this.#end());
    this.#source.on('error', () => {
      this.#reset();
      opposite.abandon();
    });
    this.#sink.on('drain', () => {
      this.#pump.offer(this.#flow);
      this.onSent();
    });
    // The handshake paused it; adding a listener does not resume it.
    this.#source.resume();
  }

  /** The receiver is gone: data that the sender still sends is discarded until the sender notices. */
  abandon(): void {
    this.#dead = true;
    this.#flow.clear();
    this.#source.resume();
  }

  backlogBytes(): number {
    return this.#sink.writableLength;
  }

  onSent(): void {
    if (this.#source.isPaused() && this.#hasRoom(this.#pump.queueLimitBytes / 2)) this.#source.resume();
  }

  onArrived({ freight }: Parcel): void {
    if (freight === 'reset') this.#sink.resetAndDestroy();
    else if (this.#dead || !this.#sink.writable) return;
    else if (freight === 'fin') this.#sink.end();
    else {
      this.#sink.write(freight);
      this.#book(freight.length, false);
    }
  }

  /** While bytes bypass the link, the receiver's own buffer is the limit; otherwise the queue is. */
  #hasRoom(limitBytes: number): boolean {
    if (this.#pump.transparent && this.#flow.idle) return !this.#sink.writableNeedDrain;
    return this.#flow.queuedBytes <= limitBytes;
  }

  #read(chunk: Buffer): void {
    if (this.#dead) return;
    if (this.#pump.transparent && this.#flow.idle) {
      this.#book(chunk.length, true);
      if (!this.#sink.write(chunk)) this.#source.pause();
      return;
    }
    this.#pump.send(this.#flow, chunk);
    if (!this.#hasRoom(this.#pump.queueLimitBytes)) this.#source.pause();
  }

  #end(): void {
    if (this.#dead) return;
    if (this.#pump.transparent && this.#flow.idle) this.#sink.end();
    else this.#pump.send(this.#flow, 'fin');
  }

  #reset(): void {
    if (this.#dead) return;
    this.#dead = true;
    this.#pump.reset(this.#flow);
  }
}
