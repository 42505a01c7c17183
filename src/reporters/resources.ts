/** Resource usage of a run as a table; resources without readings are shown as not recorded. */
import { formatCount, formatValue } from '../core/format.ts';
import { type Resources, resourcesOf, type Use } from '../core/insights/resources.ts';
import type { MetricDefinition } from '../core/results/metric.ts';
import type { Results } from '../core/results/results.ts';
import { machineLines } from './reference.ts';
import { left, right, type Table } from './table.ts';
import { hostLine } from './verification.ts';

const notRecorded = 'not recorded';

type Row = [title: string, use: Use | undefined, unit: MetricDefinition['unit']];

/** Host, page, load generator and database, each with the cell of its peak. */
export function resourceTable({ cells }: Results): Table {
  const use = resourcesOf(cells);
  const rows: Row[] = [
    ['CPU of other programs, worst second of an iteration', use.otherPrograms, 'percent'],
    ['JS heap of the page', use.pageHeap, 'bytes'],
    ['Load generator, busy', use.generator, 'percent'],
    [`Database connections${limitOf(use)}`, use.connections, 'count'],
    ['Database sessions active', use.active, 'count'],
    ['Database sessions waiting', use.waiting, 'count'],
    ['Database sessions blocked by a lock', use.blocked, 'count'],
  ];
  return {
    columns: [left('Resource'), right('Median'), right('Peak'), right('Readings'), left('Peak in')],
    rows: rows.map(([title, readings, unit]) =>
      readings === undefined
        ? [title, notRecorded, notRecorded, formatCount(0), '']
        : [
            title,
            formatValue(readings.median, unit),
            formatValue(readings.peak, unit),
            formatCount(readings.readings),
            readings.cell,
          ],
    ),
  };
}

function limitOf({ mostConnections }: Resources): string {
  return mostConnections === undefined ? '' : ` of ${formatCount(mostConnections)}`;
}

/** How quiet the host was over all iterations, and how fast and steady the machine was. */
export function resourceNotes(results: Results): string[] {
  return [hostLine(results.cells), ...machineLines(results)].map((line) => `${line}.`);
}
