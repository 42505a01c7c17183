/**
 * The worst moments of a cell's recorded passes, with requests, load and database activity at the same time.
 */
import { formatValue, plural } from '../core/format.ts';
import { databaseText, loadText, surroundings } from '../core/insights/surroundings.ts';
import { workText } from '../core/insights/worst-moments.ts';
import type { Cell } from '../core/results/cell.ts';
import { left, right, type Table } from './table.ts';

/** The times are on the run's clock, like those of the load's timeline. */
export function momentTable({ iterations, series }: Pick<Cell, 'iterations' | 'series'>): Table {
  return {
    columns: [right('At'), right('Busy for'), left('What ran'), left('Beside it')],
    rows: iterations
      .flatMap(({ worstMoments = [] }) => worstMoments)
      .map(({ startMs, durationMs, ran, requests }) => {
        const around = surroundings(series, startMs, startMs + durationMs);
        return [
          `${(startMs / 1000).toFixed(2)} s`,
          formatValue(durationMs, 'ms'),
          ran.length === 0
            ? 'nothing that has a name'
            : ran.map((work) => `${formatValue(work.ms, 'ms')} ${workText(work)}`).join('; '),
          [`${plural(requests, 'request')} under way`, loadText(around), databaseText(around)].join('; '),
        ];
      }),
  };
}
