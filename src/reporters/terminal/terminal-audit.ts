/** The audit of lists for a terminal. */
import { lostPass } from '../../core/results/evidence.ts';
import type { ListAudit } from '../../core/results/list-audit.ts';
import type { Results } from '../../core/results/results.ts';
import { headline, whatToLookAt } from '../headline.ts';
import {
  blankTable,
  growthLawTable,
  invariantTable,
  type JudgedTable,
  kindText,
  unreadInvariants,
} from '../list-audit.ts';
import { machineLines } from '../reference.ts';
import { hostLine } from '../verification.ts';
import { painted, type TerminalOptions } from './terminal-paint.ts';
import { terminalTable, wrap } from './terminal-table.ts';

/** Each list with its kind, its invariants and its growth; then what to look at. */
export function auditTable(results: Results, options: TerminalOptions): string {
  const { columns, color } = options;
  const disturbed = results.cells.some((cell) => cell.error !== null || lostPass(cell) !== undefined);
  return [
    ...(results.lists ?? []).flatMap((audit) => [...listLines(audit, results, options), '']),
    results.verdict === null ? headline(results) : painted(headline(results), results.verdict, color),
    ...(results.verdict === 'met' && !disturbed ? [] : [wrap(whatToLookAt(results), columns)]),
    '',
    hostLine(results.cells),
    ...machineLines(results).map((line) => wrap(line, columns)),
  ].join('\n');
}

function listLines(audit: ListAudit, results: Results, options: TerminalOptions): string[] {
  const { text, status } = kindText[audit.kind];
  return [
    painted(`${text}: ${audit.name}`, status, options.color),
    ...audit.reasons.map((reason) => wrap(reason, options.columns)),
    ...tableLines(invariantTable(audit, results), options),
    ...unreadInvariants(audit, results).map((line) => wrap(line, options.columns)),
    ...tableLines({ table: blankTable(audit, results), rows: [] }, options),
    ...tableLines(growthLawTable(audit, results), options),
  ];
}

function tableLines({ table, rows }: JudgedTable, { columns, color }: TerminalOptions): string[] {
  if (table.rows.length === 0) return [];
  const lines = terminalTable(table, columns, (line, row) => {
    const status = rows[row];
    return status === undefined ? line : painted(line, status, color);
  });
  return ['', ...lines];
}
