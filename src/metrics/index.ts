/** Every metric, by pass: a new one is one file and one line here. */
import { definitionOf, type MetricDefinition } from '../core/results/metric.ts';
import { backingStore } from './backing-store.ts';
import { cls } from './cls.ts';
import { detachedNodes } from './detached-nodes.ts';
import { domElements } from './dom-elements.ts';
import { domNodes } from './dom-nodes.ts';
import { droppedFrames } from './dropped-frames.ts';
import { eventListeners } from './event-listeners.ts';
import { fcp } from './fcp.ts';
import { frameRate } from './frame-rate.ts';
import { growthMetrics } from './growth.ts';
import { imagesDecoded } from './images-decoded.ts';
import { inp } from './inp.ts';
import { interactionTbt } from './interaction-tbt.ts';
import { jsHeap } from './js-heap.ts';
import { lcp } from './lcp.ts';
import { lighthouseScores } from './lighthouse-score.ts';
import { attachedRows } from './list/attached-rows.ts';
import { blankPlaces } from './list/blank-places.ts';
import { blankTimes, blankWorsts, placeholderTimes, undrawnTimes } from './list/blank-time.ts';
import { containedRows } from './list/contained-rows.ts';
import { emptyRows } from './list/empty-rows.ts';
import { keptRows } from './list/kept-rows.ts';
import { listElements } from './list/list-elements.ts';
import { listRows } from './list/list-rows.ts';
import { lostRows } from './list/lost-rows.ts';
import { olderShift } from './list/older-shift.ts';
import { reachedRows } from './list/reached-rows.ts';
import { recycledRows } from './list/recycled-rows.ts';
import { repeatedRows } from './list/repeated-rows.ts';
import { restlessPlaces } from './list/restless-places.ts';
import { rowsInView } from './list/rows-in-view.ts';
import { scrollShift } from './list/scroll-shift.ts';
import { longestFrame } from './longest-frame.ts';
import { mainThreadWork } from './main-thread-work.ts';
import { messageToPixel } from './message-to-pixel.ts';
import { olderPage } from './older-page.ts';
import { openToNewest } from './open-to-newest.ts';
import { partialFrames } from './partial-frames.ts';
import { recordedWorkMetrics } from './recorded-work.ts';
import { repaintedFrames } from './repainted-frames.ts';
import { requests } from './requests.ts';
import { scrollJank } from './scroll-jank.ts';
import { sendToAcknowledge } from './send-to-acknowledge.ts';
import { sendToPaint } from './send-to-paint.ts';
import { sendToPixel } from './send-to-pixel.ts';
import { tbt } from './tbt.ts';
import { transferBytes } from './transfer-bytes.ts';
import { worstSecond } from './worst-second.ts';

export const timingMetrics = [
  droppedFrames,
  partialFrames,
  frameRate,
  scrollJank,
  repaintedFrames,
  worstSecond,
  longestFrame,
  lcp,
  fcp,
  cls,
  inp,
  tbt,
  interactionTbt,
  openToNewest,
  imagesDecoded,
  olderPage,
  sendToPaint,
  sendToPixel,
  sendToAcknowledge,
  messageToPixel,
  requests,
  transferBytes,
  ...mainThreadWork,
];
export const memoryMetrics = [domElements, domNodes, detachedNodes, eventListeners, jsHeap, backingStore];
/** Counts and CPU times of a recorded pass; no wall-clock time, because the recorder makes it longer. */
export const recordedMetrics = recordedWorkMetrics;
/** Metrics of a memory iteration that repeats an action. */
export const leakMetrics = growthMetrics;
/** Metrics of a walk through a list. */
export const listMetrics = [
  attachedRows,
  listElements,
  rowsInView,
  listRows,
  reachedRows,
  lostRows,
  repeatedRows,
  scrollShift,
  olderShift,
  emptyRows,
  containedRows,
  recycledRows,
  keptRows,
  blankPlaces,
  restlessPlaces,
  ...blankTimes,
  ...blankWorsts,
  ...placeholderTimes,
  ...undrawnTimes,
];
export const lighthouseMetrics = lighthouseScores;

/** The definitions of all metrics by id, as in results.json. */
export const metricDefinitions: Record<string, MetricDefinition> = Object.fromEntries(
  [
    ...timingMetrics,
    ...recordedMetrics,
    ...memoryMetrics,
    ...leakMetrics,
    ...listMetrics,
    ...lighthouseMetrics,
  ].map((metric) => [metric.id, definitionOf(metric)]),
);
