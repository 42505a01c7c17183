import { monotonicUs } from '../../core/clock.ts';
import type { Flow, LinkConditions, Parcel } from './shaper-link.ts';
import { Link } from './shaper-link.ts';

/**
 * Timers tick in whole milliseconds: waking up to half a tick early balances waking up to half a tick late.
 */
const earlyUs = 500;

/**
 * Drives a {@link Link} with timers: it wakes when something may leave or arrive, without busy waiting. A
 * late wake-up delays an arrival by the same time, which is reported as its lateness.
 */
export class Pump {
  readonly #link: Link;
  readonly #onArrived: (parcel: Parcel, lateUs: number) => void;
  #timer: NodeJS.Timeout | undefined;
  #timerUs = 0;

  constructor(conditions: LinkConditions, onArrived: (parcel: Parcel, lateUs: number) => void) {
    this.#link = new Link(conditions);
    this.#onArrived = onArrived;
  }

  get transparent(): boolean {
    return this.#link.transparent;
  }

  get queueLimitBytes(): number {
    return this.#link.queueLimitBytes;
  }

  setConditions(conditions: LinkConditions): void {
    this.#link.setConditions(conditions, monotonicUs());
    this.#run();
  }

  send(flow: Flow, freight: Buffer | 'fin'): void {
    this.#link.send(flow, freight, monotonicUs());
    this.#arm();
  }

  reset(flow: Flow): void {
    this.#link.reset(flow, monotonicUs());
    this.#arm();
  }

  /** The receiver has room again. */
  offer(flow: Flow): void {
    this.#link.offer(flow, monotonicUs());
    this.#arm();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #run(): void {
    this.#timer = undefined;
    const nowUs = monotonicUs();
    this.#link.advance(nowUs);
    const untilUs = nowUs + earlyUs;
    for (let parcel = this.#link.takeArrived(untilUs); parcel; parcel = this.#link.takeArrived(untilUs)) {
      this.#onArrived(parcel, nowUs - parcel.dueUs);
      parcel.flow.owner.onArrived(parcel);
      this.#link.offer(parcel.flow, nowUs);
    }
    this.#arm();
  }

  #arm(): void {
    const nextUs = this.#link.nextWakeUs();
    if (nextUs === undefined || (this.#timer && this.#timerUs <= nextUs)) return;
    clearTimeout(this.#timer);
    this.#timerUs = nextUs;
    this.#timer = setTimeout(() => this.#run(), Math.max(0, Math.round((nextUs - monotonicUs()) / 1000)));
  }
}
