/** Verdicts that depend on two machines: against an earlier run, or over the merged shards of one run. */

import { formatValue } from '../format.ts';
import type { Budget } from '../results/budget.ts';
import type { Cell } from '../results/cell.ts';
import { observedOf } from '../results/evidence.ts';
import type { MachineComparison } from '../results/machine-comparison.ts';
import { dependsOnTime, type MetricDefinition } from '../results/metric.ts';
import type { Verdict } from '../results/verdict.ts';
import {
  compareMachines,
  deviceIn,
  machineDuring,
  machinesOf,
  type RunMachine,
  scaleOf,
  usualEffect,
  widened,
  worstMachine,
} from './machines.ts';
import { statusOf } from './verdict.ts';

export interface Judged {
  verdict: Verdict;
  budget: Budget;
  metric: MetricDefinition;
  cell: Cell;
  /** The smallest cell of a growth. */
  base?: Cell | undefined;
  /** The machine of the judged run. */
  run: RunMachine;
}

/**
 * Adjusts a verdict for differences between the machines behind it. When they differ, the verdict is
 * inconclusive; otherwise its interval is widened by the allowance. Verdicts about counts or from a single
 * machine stay, except a missed growth while that machine became slower.
 */
export function onItsMachines(judged: Judged): Verdict {
  const { verdict, budget, metric, cell, base, run } = judged;
  if (!dependsOnTime(metric) || verdict.observed === null) return verdict;
  const machine =
    budget.kind === 'relative'
      ? worstMachine([againstBaseline(budget, cell, run), amongShards([cell], run)].filter(isKnown))
      : amongShards(base === undefined ? [cell] : [base, cell], run);
  if (machine === undefined)
    return base === undefined ? verdict : unlessDrifted(verdict, { cell, base, run });
  if (machine.status === 'changed') return { ...verdict, status: 'inconclusive', reason: machine.message };
  return decidedAgain(judged, machine);
}

function againstBaseline(
  { machine, smallestEffect = usualEffect }: Extract<Budget, { kind: 'relative' }>,
  cell: Cell,
  run: RunMachine,
): MachineComparison | undefined {
  // Journals from before the reference workload existed are judged as they were then.
  if (machine === undefined) return undefined;
  const own = machineDuring(run, cell, smallestEffect);
  return compareMachines(machine ?? undefined, own, smallestEffect);
}

/**
 * A missed growth of a metric that depends on time is inconclusive when the reference workload also became
 * slower: the two cells are measured minutes apart.
 */
function unlessDrifted(
  verdict: Verdict,
  { cell, base, run }: Pick<Judged, 'cell' | 'run'> & { base: Cell },
): Verdict {
  if (verdict.status !== 'missed') return verdict;
  const [before, then] = [base, cell].map((each) => machineDuring(run, each, usualEffect));
  const machine = compareMachines(before, then, usualEffect);
  // A possible change is not enough: the machine must have become slower.
  const isSlower = machine.interval !== null && machine.interval.low > 0;
  if (machine.status !== 'changed' || !isSlower) return verdict;
  const reason = `The machine was not the same for ${base.title} and ${cell.title}. ${machine.message}`;
  return { ...verdict, status: 'inconclusive', reason };
}

/** Undefined when all iterations were measured in one shard. */
function amongShards(cells: readonly Cell[], run: RunMachine): MachineComparison | undefined {
  return compareShards([...new Set(cells.flatMap(machinesOf))], run, cells[0]?.profile);
}

/** The worst comparison of a merged run's first shard with each other one; undefined for a single shard. */
export function compareShards(
  shards: readonly number[],
  { reference, machines: known }: Pick<RunMachine, 'reference' | 'machines'>,
  profile?: string,
): MachineComparison | undefined {
  const machines = shards.map((shard) => {
    const own = reference?.readings.filter(({ machine = 0 }) => machine === shard);
    const of = reference && own && { ...reference, readings: own };
    const { hardware, devices = [] } = known?.[shard] ?? {};
    const machine = machineDuring({ reference: of, hardware }, undefined, usualEffect);
    return machine && { ...machine, ...(profile === undefined ? {} : deviceIn(devices, profile)) };
  });
  const [first, ...others] = machines;
  return worstMachine(others.map((other) => compareMachines(first, other, usualEffect)));
}

function isKnown(machine: MachineComparison | undefined): machine is MachineComparison {
  return machine !== undefined;
}

function decidedAgain({ verdict, metric, ...rest }: Judged, machine: MachineComparison): Verdict {
  if (verdict.interval === null) return verdict;
  const interval = widened(verdict.interval, machine.allowance * scale({ verdict, metric, ...rest }));
  const status = statusOf(interval, verdict.limit, metric.better);
  // What was inconclusive for another reason, such as lost iterations, stays so.
  if (verdict.status === 'inconclusive' || status === verdict.status) return { ...verdict, interval };
  const added = formatValue(100 * machine.allowance, 'percent');
  const why = machine.status === 'unknown' ? 'the spread between runs' : 'what the machine may have changed';
  const reason = `The limit lies inside the interval once ${added}, ${why}, is added to it. ${machine.message}`;
  return { ...verdict, interval, status: 'inconclusive', reason };
}

/** The value that an allowance is a share of, in the unit of the verdict. */
function scale({ verdict, budget, metric, cell, base }: Judged): number {
  if (budget.kind === 'relative') return scaleOf(budget.baseline);
  if (budget.kind === 'absolute' || base === undefined) return Math.abs(verdict.observed ?? Number.NaN);
  const sizeOf = ({ params }: Cell): number => Number(params[budget.parameter]);
  const steps = (sizeOf(cell) - sizeOf(base)) / (budget.per ?? 1);
  const grown = [base, cell].map((each) => scaleOf(observedOf(metric.id, each, metric.pass).values));
  return Math.max(...grown) / steps;
}
