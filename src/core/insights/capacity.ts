/** How the backend handled each load of a run, and between which rates its limit lies. */
import { formatCount, formatValue } from '../format.ts';
import type { Capacity, LoadClass, LoadLevel } from '../results/advice.ts';
import { type Cell, type CellKey, cellName } from '../results/cell.ts';
import { type Traffic, trafficOf } from '../results/traffic-account.ts';

const slower = { slowsDown: 2, breaks: 10 } as const;
const errors = { slowsDown: 0.01, breaks: 0.1 } as const;
/** From this HTTP status on, the server broke rather than slowed down. */
const serverError = 500;

interface Measured {
  cell: Cell;
  traffic: Traffic;
  offeredPerSecond: number;
  completedPerSecond: number;
}

/** Every cell with traffic that can be read, the lowest rate first. */
export function loadLevels(cells: readonly Cell[]): LoadLevel[] {
  const measured = cells.flatMap(measuredOf).toSorted((a, b) => a.offeredPerSecond - b.offeredPerSecond);
  return measured.map((each) => {
    const { cell, traffic, offeredPerSecond, completedPerSecond } = each;
    return {
      cell: keyOf(cell),
      plan: traffic.plan,
      offeredPerSecond,
      completedPerSecond,
      errorShare: errorShareOf(traffic),
      p95Ms: slowestP95(traffic),
      ...classify(traffic, leastLoad(each, measured)),
    };
  });
}

/** The limit, by the levels that could be classified. */
export function capacityOf(levels: readonly LoadLevel[]): Capacity {
  const rates = (classes: readonly LoadClass[]): number[] =>
    levels.filter((level) => classes.includes(level.class)).map(({ offeredPerSecond }) => offeredPerSecond);
  const [fine, not] = [rates(['fine']), rates(['slows-down', 'breaks'])];
  return {
    fineUpTo: fine.length === 0 ? null : Math.max(...fine),
    notFineFrom: not.length === 0 ? null : Math.min(...not),
  };
}

function keyOf({ scenario, params, profile, arm }: Cell): CellKey {
  return { scenario, params, profile, arm };
}

function measuredOf(cell: Cell): Measured[] {
  const traffic = trafficOf(cell);
  if (traffic === undefined) return [];
  const { startedUs, stoppedUs, planned, completed } = traffic;
  if (startedUs === null || stoppedUs === null || planned === null || completed === null) return [];
  const seconds = (stoppedUs - startedUs) / 1e6;
  if (seconds <= 0 || planned === 0) return [];
  return [{ cell, traffic, offeredPerSecond: planned / seconds, completedPerSecond: completed / seconds }];
}

/** The lightest load of the same scenario, parameters and profile, when it was at most half of this one. */
function leastLoad(of: Measured, all: readonly Measured[]): Traffic | undefined {
  const name = ({ cell }: Measured) => cellName({ ...cell, arm: 'default' });
  const least = all.find((each) => each.traffic.valid !== false && name(each) === name(of));
  if (least === undefined || least.offeredPerSecond * 2 > of.offeredPerSecond) return undefined;
  return least.traffic;
}

function classify(traffic: Traffic, base: Traffic | undefined): Pick<LoadLevel, 'class' | 'reason'> {
  if (traffic.valid === false) return { class: 'invalid', reason: traffic.reasons.join('; ') };
  const failure = traffic.operations
    .flatMap(({ failures }) => failures)
    .find(({ status }) => status !== null && status >= serverError);
  if (failure !== undefined) {
    return { class: 'breaks', reason: `${formatCount(failure.count)} × ${failure.reason}` };
  }
  const share = errorShareOf(traffic);
  if (share === null) return { class: 'cannot-tell', reason: 'how many operations failed was not recorded' };
  const failed = `${formatValue(100 * share, 'percent')} failed`;
  if (share > errors.breaks) return { class: 'breaks', reason: failed };
  const ratio = base === undefined ? undefined : slowdown(traffic, base);
  if (ratio !== undefined && ratio.times > slower.breaks) return { class: 'breaks', reason: ratio.text };
  if (share >= errors.slowsDown) return { class: 'slows-down', reason: failed };
  if (ratio === undefined) {
    return {
      class: 'cannot-tell',
      reason: `${failed}; there is no load of at most half the rate in this run to compare p95 with`,
    };
  }
  return {
    class: ratio.times >= slower.slowsDown ? 'slows-down' : 'fine',
    reason: `${ratio.text}, ${failed}`,
  };
}

/** By the operation that slowed down most; undefined when no operation was completed under both. */
function slowdown(traffic: Traffic, base: Traffic): { times: number; text: string } | undefined {
  const ratios = traffic.operations.flatMap(({ name, response }) => {
    const before = base.operations.find((each) => each.name === name)?.response;
    if (response === null || before === null || before === undefined || before.p95Ms <= 0) return [];
    return [{ name, times: response.p95Ms / before.p95Ms }];
  });
  const worst = ratios.toSorted((a, b) => b.times - a.times)[0];
  if (worst === undefined) return undefined;
  const { name, times } = worst;
  return { times, text: `p95 of ${name} is ${formatValue(times, 'count')} times that of the least load` };
}

function errorShareOf({ failed, started }: Traffic): number | null {
  return failed === null || started === null || started === 0 ? null : failed / started;
}

function slowestP95({ operations }: Traffic): number | null {
  const all = operations.flatMap(({ response }) => (response === null ? [] : [response.p95Ms]));
  return all.length === 0 ? null : Math.max(...all);
}
