import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { monotonicUs } from '../../core/clock.ts';
import { causeText } from '../../core/errors.ts';

/** CPU time since boot, in ticks of 10 ms, summed over all cores. */
export type CpuTicks = { working: number; interrupts: number; steal: number; idle: number };

/** CPU time of one process since its start, in ticks of 10 ms. */
export type ProcessTicks = {
  name: string;
  parent: number;
  own: number;
  /** CPU time of its ended children that were waited for. */
  ended: number;
  /** Belongs to this run: the harness, its child processes, and the configured processes of the target. */
  ours: boolean;
  /** One of the kernel's own threads, which descend from process 2, kthreadd. */
  kernel: boolean;
};

/** The host's counters at one moment, to be compared with a later sample. */
export type HostSample = {
  atUs: number;
  cores: number;
  counters:
    | { status: 'read'; ticks: CpuTicks; processes: Map<number, ProcessTicks> }
    | { status: 'unavailable'; reason: string };
  /** Time since boot during which some task waited for a core, µs (`/proc/pressure/cpu`). */
  pressureUs: number | { reason: string };
};

/**
 * Reads the host's counters: 1 ms of the runner's thread with 90 processes, 2 to 5 ms with some hundred.
 *
 * @param ownRoots processes whose whole tree belongs to this run besides this one's: an external
 *   PostgreSQL of the target, for one
 */
export function sampleHost(ownRoots: readonly number[] = []): HostSample {
  return {
    atUs: monotonicUs(),
    cores: availableParallelism(),
    counters: readCounters(ownRoots),
    pressureUs: readPressure(),
  };
}

function readCounters(roots: readonly number[]): HostSample['counters'] {
  if (process.platform !== 'linux') {
    return { status: 'unavailable', reason: `${process.platform} has no /proc to read CPU times from` };
  }
  try {
    const ticks = parseCpuTicks(readFileSync('/proc/stat', 'utf8'));
    return { status: 'read', ticks, processes: readProcesses(roots) };
  } catch (cause) {
    return { status: 'unavailable', reason: `/proc cannot be read: ${causeText(cause)}` };
  }
}

function readProcesses(ownRoots: readonly number[]): Map<number, ProcessTicks> {
  const stats = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => readProcess(entry));
  const parents = new Map(stats.map(({ pid, parent }) => [pid, parent]));
  const roots = [harnessRoot(parents), ...ownRoots];
  // Inside a container's own process namespace, process 2 is another program.
  const kernelRoots = stats.filter(({ pid, name }) => pid === 2 && name === 'kthreadd').map(({ pid }) => pid);
  return new Map(
    stats.map(({ pid, parent, name, own, ended }) => {
      const ours = descendsFrom(pid, roots, parents);
      return [pid, { name, parent, own, ended, ours, kernel: descendsFrom(pid, kernelRoots, parents) }];
    }),
  );
}

/**
 * The harness' uppermost process. A test worker is a child of the runner, which may have started target
 * and traffic; every process of that chain runs the same Node, and the shell above it does not.
 */
function harnessRoot(parents: ReadonlyMap<number, number>): number {
  let root = process.pid;
  for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) {
    if (executableOf(parent) !== executableOf(process.pid)) break;
    root = parent;
  }
  return root;
}

function executableOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    // Another user's process is not readable, and is not part of this run.
    return undefined;
  }
}

function readProcess(pid: string): ProcessStat[] {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // It ended between the listing and the reading; its time is in its parent's `ended`.
    return [];
  }
  return [parseProcessStat(text)];
}

function descendsFrom(pid: number, roots: readonly number[], parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at !== 0; at = parents.get(at)) {
    if (roots.includes(at)) return true;
  }
  return false;
}

function readPressure(): HostSample['pressureUs'] {
  try {
    return parsePressure(readFileSync('/proc/pressure/cpu', 'utf8'));
  } catch (cause) {
    return { reason: `no pressure figures on this system: ${causeText(cause)}` };
  }
}

type ProcessStat = { pid: number; parent: number; name: string; own: number; ended: number };

/**
 * Parses one line of `/proc/<pid>/stat`. The name is in parentheses and may itself contain parentheses and
 * spaces.
 * Source: proc_pid_stat(5), fields 1, 2, 4 and 14 to 17.
 */
export function parseProcessStat(text: string): ProcessStat {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  const fields = text.slice(close + 2).split(' ');
  const ticks = (field: number): number =>
    wholeNumber(fields[field - 3], `field ${field} of /proc/<pid>/stat`);
  return {
    pid: wholeNumber(text.slice(0, open).trim(), 'the process id'),
    name: text.slice(open + 1, close),
    parent: ticks(4),
    own: ticks(14) + ticks(15),
    ended: ticks(16) + ticks(17),
  };
}

/**
 * The first line of `/proc/stat`. Guest time is already part of user time.
 * Source: proc_stat(5).
 */
export function parseCpuTicks(text: string): CpuTicks {
  const fields = /^cpu +(.+)$/m.exec(text)?.[1]?.split(' ') ?? [];
  const [user, nice, system, idle, ioWait, irq, softIrq, steal] = Array.from({ length: 8 }, (_, index) =>
    wholeNumber(fields[index], `column ${index + 1} of /proc/stat`),
  ) as [number, number, number, number, number, number, number, number];
  return { working: user + nice + system, interrupts: irq + softIrq, steal, idle: idle + ioWait };
}

/**
 * Time during which some task waited, µs since boot.
 * Source: https://docs.kernel.org/accounting/psi.html
 */
export function parsePressure(text: string): number {
  return wholeNumber(/^some .*total=(\d+)/m.exec(text)?.[1], '`total` of /proc/pressure/cpu');
}

function wholeNumber(text: string | undefined, what: string): number {
  if (text === undefined || !/^-?\d+$/.test(text)) throw new Error(`${what} is "${text ?? 'missing'}"`);
  return Number(text);
}
