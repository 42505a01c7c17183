/** How the loading of a page ended, over all visits of a cell. */
import { formatCount, formatDuration, plural } from '../core/format.ts';
import type { Cell } from '../core/results/cell.ts';
import { type Rest, restSignal } from '../core/results/rest.ts';
import { median } from '../core/statistics/statistics.ts';

const names = {
  lcp: 'LCP',
  layout: 'layout',
  network: 'network',
  'main-thread': 'main thread',
} as const satisfies Record<Rest['notRested'][number], string>;

/**
 * A row of the verification: expected rest, median time after load, and the signals that did not rest; empty
 * when no visit waited for rest.
 */
export function restRows(cell: Pick<Cell, 'iterations'>): string[][] {
  const rests = restsOf(cell);
  const [first] = rests;
  if (first === undefined) return [];
  const tookMs = median(rests.map(({ afterLoadMs }) => afterLoadMs));
  return [
    [
      'Rest of the loading',
      `${formatDuration(first.quietMs)} within ${formatDuration(first.withinMs)}`,
      formatDuration(tookMs),
      restless(rests) ?? `${plural(rests.length, 'visit')} at rest`,
    ],
  ];
}

/**
 * A sentence for each cell whose visits did not all come to rest, with its arm where there are several:
 * `Not at rest within 10 s: network in 6 of 6 visits.`
 */
export function restNotes(cells: readonly Pick<Cell, 'iterations' | 'arm'>[]): string[] {
  return cells.flatMap((cell) => {
    const rests = restsOf(cell);
    const found = restless(rests);
    const [first] = rests;
    if (first === undefined || found === undefined) return [];
    const side = cells.length > 1 ? `${cell.arm}: ` : '';
    const bound = formatDuration(first.withinMs);
    return [`${side}Not at rest within ${bound}: ${found}. What came later is not part of the loading.`];
  });
}

function restless(rests: readonly Rest[]): string | undefined {
  const found = restSignal.options.flatMap((signal) => {
    const visits = rests.filter(({ notRested }) => notRested.includes(signal)).length;
    return visits === 0
      ? []
      : [`${names[signal]} in ${formatCount(visits)} of ${plural(rests.length, 'visit')}`];
  });
  return found.length === 0 ? undefined : found.join(', ');
}

/** Without the recorded pass, whose instruments keep the main thread busy. */
function restsOf({ iterations }: Pick<Cell, 'iterations'>): Rest[] {
  return iterations.flatMap(({ pass, verification }) =>
    pass === 'recorded' ? [] : (verification.rest ?? []),
  );
}
