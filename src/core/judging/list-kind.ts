/** Classifies a list by what was in the document while it was walked through. */
import { formatCount, plural } from '../format.ts';
import type { Cell } from '../results/cell.ts';
import type { ListKind } from '../results/list-audit.ts';

/** A list at one length. */
export interface SizedList {
  cell: Cell;
  /** Number of messages that it should hold; undefined when that is not known. */
  size: number | undefined;
}

export interface Classified {
  kind: ListKind;
  reasons: string[];
}

/** A shorter list shows too much of itself at once: four screens, and twenty rows out of view. */
const [fewestScreens, fewestHidden] = [4, 20];
/** All rows that a list holds are in the document, or at most half of them. */
const [allOf, halfOf] = [0.9, 0.5];
/** Percent of the rows that were in view and are still in the document: practically all. */
const keptAll = 90;
/** Elements that stay for each further row. */
const keptElements = 0.5;

interface Figures {
  attached: number;
  held: number;
  inView: number;
  elements: number;
  empty: number;
  contained: number;
  recycled: number;
  kept: number;
  /** Older messages were loaded during the walk. */
  hasLoaded: boolean;
}

/** @param lists one list at its lengths, the shortest first */
export function classifyList(lists: readonly SizedList[]): Classified {
  const read = lists.flatMap(({ cell, size }) => {
    const figures = figuresOf(cell);
    return figures === undefined ? [] : [{ size, figures }];
  });
  const [shortest, longest] = [read[0], read.at(-1)];
  if (shortest === undefined || longest === undefined) return unclear('No walk through the list counted.');
  const { figures, size } = longest;
  const { held, inView, attached } = figures;
  if (held < inView * fewestScreens || held - inView < fewestHidden) {
    return unclear(
      `The list holds ${rows(held)} and shows ${formatCount(inView)} at once: too few to see whether any is left out.`,
    );
  }
  if (attached >= held * allOf) return allAttached(figures, size);
  if (attached > held * halfOf) {
    return unclear(
      `${rows(attached)} of ${formatCount(held)} were in the document at once: a longer list would tell.`,
    );
  }
  return fewAttached(shortest.figures, figures);
}

/** Every row is in the document. */
function allAttached(
  { attached, held, empty, contained, hasLoaded, kept }: Figures,
  size: number | undefined,
): Classified {
  const all = `All ${rows(held)} that the list holds are in the document.`;
  if (contained >= 50) {
    const reason =
      'Out of view the browser skips what is in them (content-visibility), but they cost elements and memory.';
    return { kind: 'partly', reasons: [all, reason] };
  }
  if (empty >= 50) {
    const reason = `Up to ${formatCount(empty)} % of them are empty wrappers: their contents leave the document, the wrappers do not.`;
    return { kind: 'partly', reasons: [all, reason] };
  }
  if (hasLoaded && kept < keptAll) {
    const reason =
      'Older messages came in at its edge, and rows that had been in view left the document: it holds a part of the messages.';
    return { kind: 'virtualized', reasons: [all, reason] };
  }
  if (hasLoaded) {
    const reason = 'Older messages came in at its edge, and no row left the document for them.';
    return { kind: 'not-virtualized', reasons: [all, reason] };
  }
  if (size !== undefined && held < size * halfOf) {
    return unclear(
      `The list never held more than ${rows(attached)} of ${formatCount(size)} messages, all of them in the document: how it would hold more cannot be seen.`,
    );
  }
  return { kind: 'not-virtualized', reasons: [all] };
}

function fewAttached(short: Figures, long: Figures): Classified {
  const { attached, held, kept, recycled } = long;
  const few = `At most ${rows(attached)} of ${formatCount(held)} were in the document at once.`;
  if (kept >= keptAll) {
    const reason = `${formatCount(kept)} % of the rows that came into view stayed in the document: it grows as the list is read.`;
    return { kind: 'not-virtualized', reasons: [few, reason] };
  }
  const further = held - short.held;
  const perRow = further < fewestHidden ? 0 : (long.elements - short.elements) / further;
  if (perRow >= keptElements) {
    const reason = `Yet each further row adds ${perRow.toFixed(1)} elements to the list: something stays for every message.`;
    return { kind: 'partly', reasons: [few, reason] };
  }
  const how =
    recycled >= 50
      ? 'Row elements are used again for other messages.'
      : 'Rows that leave the view are removed, and new elements are made for others.';
  return { kind: 'virtualized', reasons: [few, how] };
}

function figuresOf(cell: Cell): Figures | undefined {
  const value = (metric: string) =>
    cell.summaries.find((each) => each.metric === metric)?.median ?? undefined;
  const [attached, held, inView] = [value('attached-rows'), value('list-rows'), value('rows-in-view')];
  if (attached === undefined || held === undefined || inView === undefined) return undefined;
  return {
    attached,
    held,
    inView,
    elements: value('list-elements') ?? 0,
    empty: value('empty-rows') ?? 0,
    contained: value('contained-rows') ?? 0,
    recycled: value('recycled-rows') ?? 0,
    kept: value('kept-rows') ?? 0,
    hasLoaded: value('older-shift') !== undefined,
  };
}

function unclear(reason: string): Classified {
  return { kind: 'cannot-tell', reasons: [reason] };
}

function rows(count: number): string {
  return plural(Math.round(count), 'row');
}
