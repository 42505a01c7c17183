/** What metrics of one family advise when a budget is missed. */
import type { MetricAdvice } from '../core/results/metric.ts';

export const frameAdvice: MetricAdvice = {
  cause: 'The main thread does not finish a frame between two refreshes of the screen while the list moves.',
  remedy:
    'Open the frame strip at the worst second; then render fewer rows a frame, and take measuring and decoding out of it.',
  byLongFrames: true,
};

export const loadingAdvice: MetricAdvice = {
  cause: 'The newest messages wait for the network or for the main thread.',
  remedy:
    'Compare requests, bytes and total blocking time with an earlier run, and see in the filmstrip what comes late.',
  byLongFrames: true,
};

export const respondingAdvice: MetricAdvice = {
  cause: 'Long tasks hold the main thread while somebody waits for an answer.',
  remedy: 'Split the code that is named, or do it after the next paint.',
  byLongFrames: true,
};

export const growingAdvice: MetricAdvice = {
  cause: 'Rows that are out of sight stay in the document.',
  remedy:
    'Virtualize the list: keep the rows in view and a few beyond, whatever the length of the conversation.',
};

export const memoryAdvice: MetricAdvice = {
  cause: 'What was loaded once stays in memory.',
  remedy:
    'Take a heap snapshot of the smallest and the largest conversation, and compare them by constructor.',
};

export const auditAdvice: MetricAdvice = {
  cause: 'An audit of Lighthouse lost points.',
  remedy: 'Open the Lighthouse report of this cell and begin with the heaviest audit.',
};
