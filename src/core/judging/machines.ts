/**
 * Whether two runs had a machine of one speed, by the reference workload. Two runs are two machines, also on one
 * host: what ran beside them, heat and the hypervisor differ (docs/decisions/reference-workload.md).
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

/** The smallest effect of interest where nobody has named one, as a share. */
export const usualEffect = 0.05;

/**
 * How far times of two runs of one build lie apart when nothing is known of the machines, as a share. Conservative:
 * the largest that is published is 17 %. Sources: docs/decisions/reference-workload.md.
 */
export const betweenRunSpread = 0.2;

const percent = (share: number): string => formatValue(100 * share, 'percent');

/** What a run found of its machine. */
export interface RunMachine {
  reference: Reference | undefined;
  /** How it was made as fast as the devices of its profiles. */
  devices?: readonly DeviceCalibration[] | undefined;
  /** See `hardwareOf`. */
  hardware?: string | undefined;
  /** The same of each shard of a merged run. */
  machines?: Results['environment']['machines'];
}

/** What results say of the machine of their run. */
export function machineOf({
  reference,
  environment,
}: Pick<Results, 'reference' | 'environment'>): RunMachine {
  const { devices, machines } = environment;
  return { reference, devices, hardware: hardwareOf(environment), machines };
}

/** What a run knows of its machine during a cell; undefined where that is nothing. */
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
  // Which machine it was is known all the same.
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

/** What the CPU probe's work takes at the device of a profile; nothing of a bare factor. */
export function deviceIn(
  devices: readonly DeviceCalibration[],
  profile: string,
): Pick<MachineFigures, 'deviceMs'> {
  const found = devices.find(({ device }) => device === profile.split('/')[1]);
  return found === undefined ? {} : { deviceMs: found.rate * found.fullSpeed.elapsedMs };
}

/** The shards that a cell was measured in; 0 of a run that was not merged. */
export function machinesOf({ iterations }: Pick<Cell, 'iterations'>): number[] {
  return [...new Set(iterations.map(({ machine = 0 }) => machine))];
}

/** The kinds of hardware, of a merged run those of the cell's own shards. */
function hardwareDuring(
  { hardware, machines }: Pick<RunMachine, 'hardware' | 'machines'>,
  cell: Pick<Cell, 'iterations'> | undefined,
): string[] {
  if (machines === undefined) return hardware === undefined ? [] : [hardware];
  const own = cell === undefined ? machines : machinesOf(cell).flatMap((shard) => machines[shard] ?? []);
  return [...new Set(own.map((machine) => machine.hardware))].toSorted();
}

/** Of a merged run those of the cell's own shards only. */
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
  // Each run finds the device anew, some percent off: pages are as much slower there.
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

/** Whether there were readings enough for an interval at 95 %. */
function isSure({ coverage }: Interval): boolean {
  return coverage >= confidence;
}

/** Of an interval that leaves out 0, how far both ends are away from it. */
function sizes({ low, high }: Interval): number[] {
  return low > 0 || high < 0 ? [Math.abs(low), Math.abs(high)] : [0];
}

/** Whether a reading of the reference workload counts. */
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

/** Of too few readings for an interval at 95 % the range of all differences stands in, with the coverage that it has. */
function shiftOf(a: readonly number[], b: readonly number[]): { estimate: number; interval: Interval } {
  const { estimate, interval: found } = shift(a, b);
  if (found !== undefined) return { estimate, interval: found };
  const [low, high] = [Math.min(...b) - Math.max(...a), Math.max(...b) - Math.min(...a)];
  return { estimate, interval: { low, high, coverage: shareWithin(a.length, b.length) } };
}

/** Of all arrangements of m and n values those that are not the two most extreme ones. */
function shareWithin(m: number, n: number): number {
  let arrangements = 1;
  for (let factor = 1; factor <= m; factor++) arrangements *= (n + factor) / factor;
  return Math.max(0, 1 - 2 / arrangements);
}

/** The worst of several, which decides where one figure rests on more than two machines. */
export function worstMachine(compared: readonly MachineComparison[]): MachineComparison | undefined {
  const order: readonly MachineComparison['status'][] = ['changed', 'unknown', 'equal'];
  return compared.toSorted(
    (a, b) => order.indexOf(a.status) - order.indexOf(b.status) || b.allowance - a.allowance,
  )[0];
}

/** An interval with what the machine may have added, in the unit of the interval. */
export function widened({ low, high, coverage }: Interval, by: number): Interval {
  return { low: low - by, high: high + by, coverage };
}

/** The median in whose shares an allowance counts. */
export function scaleOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.abs(median(values));
}
