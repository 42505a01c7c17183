/** The worst moments of a recorded pass: which of its long tasks are kept, and the words for what ran in them. */
import type { Work } from '../results/worst-moment.ts';

const mostMoments = 3;
const mostNames = 4;
/** Work below it does not explain a long task. */
const leastMs = 1;

interface Task {
  /** Since the start of the recording. */
  atMs: number;
  durationMs: number;
  ran: readonly Work[];
}

/**
 * The longest tasks in order of time, each with the work that took most of it. Tasks in which a script without an
 * address ran longest are left out: the recorder evaluates such scripts to find places in the page.
 */
export function worstOf<Kind extends Task>(tasks: readonly Kind[]): (Kind & { ran: Work[] })[] {
  return tasks
    .map((task) => ({ ...task, ran: mostOf(task.ran) }))
    .filter(({ ran: [first] }) => first?.kind !== 'script' || first.what !== 'script')
    .toSorted((a, b) => b.durationMs - a.durationMs)
    .slice(0, mostMoments)
    .toSorted((a, b) => a.atMs - b.atMs);
}

function mostOf(ran: readonly Work[]): Work[] {
  return ran
    .filter(({ ms }) => ms >= leastMs)
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, mostNames);
}

/** `renderRows (feed.tsx:6)`, `compiling (app.js:1)`, `layout`; older results contain the words themselves. */
export function workText({ kind, what }: Work): string {
  const place = what === kind ? '' : ` (${what})`;
  switch (kind) {
    case 'script':
      return `evaluating a script${place}`;
    case 'compile':
      return `compiling${place}`;
    case 'parse-html':
      return 'parsing HTML';
    case 'decode-image':
      return 'decoding an image';
    case 'garbage-collection':
      return 'garbage collection';
    case 'function':
    case 'layout':
    case 'style':
    case 'paint':
    case undefined:
      return what;
    default:
      return kind satisfies never;
  }
}
