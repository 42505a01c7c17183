import { monotonicUs } from '../../core/clock.ts';
import type { NetworkProfile } from '../profile.ts';

/** Bytes that one direction of the link has carried, by their actual arrival. */
export type DirectionLedger = {
  /** TCP payload that arrived at the other end. */
  bytes: number;
  /** Time in which the link was sending without a break, in periods that are long enough to judge. */
  busyUs: number;
  /** Bytes that arrived in these periods. */
  busyBytes: number;
  /** `busyBytes` over `busyUs`; null if no period was long enough, or nothing was limited. */
  rateBitsPerSecond: number | null;
  /** The largest delay that the shaper itself added for lack of CPU. */
  worstLateUs: number;
};

/** The link's configuration from `atUs` on. */
export type LinkSetting = Pick<
  NetworkProfile,
  'id' | 'downBitsPerSecond' | 'upBitsPerSecond' | 'roundTripMs'
> & { atUs: number };

export type HostLedger = { downBytes: number; upBytes: number; connections: number };

/** The shaper's account since it started or was last reset. */
export type Ledger = {
  network: string;
  /** Every setting of this account; the first was already in force when it began. */
  settings: LinkSetting[];
  startedAtUs: number;
  takenAtUs: number;
  down: DirectionLedger;
  up: DirectionLedger;
  connections: { opened: number; failed: number; refused: number; openNow: number };
  /** Destinations that were not allowed, with the number of attempts. */
  refusedDestinations: Record<string, number>;
  /** By `host:port` as the browser named it. */
  hosts: Record<string, HostLedger>;
};

export type Direction = 'down' | 'up';

/**
 * Timers have a resolution of milliseconds. Only a period that carries bytes for this long at the configured
 * rate can show a difference of 1 %. A ping that a busy host delivers late is no such period.
 */
const judgedPeriodUs = 100_000;

/**
 * When the first bytes could leave, when the last should have left, and when they arrived minus the delay.
 */
type Period = { startUs: number; endUs: number; arrivedUs: number; bytes: number };

/**
 * Adds up one direction. A busy period runs from when its first bytes could leave until its last bytes
 * arrived, minus the delay of the path. Both times are clock readings, so a shaper that is too slow or too
 * fast shows here, although not in its own plan.
 */
export class DirectionAccount {
  #bytes = 0;
  #worstLateUs = 0;
  #judgedUs = 0;
  #judgedBytes = 0;
  #period: Period | undefined;

  /** @param lateUs by how much the bytes arrived after they should have; negative for early */
  arrived(bytes: number, startUs: number, endUs: number, lateUs: number): void {
    this.#bytes += bytes;
    this.#worstLateUs = Math.max(this.#worstLateUs, lateUs);
    if (endUs === startUs) return;
    if (this.#period && startUs <= this.#period.endUs) {
      this.#period.endUs = endUs;
      this.#period.arrivedUs = endUs + lateUs;
      this.#period.bytes += bytes;
    } else {
      this.#close();
      this.#period = { startUs, endUs, arrivedUs: endUs + lateUs, bytes };
    }
  }

  /** Bytes that bypassed the link. */
  passed(bytes: number): void {
    this.#bytes += bytes;
  }

  read(): DirectionLedger {
    const open = judged(this.#period);
    const busyUs = this.#judgedUs + open.us;
    const busyBytes = this.#judgedBytes + open.bytes;
    return {
      bytes: this.#bytes,
      busyUs,
      busyBytes,
      rateBitsPerSecond: busyUs === 0 ? null : (busyBytes * 8) / (busyUs / 1e6),
      worstLateUs: this.#worstLateUs,
    };
  }

  #close(): void {
    const closed = judged(this.#period);
    this.#judgedUs += closed.us;
    this.#judgedBytes += closed.bytes;
  }
}

function judged(period: Period | undefined): { us: number; bytes: number } {
  if (!period || period.endUs - period.startUs < judgedPeriodUs) return { us: 0, bytes: 0 };
  return { us: period.arrivedUs - period.startUs, bytes: period.bytes };
}

/** The account of a whole shaper. Open connections stay counted as open across a reset. */
export class Account {
  #startedAtUs = monotonicUs();
  #directions = { down: new DirectionAccount(), up: new DirectionAccount() };
  #counts = { opened: 0, failed: 0, refused: 0 };
  #openNow = 0;
  #refused = new Map<string, number>();
  #hosts = new Map<string, HostLedger>();
  #settings: [LinkSetting, ...LinkSetting[]];

  constructor(network: NetworkProfile) {
    this.#settings = [settingOf(network)];
  }

  /** The link has new settings. */
  set(network: NetworkProfile): void {
    this.#settings.push(settingOf(network));
  }

  opened(destination: string): void {
    this.#counts.opened += 1;
    this.#openNow += 1;
    this.#host(destination).connections += 1;
  }

  closed(): void {
    this.#openNow -= 1;
  }

  failed(): void {
    this.#counts.failed += 1;
  }

  refused(destination: string): void {
    this.#counts.refused += 1;
    this.#refused.set(destination, (this.#refused.get(destination) ?? 0) + 1);
  }

  arrived(direction: Direction, bytes: number, startUs: number, endUs: number, lateUs: number): void {
    this.#directions[direction].arrived(bytes, startUs, endUs, lateUs);
  }

  passed(direction: Direction, bytes: number): void {
    this.#directions[direction].passed(bytes);
  }

  /** Adds bytes to a host's account, in addition to the direction's. */
  carried(direction: Direction, destination: string, bytes: number): void {
    const host = this.#host(destination);
    if (direction === 'down') host.downBytes += bytes;
    else host.upBytes += bytes;
  }

  reset(): void {
    this.#startedAtUs = monotonicUs();
    this.#directions = { down: new DirectionAccount(), up: new DirectionAccount() };
    this.#counts = { opened: 0, failed: 0, refused: 0 };
    this.#refused = new Map();
    this.#hosts = new Map();
    this.#settings = [{ ...this.#current(), atUs: this.#startedAtUs }];
  }

  read(): Ledger {
    return {
      network: this.#current().id,
      settings: [...this.#settings],
      startedAtUs: this.#startedAtUs,
      takenAtUs: monotonicUs(),
      down: this.#directions.down.read(),
      up: this.#directions.up.read(),
      connections: { ...this.#counts, openNow: this.#openNow },
      refusedDestinations: Object.fromEntries(this.#refused),
      hosts: Object.fromEntries(this.#hosts),
    };
  }

  #current(): LinkSetting {
    return this.#settings.at(-1) ?? this.#settings[0];
  }

  #host(destination: string): HostLedger {
    const known = this.#hosts.get(destination);
    if (known) return known;
    const host = { downBytes: 0, upBytes: 0, connections: 0 };
    this.#hosts.set(destination, host);
    return host;
  }
}

function settingOf({ id, downBitsPerSecond, upBitsPerSecond, roundTripMs }: NetworkProfile): LinkSetting {
  return { id, downBitsPerSecond, upBitsPerSecond, roundTripMs, atUs: monotonicUs() };
}
