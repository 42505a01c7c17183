/** Resource usage of host, page, load generator and database, as far as the run recorded it. */

import { type Cell, cellName } from '../results/cell.ts';
import { observedOf } from '../results/evidence.ts';
import { trafficOf } from '../results/traffic-account.ts';
import { median } from '../statistics/statistics.ts';

/** Readings of one resource over all cells that recorded it. */
export interface Use {
  median: number;
  peak: number;
  /** The cell of the peak. */
  cell: string;
  readings: number;
}

export interface Resources {
  /** CPU of other programs in the worst second of each iteration, percent of the host's capacity. */
  otherPrograms: Use | undefined;
  /** After a forced collection, bytes. */
  pageHeap: Use | undefined;
  /** How busy the threads of the load generator were, percent. */
  generator: Use | undefined;
  /** All client connections of the server, observation by observation. */
  connections: Use | undefined;
  /** Connections that the server allows; undefined when it was not recorded. */
  mostConnections: number | undefined;
  /** Sessions of the target's database, observation by observation. */
  active: Use | undefined;
  waiting: Use | undefined;
  blocked: Use | undefined;
}

export function resourcesOf(cells: readonly Cell[]): Resources {
  const series = (wanted: string) =>
    useOf(cells, (cell) =>
      cell.series
        .filter(({ name }) => name === wanted)
        .flatMap(({ points }) => points.map(([, value]) => value)),
    );
  const limits = cells.flatMap(({ database }) => database?.maxConnections ?? []);
  return {
    otherPrograms: useOf(cells, ({ iterations }) =>
      iterations.flatMap(({ verification: { host } }) =>
        host?.worstSecondShare === undefined ? [] : [100 * host.worstSecondShare],
      ),
    ),
    pageHeap: useOf(cells, (cell) => observedOf('js-heap', cell).values),
    generator: useOf(cells, (cell) =>
      (trafficOf(cell)?.eventLoopUtilization ?? []).map((share) => 100 * share),
    ),
    connections: series('database-connections'),
    mostConnections: limits.length === 0 ? undefined : Math.max(...limits),
    active: series('database-active'),
    waiting: series('database-waiting'),
    blocked: series('database-blocked'),
  };
}

function useOf(cells: readonly Cell[], read: (cell: Cell) => number[]): Use | undefined {
  const readings = cells.flatMap((cell) => read(cell).map((value) => ({ value, cell })));
  const [first] = readings;
  if (first === undefined) return undefined;
  const peak = readings.reduce((most, each) => (each.value > most.value ? each : most), first);
  return {
    median: median(readings.map(({ value }) => value)),
    peak: peak.value,
    cell: cellName(peak.cell),
    readings: readings.length,
  };
}
