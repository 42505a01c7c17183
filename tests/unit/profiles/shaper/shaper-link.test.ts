import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { LinkConditions, Parcel } from '../../../../src/profiles/shaper/shaper-link.ts';
import { Flow, Link, segmentBytes } from '../../../../src/profiles/shaper/shaper-link.ts';

/** 50,000 bytes a second: a full segment takes 29,200 µs. */
const slow: LinkConditions = { bytesPerSecond: 50_000, oneWayUs: 200_000 };
const segmentUs = (segmentBytes / 50_000) * 1e6;
const foreverUs = 1e12;

function makeFlow(backlogBytes: () => number = () => 0): Flow {
  return new Flow({ backlogBytes, onSent: () => undefined, onArrived: () => undefined });
}

/** Runs the link to its end as a perfect timer would, and says what arrived. */
function drain(link: Link): Parcel[] {
  const arrived: Parcel[] = [];
  for (let nowUs = link.nextWakeUs(); nowUs !== undefined; nowUs = link.nextWakeUs()) {
    link.advance(nowUs);
    for (let parcel = link.takeArrived(nowUs); parcel; parcel = link.takeArrived(nowUs)) arrived.push(parcel);
  }
  return arrived;
}

function size(parcel: Parcel): number {
  return typeof parcel.freight === 'string' ? 0 : parcel.freight.length;
}

test('bytes take their serialisation and then the delay', () => {
  const link = new Link(slow);
  link.send(makeFlow(), Buffer.alloc(500), 1_000_000);
  expect(drain(link)).toMatchObject([{ startUs: 1_000_000, endUs: 1_010_000, dueUs: 1_210_000 }]);
});

test('late timers cost no rate while bytes are queued', () => {
  const link = new Link(slow);
  link.send(makeFlow(), Buffer.alloc(50_000), 0);
  // One single, very late wake-up instead of 35.
  link.advance(foreverUs);
  const arrived: Parcel[] = [];
  for (let p = link.takeArrived(foreverUs); p; p = link.takeArrived(foreverUs)) arrived.push(p);
  expect(arrived.at(-1)?.dueUs).toBeCloseTo(1_000_000 + 200_000, 3);
  expect(arrived.length).toBe(Math.ceil(50_000 / segmentBytes));
});

test('time in which nothing was queued is not made up for', () => {
  const link = new Link(slow);
  const flow = makeFlow();
  link.send(flow, Buffer.alloc(50), 0);
  link.send(flow, Buffer.alloc(50), 500_000);
  expect(drain(link).map((p) => p.startUs)).toEqual([0, 500_000]);
});

test('a ping beside a download waits for two segments at most, not for the download', () => {
  const link = new Link(slow);
  const ping = makeFlow();
  link.send(makeFlow(), Buffer.alloc(50_000), 0);
  link.send(ping, Buffer.alloc(10), 100_000);
  const arrived = drain(link).find((parcel) => parcel.flow === ping);
  expect(arrived?.startUs).toBeGreaterThanOrEqual(100_000);
  // The segment on the wire, and the download's turn.
  expect(arrived?.startUs).toBeLessThanOrEqual(100_000 + 2 * segmentUs);
});

test('downloads share the link evenly and fill it', () => {
  const link = new Link(slow);
  const flows = [makeFlow(), makeFlow(), makeFlow()];
  for (const flow of flows) link.send(flow, Buffer.alloc(29_200), 0);
  const arrived = drain(link);
  const ends = flows.map((flow) => arrived.findLast((parcel) => parcel.flow === flow)?.endUs ?? 0);
  expect(Math.max(...ends)).toBeCloseTo(((3 * 29_200) / 50_000) * 1e6, 3);
  // The first one had the link to itself for one segment; from then on they alternate.
  expect(Math.max(...ends) - Math.min(...ends)).toBeLessThanOrEqual(4 * segmentUs);
});

test('an end comes after the bytes before it, a reset drops what has not left', () => {
  const link = new Link(slow);
  const ended = makeFlow();
  link.send(ended, Buffer.alloc(3000), 0);
  link.send(ended, 'fin', 0);
  expect(drain(link).map((p) => (typeof p.freight === 'string' ? p.freight : size(p)))).toEqual([
    1460,
    1460,
    80,
    'fin',
  ]);

  const next = new Link(slow);
  const reset = makeFlow();
  next.send(reset, Buffer.alloc(50_000), 0);
  next.reset(reset, 30_000);
  expect(drain(next).map((p) => (typeof p.freight === 'string' ? p.freight : size(p)))).toEqual([
    1460,
    'reset',
  ]);
  expect(reset.queuedBytes).toBe(0);
});

test('new conditions hold for what has not left; what is in flight keeps its arrival', () => {
  const link = new Link(slow);
  const flow = makeFlow();
  link.send(flow, Buffer.alloc(2 * segmentBytes), 0);
  link.setConditions({ bytesPerSecond: 500_000, oneWayUs: 10_000 }, 1000);
  const [first, second] = drain(link);
  expect(first).toMatchObject({ endUs: 29_200, dueUs: 229_200 });
  // Ten times faster, but never before the bytes sent earlier.
  expect(second).toMatchObject({ startUs: 29_200, endUs: 32_120, dueUs: 229_200 });
});

test('a receiver that takes nothing stops its own flow, not the link', () => {
  let backlogBytes = 0;
  const link = new Link(slow);
  const stuck = makeFlow(() => backlogBytes);
  const other = makeFlow();
  backlogBytes = link.windowBytes;
  link.send(stuck, Buffer.alloc(10_000), 0);
  link.send(other, Buffer.alloc(10_000), 0);
  expect(drain(link).every((parcel) => parcel.flow === other)).toBe(true);
  backlogBytes = 0;
  link.offer(stuck, 5_000_000);
  const late = drain(link);
  expect(late.reduce((sum, parcel) => sum + size(parcel), 0)).toBe(10_000);
  expect(late[0]?.startUs).toBe(5_000_000);
});

test('without a rate and a delay the link is transparent, with either it is not', () => {
  expect(new Link({ bytesPerSecond: null, oneWayUs: 0 }).transparent).toBe(true);
  expect(new Link({ bytesPerSecond: null, oneWayUs: 1 }).transparent).toBe(false);
  expect(new Link({ bytesPerSecond: 1, oneWayUs: 0 }).transparent).toBe(false);
});

test('whatever is sent arrives once, in order, and never faster than the rate', () => {
  const sends = fc.array(
    fc.record({
      flow: fc.nat(3),
      bytes: fc.integer({ min: 1, max: 20_000 }),
      gapUs: fc.integer({ min: 0, max: 400_000 }),
    }),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(sends, (plan) => {
      const link = new Link({ bytesPerSecond: 50_000, oneWayUs: 1000 });
      // A window that never closes: only order and pace matter here.
      const flows = [makeFlow(), makeFlow(), makeFlow(), makeFlow()].map((flow) => ({
        flow,
        sent: 0,
        got: 0,
      }));
      const arrived: Parcel[] = [];
      let nowUs = 0;
      for (const { flow, bytes, gapUs } of plan) {
        nowUs += gapUs;
        const entry = flows[flow];
        if (!entry) throw new Error('no such flow');
        link.send(entry.flow, Buffer.alloc(bytes), nowUs);
        entry.sent += bytes;
        for (let p = link.takeArrived(nowUs); p; p = link.takeArrived(nowUs)) arrived.push(p);
      }
      arrived.push(...drain(link));
      let freeUs = 0;
      for (const parcel of arrived) {
        expect(parcel.startUs).toBeGreaterThanOrEqual(freeUs - 1e-6);
        expect(parcel.endUs - parcel.startUs).toBeCloseTo(size(parcel) * 20, 3);
        freeUs = parcel.endUs;
        const entry = flows.find(({ flow }) => flow === parcel.flow);
        if (entry) entry.got += size(parcel);
      }
      for (const { sent, got, flow } of flows) {
        expect(got).toBe(sent);
        expect(flow).toMatchObject({ queuedBytes: 0, inFlightBytes: 0, idle: true });
      }
    }),
    { numRuns: 40 },
  );
});
