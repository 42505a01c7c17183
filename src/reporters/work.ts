/** Work of the main thread in a recorded iteration. */
import { formatValue, plural } from '../core/format.ts';
import { type RecordedWork, type WorkKind, workKinds } from '../core/results/recorded-work.ts';
import { left, right, type Table } from './table.ts';

const titles: Record<WorkKind, string> = {
  script: 'script',
  style: 'style',
  layout: 'layout',
  paint: 'paint and commit',
  parse: 'parsing HTML and CSS',
  gc: 'garbage collection',
  other: 'the browser’s own, and what has no name',
};

/** CPU time by kind, the largest first; no rows when the trace has no clock of the thread. */
export function workTable({ cpuMs, longTasks }: RecordedWork): Table {
  const columns = [left('Kind'), right('CPU time'), right('Share'), right('Long tasks that it fills most')];
  if (cpuMs === null) return { columns, rows: [] };
  const total = workKinds.reduce((sum, kind) => sum + cpuMs[kind], 0);
  const rows = workKinds
    .toSorted((a, b) => cpuMs[b] - cpuMs[a])
    .map((kind) => [
      titles[kind],
      formatValue(cpuMs[kind], 'ms'),
      total === 0 ? '–' : formatValue((100 * cpuMs[kind]) / total, 'percent'),
      String(longTasks[kind] ?? 0),
    ]);
  return { columns, rows };
}

export function workNotes({ forcedLayouts, forcedBy, tiles }: RecordedWork): string[] {
  const by = forcedBy.map(({ what, times }) => `${what} ${plural(times, 'time')}`).join('; ');
  return [
    `${plural(forcedLayouts, 'layout')} forced by scripts${by === '' ? '' : `: ${by}`}.`,
    `${plural(tiles, 'tile')} drawn.`,
    'The recorder makes all of it longer: shares and counts tell, times do not.',
  ];
}
