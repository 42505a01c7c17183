/** Background traffic as tables. */
import { formatCount, formatValue, noFigure } from '../core/format.ts';
import type { Cell } from '../core/results/cell.ts';
import type { Traffic } from '../core/results/traffic-account.ts';
import { left, right, type Table } from './table.ts';

/** Why traffic that was asked for is missing, in at most one line. */
export function trafficAbsence({ trafficUnavailable }: Pick<Cell, 'trafficUnavailable'>): string[] {
  if (trafficUnavailable === undefined || trafficUnavailable.plan === null) return [];
  const { plan, reason } = trafficUnavailable;
  return [`${plan} was asked for and is unavailable: ${reason}; the figures are those without it`];
}

function number(value: number | null): string {
  return value === null ? noFigure : formatCount(value);
}

function ms(value: number | undefined): string {
  return value === undefined ? noFigure : formatValue(value, 'ms');
}

const countColumns = ['Planned', 'Started', 'Completed', 'Failed', '429', 'Late', 'Dropped'].map(right);

function countCells(from: Omit<Traffic['operations'][number], 'name' | 'response' | 'service' | 'failures'>) {
  const { planned, started, completed, failed, throttled, late, dropped } = from;
  return [planned, started, completed, failed, throttled, late, dropped].map(number);
}

/** Operations by name, with the sum of all in the last row. */
export function countTable(from: Traffic): Table {
  return {
    columns: [left('Operation'), ...countColumns],
    rows: [...from.operations.map((each) => [each.name, ...countCells(each)]), ['All', ...countCells(from)]],
  };
}

/** Response (from the intended start) and service times (from the send) of each operation. */
export function latencyTable({ operations }: Traffic): Table {
  const columns = ['Response', 'Service'].flatMap((kind) =>
    ['P50', 'P95', 'P99', 'max'].map((p) => right(`${kind} ${p}`)),
  );
  return {
    columns: [left('Operation'), ...columns],
    rows: operations.map(({ name, response, service }) => [
      name,
      ...[response, service].flatMap((each) => [
        ms(each?.p50Ms),
        ms(each?.p95Ms),
        ms(each?.p99Ms),
        ms(each?.maxMs),
      ]),
    ]),
  };
}

/** Further notes on the traffic, one sentence each. */
export function trafficNotes({ sendLag, subscribers: who, valid, reasons, operations }: Traffic): string[] {
  const notes = valid === false ? [`This was not the configured load: ${reasons.join('; ')}.`] : [];
  if (sendLag !== null) notes.push(`Send lag: p50 ${ms(sendLag.p50Ms)}, p99 ${ms(sendLag.p99Ms)}.`);
  if (who?.unsupported === true) {
    notes.push(`Subscribers: none of ${number(who.asked)}, because the target offers no subscription.`);
  } else if (who !== null && who.asked !== null && who.asked > 0) {
    const delivery =
      who.delivery === null ? '' : ` Delivery: p50 ${ms(who.delivery.p50Ms)}, p95 ${ms(who.delivery.p95Ms)}.`;
    notes.push(
      `Subscribers: ${number(who.connected)} of ${number(who.asked)} connected at the end; ${number(who.received)} messages received, ${number(who.missing)} missing, ${number(who.duplicates)} twice.${delivery}`,
    );
  }
  const failed = operations.flatMap(({ name, failures: all }) => all.map((each) => ({ name, ...each })));
  if (failed.length > 0) {
    const list = failed.map(({ name, reason, count: times }) => `${formatCount(times)} × ${name}: ${reason}`);
    notes.push(
      `Failures: ${list.slice(0, 5).join('; ')}${list.length > 5 ? `; ${list.length - 5} more kinds` : ''}.`,
    );
  }
  return notes;
}
