/**
 * Whether two runs had machines of the same speed, by the reference workload. Two runs count as two machines
 * even on one host: other load, heat and the hypervisor differ (docs/decisions/reference-workload.md).
 */
import { formatValue } from '../format.ts';
import type { Cell } from '../results/cell.ts';
import type { DeviceCalibration } from '../results/device-calibration.ts';
import type { MachineComparison } from '../results/machine-comparison.ts';
import { hardwareOf, type MachineFigures } from '../results/machine-figures.ts';
import type { Reference, ReferenceReading } from '../results/reference.ts';
import type { Results } from '../results/results.ts';
import { confidence, type Interval, median, shift } from '../statistics/statistics.ts';
import { type Period, readingsFor, referenceFiguresMs } from './reference.ts';

/** The default smallest effect of interest, as a share. */
export const usualEffect = 0.05;

/**
 * How far times of two runs of the same build may differ when nothing is known of the machines, as a share.
 * Conservative: the largest published spread is 17 %. Sources: docs/decisions/reference-workload.md.
 */
export const betweenRunSpread = 0.2;

const percent = (share: number): string => formatValue(100 * share, 'percent');

/** What a run knows about its machine. */
export interface RunMachine {
  reference: Reference | undefined;
  /** How it was made as fast as the devices of its profiles. */
  devices?: readonly DeviceCalibration[] | undefined;
  /** See `hardwareOf`. */
  hardware?: string | undefined;
  /** The same for each shard of a merged run. */
  machines?: Results['environment']['machines'];
}

/** The machine of a run, from its results. */
export function machineOf({
  reference,
  environment,
}: Pick<Results, 'reference' | 'environment'>): RunMachine {
  const { devices, machines } = environment;
  return { reference, devices, hardware: hardwareOf(environment), machines };
}

/** Figures of the machine during a cell or, without a cell, the run; undefined when nothing is known. */
export function machineDuring(
  { reference, devices = [], ...run }: RunMachine,
  cell: Pick<Cell, 'iterations' | 'profile'> | undefined,
  smallestEffect: number,
): MachineFigures | undefined {
  if (reference === undefined) return undefined;
  const figuresMs = referenceFiguresMs(
    cell === undefined ? reference.readings : readingsOf(cell, reference, smallestEffect),
  );
  const kinds = hardwareDuring(run, cell);
  // Without figures the hardware may still be known.
  if (figuresMs.length === 0 && kinds.length === 0) return undefined;
  const own = cell === undefined ? [] : machinesOf(cell).flatMap((shard) => run.machines?.[shard] ?? []);
  const found = own.length === 0 ? devices : own.flatMap((machine) => machine.devices ?? []);
  return {
    version: reference.version,
    figuresMs,
    ...(cell === undefined ? {} : deviceIn(found, cell.profile)),
    ...(kinds.length === 0 ? {} : { hardware: kinds.join(' and ') }),
    ...(kinds.length > 1 ? { mixed: true } : {}),
  };
}

/** Duration of the CPU probe's work at the speed of the profile's device; empty for a bare factor. */
export function deviceIn(
  devices: readonly DeviceCalibration[],
  profile: string,
): Pick<MachineFigures, 'deviceMs'> {
  const found = devices.find(({ device }) => device === profile.split('/')[1]);
  return found === undefined ? {} : { deviceMs: found.rate * found.fullSpeed.elapsedMs };
}

/** The shards that a cell was measured in; `[0]` for a run that was not merged. */
export function machinesOf({ iterations }: Pick<Cell, 'iterations'>): number[] {
  return [...new Set(iterations.map(({ machine = 0 }) => machine))];
}

/** The kinds of hardware of a run; for a merged run, those of the cell's own shards. */
function hardwareDuring(
  { hardware, machines }: Pick<RunMachine, 'hardware' | 'machines'>,
  cell: Pick<Cell, 'iterations'> | undefined,
): string[] {
  if (machines === undefined) return hardware === undefined ? [] : [hardware];
  const own = cell === undefined ? machines : machinesOf(cell).flatMap((shard) => machines[shard] ?? []);
  return [...new Set(own.map((machine) => machine.hardware))].toSorted();
}

/** The reference readings for a cell; for a merged run, only from the cell's own shards. */
function readingsOf(
  cell: Pick<Cell, 'iterations'>,
  { readings }: Reference,
  smallestEffect: number,
): ReferenceReading[] {
  const shards = machinesOf(cell);
  const own = readings.filter(({ machine = 0 }) => shards.includes(machine));
  return readingsFor(own, periodOf(cell), smallestEffect);
}

function periodOf({ iterations }: Pick<Cell, 'iterations'>): Period {
  return {
    fromMs: Math.min(...iterations.map(({ startedAtMs }) => startedAtMs)),
    toMs: Math.max(...iterations.map(({ finishedAtMs }) => finishedAtMs)),
  };
}

/** @param smallestEffect of interest, a share: machines that differ by less are equal */
export function compareMachines(
  baseline: MachineFigures | undefined,
  candidate: MachineFigures | undefined,
  smallestEffect: number,
): MachineComparison {
  if ((baseline?.hardware ?? candidate?.hardware) !== (candidate?.hardware ?? baseline?.hardware)) {
    const message = `Cannot tell: the baseline is of another machine (${baseline?.hardware}) than the candidate (${candidate?.hardware}).`;
    return { status: 'changed', change: null, interval: null, allowance: betweenRunSpread, message };
  }
  if (baseline?.mixed === true || candidate?.mixed === true) {
    const message = `Cannot tell: the ${baseline?.mixed === true ? 'baseline' : 'candidate'} was measured on several kinds of machine.`;
    return { status: 'changed', change: null, interval: null, allowance: betweenRunSpread, message };
  }
  if (!isRead(baseline) || !isRead(candidate)) return unknown(nameless(baseline, candidate));
  if (baseline.version !== candidate.version) {
    return unknown(
      `The reference workload is version ${baseline.version} in the baseline and ${candidate.version} in the candidate`,
    );
  }
  const logs = [baseline.figuresMs, candidate.figuresMs].map((figures) => figures.map(Math.log));
  const moved = shiftOf(logs[0] ?? [], logs[1] ?? []);
  const change = Math.expm1(moved.estimate);
  const range = {
    low: Math.expm1(moved.interval.low),
    high: Math.expm1(moved.interval.high),
    coverage: moved.interval.coverage,
  };
  // Each run calibrates the device again, and the results differ by some percent; page times differ as much.
  const [before, now] = [baseline.deviceMs, candidate.deviceMs];
  const device = before === undefined || now === undefined ? 0 : Math.abs(Math.log(now / before));
  const most = Math.max(Math.abs(range.low), Math.abs(range.high)) + device;
  const words = `${percent(Math.abs(change))} (${change < 0 ? 'faster' : 'slower'}, ${percent(range.low)} to ${percent(range.high)})`;
  const found = device === 0 ? '' : `, and the device was found ${percent(device)} apart`;
  if (most > smallestEffect && (isSure(range) || Math.min(...sizes(range)) > smallestEffect)) {
    const message = `Cannot tell: the machine changed by ${words}${found}.`;
    return { status: 'changed', change, interval: range, allowance: most, message };
  }
  if (!isSure(range)) return unknown('There are too few readings of the reference workload');
  const message = `The machine was the same: its reference workload differs by ${words}${found}, which is added to the intervals of times.`;
  return { status: 'equal', change, interval: range, allowance: most, message };
}

/** Whether there were enough readings for an interval at 95 %. */
function isSure({ coverage }: Interval): boolean {
  return coverage >= confidence;
}

/** Distances of both ends from 0 when the interval excludes 0; else 0. */
function sizes({ low, high }: Interval): number[] {
  return low > 0 || high < 0 ? [Math.abs(low), Math.abs(high)] : [0];
}

/** Whether at least one reading of the reference workload counts. */
function isRead(machine: MachineFigures | undefined): machine is MachineFigures {
  return machine !== undefined && machine.figuresMs.length > 0;
}

function nameless(baseline: MachineFigures | undefined, candidate: MachineFigures | undefined): string {
  if (!isRead(baseline) && !isRead(candidate)) return 'Neither run has a reference workload';
  return `The ${isRead(baseline) ? 'candidate' : 'baseline'} has no reference workload`;
}

function unknown(why: string): MachineComparison {
  const spread = percent(betweenRunSpread);
  return {
    status: 'unknown',
    change: null,
    interval: null,
    allowance: betweenRunSpread,
    message: `${why}, so the machines may differ: ${spread} of the baseline, the spread between runs, is added to the intervals of times.`,
  };
}

/**
 * Without enough readings for 95 %, the interval is the range of all differences, with its actual coverage.
 */
function shiftOf(a: readonly number[], b: readonly number[]): { estimate: number; interval: Interval } {
  const { estimate, interval: found } = shift(a, b);
  if (found !== undefined) return { estimate, interval: found };
  const [low, high] = [Math.min(...b) - Math.max(...a), Math.max(...b) - Math.min(...a)];
  return { estimate, interval: { low, high, coverage: shareWithin(a.length, b.length) } };
}

/** Share of all arrangements of m and n values that are not one of the two most extreme ones. */
function shareWithin(m: number, n: number): number {
  let arrangements = 1;
  for (let factor = 1; factor <= m; factor++) arrangements *= (n + factor) / factor;
  return Math.max(0, 1 - 2 / arrangements);
}

/** The worst of several comparisons: it decides when one figure comes from more than two machines. */
export function worstMachine(compared: readonly MachineComparison[]): MachineComparison | undefined {
  const order: readonly MachineComparison['status'][] = ['changed', 'unknown', 'equal'];
  return compared.toSorted(
    (a, b) => order.indexOf(a.status) - order.indexOf(b.status) || b.allowance - a.allowance,
  )[0];
}

/** Widens an interval by what the machine may have added, in the unit of the interval. */
export function widened({ low, high, coverage }: Interval, by: number): Interval {
  return { low: low - by, high: high + by, coverage };
}

/** The median that an allowance is a share of; 0 without values. */
export function scaleOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.abs(median(values));
}
