/** The checks of an audit, and the one that is meant for each defect. */
import type { Results } from '../../src/core/results/results.ts';
import type { Audited } from './journal.ts';

/** For each defect that a walk through the list can show. */
export const meantFor: Readonly<Record<string, string>> = {
  'no-virtualization': 'kind',
  'never-removes': 'kind',
  'hollow-rows': 'kind',
  'lost-anchor': 'older-shift',
  'duplicate-rows': 'repeated-rows',
  'layout-shift': 'scroll-shift',
  'blank-rows': 'blank-time-reading',
};

/** The blank time of rows that were made too late has no limit of its own: this is the bench's. */
const blankMs = 200;

/** What found something: the kind of the list, its invariants, its growth, and the blank time at a reader's speed. */
export function firedIn({ lists, cells }: Pick<Results, 'lists' | 'cells'>): Audited['fired'] {
  const kinds = (lists ?? []).flatMap(({ kind, reasons }) =>
    kind === 'virtualized' ? [] : [{ check: 'kind', seen: `${kind}: ${reasons.join(' ')}` }],
  );
  const missed = cells.flatMap(({ verdicts }) =>
    verdicts.flatMap(({ metric, kind, status, observed, limit }) =>
      status === 'missed'
        ? [
            {
              check: kind === 'growth' ? `growth of ${metric}` : metric,
              seen: `${observed}, at most ${limit}`,
            },
          ]
        : [],
    ),
  );
  const blank = cells.flatMap(({ summaries }) => {
    const median = (id: string): number => summaries.find(({ metric }) => metric === id)?.median ?? 0;
    const late = median('blank-time-reading') - median('undrawn-time-reading');
    return late > blankMs ? [{ check: 'blank-time-reading', seen: `${Math.round(late)} ms` }] : [];
  });
  const all = [...kinds, ...missed, ...blank];
  return [...new Map(all.map((each) => [each.check, each])).values()];
}
