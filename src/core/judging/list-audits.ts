import { type Cell, cellName } from '../results/cell.ts';
import type { ListAudit } from '../results/list-audit.ts';
import type { MetricDefinition } from '../results/metric.ts';
import { growthLaws } from './growth-law.ts';
import { classifyList } from './list-kind.ts';

/** The parameter that tells the lengths of one list apart. */
const parameter = 'messages';

/** Every list that was walked through, with its kind and its laws of growth. */
export function listAudits(
  cells: readonly Cell[],
  metrics: Readonly<Record<string, MetricDefinition>>,
): ListAudit[] {
  const walked = cells.filter(({ iterations }) => iterations.some(({ pass }) => pass === 'visual'));
  const families = Map.groupBy(walked, (cell) =>
    cellName(
      cell.params[parameter] === undefined ? cell : { ...cell, params: { ...cell.params, [parameter]: '*' } },
    ),
  );
  return [...families].map(([name, family]) => {
    const lists = family
      .map((cell) => ({ cell, size: sizeOf(cell) }))
      .sort((a, b) => (a.size ?? 0) - (b.size ?? 0));
    const sized = lists.flatMap(({ cell, size }) => (size === undefined ? [] : [{ cell, size }]));
    const indexes = lists.map(({ cell }) => cells.indexOf(cell));
    return { name, cells: indexes, ...classifyList(lists), laws: growthLaws(sized, metrics) };
  });
}

function sizeOf({ params }: Cell): number | undefined {
  const size = params[parameter];
  return typeof size === 'number' ? size : undefined;
}
