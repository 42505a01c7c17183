/** The consequences of a run: recommendations, bottlenecks, and how much load the backend handled. */

import { backscrollCommand } from '../core/command.ts';
import { formatFigure, formatValue, plural } from '../core/format.ts';
import type { BottleneckSources, Capacity, LoadClass, Recommendation } from '../core/results/advice.ts';
import { cellName } from '../core/results/cell.ts';
import type { Results } from '../core/results/results.ts';
import { sentence } from './headline.ts';
import { left, right, type Table } from './table.ts';

/** An item of a list: a head, and a text with its evidence. */
export interface Item {
  head: string;
  text: string;
}

const urgencyWord: Record<Recommendation['urgency'], string> = {
  invalid: 'invalid',
  critical: 'critical',
  warning: 'warning',
  near: 'near its limit',
  info: 'note',
};

/** The most urgent first; empty when there is nothing to do. */
export function recommendationItems({ advice }: Results): Item[] {
  return (advice?.recommendations ?? []).map(({ urgency, action, because, cells }) => ({
    head: urgencyWord[urgency],
    text: `${sentence(action)} ${sentence(because)} ${where(cells)}`,
  }));
}

/** The bottlenecks of page and database, the heaviest of each source first. */
export function bottleneckItems({ advice }: Results): Item[] {
  return (advice?.bottlenecks ?? []).map(({ where: place, what, evidence, cells: names }) => ({
    head: place,
    text: `${what}: ${evidence}. ${where(names)}`,
  }));
}

const sourceWords: readonly [keyof BottleneckSources, string][] = [
  ['longFrames', 'long frames of the page'],
  ['worstMoments', 'longest tasks of recorded passes'],
  ['database', 'waits and statements of the database'],
];

/** Whether the recorded sources show no bottleneck, and which sources were not recorded. */
export function bottleneckNotes({ advice }: Results): string[] {
  if (advice === undefined) return ['These results are older than the search for bottlenecks.'];
  const { bottlenecks, bottleneckSources } = advice;
  const missing = sourceWords.flatMap(([source, words]) => (bottleneckSources[source] ? [] : [words]));
  const none = bottlenecks.length === 0 && missing.length < sourceWords.length;
  return [
    ...(none ? ['Nothing that was recorded held anything up.'] : []),
    ...(missing.length === 0 ? [] : [`Not recorded: ${missing.join(', ')}.`]),
  ];
}

function where(cells: readonly string[]): string {
  const [first = ''] = cells;
  const others = cells.length - 1;
  return `(${first}${others > 0 ? `, and ${plural(others, 'more cell')}` : ''})`;
}

const classWord: Record<LoadClass, string> = {
  fine: 'fine',
  'slows-down': 'slows down',
  breaks: 'breaks',
  invalid: 'invalid',
  'cannot-tell': 'cannot tell',
};

/** One row per cell with traffic, the lowest rate first. */
export function capacityTable({ advice }: Results): Table {
  return {
    columns: [
      left('Cell'),
      left('Traffic'),
      right('Offered'),
      right('Completed'),
      right('Errors'),
      right('Slowest P95'),
      left('Response to load'),
      left('Why'),
    ],
    rows: (advice?.loadLevels ?? []).map((level) => [
      cellName(level.cell),
      level.plan,
      formatValue(level.offeredPerSecond, 'per-second'),
      formatValue(level.completedPerSecond, 'per-second'),
      formatFigure(level.errorShare === null ? null : 100 * level.errorShare, 'percent'),
      formatFigure(level.p95Ms, 'ms'),
      classWord[level.class],
      level.reason,
    ]),
  };
}

/** Where the limit lies by this run or, without load, how to measure it. */
export function capacityText({ cells, advice }: Results): string {
  if (advice !== undefined && advice.loadLevels.length > 0) return limitText(advice.capacity);
  return `This run had no load, so it says nothing of a limit. ${howToLoad(cells)}`;
}

function howToLoad(cells: Results['cells']): string {
  if (isOfPages(cells)) return 'A page by its address has no operations to put one on with.';
  const impossible = cells.find(({ trafficUnavailable }) => trafficUnavailable !== undefined);
  if (impossible?.trafficUnavailable === undefined) return `This puts one on: ${loadCommand}`;
  return `None can be put on: ${impossible.trafficUnavailable.reason}.`;
}

const loadCommand = `${backscrollCommand} run --scenario read-live --traffic heavy`;

function isOfPages(cells: Results['cells']): boolean {
  return cells.some(({ scenario }) => scenario === 'visit-page');
}

function limitText({ fineUpTo, notFineFrom }: Capacity): string {
  const rate = (perSecond: number) => formatValue(perSecond, 'per-second');
  if (notFineFrom !== null) {
    const below = fineUpTo === null ? 'no lower rate was fine' : `${rate(fineUpTo)} was fine`;
    return `The limit lies at ${rate(notFineFrom)} or below: ${below}.`;
  }
  if (fineUpTo !== null) {
    return `The limit was not reached: ${rate(fineUpTo)} was fine, and no higher rate was offered.`;
  }
  return 'No limit is known: one rate alone has nothing to compare its P95 with.';
}
