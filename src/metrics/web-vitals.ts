/** The four web-vitals of a recording: what web-vitals reported in each document, limited to the window. */
import { measured, type Reading, unavailable } from '../core/results/reading.ts';
import type { DocumentVitals, InteractionEvent, TimingRecording, Vital } from './recordings.ts';

/**
 * A paint vital of the top document. It belongs to the load of the page: when that was before the window, it is
 * unavailable.
 */
export function paintVital(
  { documents, loadedBefore }: TimingRecording,
  name: 'FCP' | 'LCP' | 'CLS',
): Reading {
  if (loadedBefore) return unavailable('the page was loaded before the measured window');
  const vital = documents[0]?.vitals.findLast((each) => each.name === name);
  return vital === undefined ? unavailable(`the page had no ${name} in the window`) : measured(vital.value);
}

/** INP of the slowest document, as in Chrome's field data, from the interactions in the window. */
export function interactionToNextPaint({ documents, startUs, unreadFrame }: TimingRecording): Reading {
  if (unreadFrame !== undefined) return unavailable(unreadFrame);
  const reported = documents.flatMap((document) => {
    const inp = document.vitals.findLast(({ name }) => name === 'INP');
    return inp === undefined ? [] : [inWindow(inp, document, startUs)];
  });
  const slowest = reported.filter((value) => value !== undefined).sort((a, b) => a - b);
  const value = slowest.at(-1);
  if (value !== undefined) return measured(value);
  if (reported.length > 0) return unavailable('no interaction in the measured window took 16 ms or more');
  return unavailable(
    documents.some(({ interactions }) => interactions > 0)
      ? 'no interaction was followed by a paint'
      : 'nobody interacted with the page in this scenario',
  );
}

/** web-vitals knows the slowest interaction of the whole visit. If that was earlier, the events in the window count. */
function inWindow(inp: Vital, { interactionEvents }: DocumentVitals, fromUs: number): number | undefined {
  if (inp.startUs === null || inp.startUs >= fromUs) return inp.value;
  return inpOf(interactionEvents.filter(({ startUs }) => startUs >= fromUs));
}

/**
 * Difference between the ids of two successive interactions. Source: web-vitals, interactionCountPolyfill.
 */
const idStep = 7;

/** INP by its definition: the slowest interaction, after ignoring one for every 50 interactions. */
function inpOf(events: readonly InteractionEvent[]): number | undefined {
  const slowestOf = new Map<number, number>();
  for (const { id, durationMs } of events) slowestOf.set(id, Math.max(durationMs, slowestOf.get(id) ?? 0));
  const ids = [...slowestOf.keys()];
  const count = (Math.max(...ids) - Math.min(...ids)) / idStep + 1;
  return [...slowestOf.values()].sort((a, b) => b - a)[Math.floor(count / 50)];
}
