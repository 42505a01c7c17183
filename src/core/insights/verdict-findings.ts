/** Findings about missed and inconclusive budgets of a cell: how bad it is, why, and what to do. */

import { formatFigure, formatValue, perStep } from '../format.ts';
import { failureRate } from '../judging/failures.ts';
import type { Cell, Finding } from '../results/cell.ts';
import type { MetricDefinition } from '../results/metric.ts';
import type { Verdict } from '../results/verdict.ts';
import { culpritsOf } from './culprits.ts';

/**
 * A miss is critical when the observed value is at least this many times the limit or, where higher is
 * better, at most the limit divided by it.
 */
const badly = 2;

/** One finding for each budget that was missed or is inconclusive, in the order of the verdicts. */
export function verdictFindings(
  cell: Pick<Cell, 'verdicts' | 'iterations'>,
  metrics: Record<string, MetricDefinition>,
): Finding[] {
  return cell.verdicts.flatMap((verdict): Finding[] => {
    const metric = metrics[verdict.metric];
    if (metric === undefined || verdict.observed === null) return [];
    const told = {
      about: { metric: metric.id, kind: verdict.kind },
      title: titleOf(verdict, verdict.observed, metric),
      evidence: verdict.reason,
    };
    if (verdict.status === 'missed') {
      const severity = isBad(verdict, verdict.observed, metric) ? 'critical' : 'warning';
      return [{ severity, ...told, ...adviceOn(metric, cell) }];
    }
    if (verdict.status !== 'inconclusive') return [];
    const doubt = metric.id === failureRate.id ? { ...undecided, cause: failing.cause } : undecided;
    return [{ severity: 'info', ...told, ...doubt }];
  });
}

const undecided = {
  cause: 'The readings vary too much for so few.',
  remedy: 'Measure more iterations, on a machine that does nothing else.',
};

function titleOf(
  { kind, limit, parameter, per }: Verdict,
  observed: number,
  { title, unit }: MetricDefinition,
): string {
  const step = parameter === null ? '' : ` ${perStep(parameter, per)}`;
  const than = kind === 'relative' ? ' beyond the baseline' : '';
  return `${title}: ${formatFigure(observed, unit)}${step}${than}, where ${formatValue(limit, unit)} is the limit`;
}

function isBad({ limit }: Verdict, observed: number, { better }: MetricDefinition): boolean {
  return better === 'lower' ? limit > 0 && observed >= badly * limit : observed <= limit / badly;
}

type Advice = Pick<Finding, 'cause' | 'remedy'>;

/** Advice for the metric or its family; when long frames name slow code, that code is the cause. */
export function adviceOn({ id }: Pick<MetricDefinition, 'id'>, cell: Pick<Cell, 'iterations'>): Advice {
  const { cause, remedy, ofLongFrames } = advice[id] ?? general;
  const [culprit] = ofLongFrames === true ? culpritsOf(cell) : [];
  if (culprit === undefined) return { cause, remedy };
  const { name, invoker, totalMs, layoutMs } = culprit;
  const by = name === invoker ? '' : `, invoked by ${invoker},`;
  const layout = layoutMs >= totalMs / 4 ? `, ${formatValue(layoutMs, 'ms')} of it forced layout` : '';
  return {
    cause: `In long frames ${name}${by} ran for ${formatValue(totalMs, 'ms')} in all${layout}.`,
    remedy,
  };
}

const general: Advice & { ofLongFrames?: boolean } = {
  cause: 'Not known: no other figure speaks of it.',
  remedy: 'Open the recorded trace of this cell, and compare it with that of a run that met the limit.',
};

const frames = {
  cause: 'The main thread does not finish a frame between two refreshes of the screen while the list moves.',
  remedy:
    'Open the frame strip at the worst second; then render fewer rows a frame, and take measuring and decoding out of it.',
  ofLongFrames: true,
};
const loading = {
  cause: 'The newest messages wait for the network or for the main thread.',
  remedy:
    'Compare requests, bytes and total blocking time with an earlier run, and see in the filmstrip what comes late.',
  ofLongFrames: true,
};
const responding = {
  cause: 'Long tasks hold the main thread while somebody waits for an answer.',
  remedy: 'Split the code that is named, or do it after the next paint.',
  ofLongFrames: true,
};
const growing = {
  cause: 'Rows that are out of sight stay in the document.',
  remedy:
    'Virtualize the list: keep the rows in view and a few beyond, whatever the length of the conversation.',
};
const remembering = {
  cause: 'What was loaded once stays in memory.',
  remedy:
    'Take a heap snapshot of the smallest and the largest conversation, and compare them by constructor.',
};
const audited = {
  cause: 'An audit of Lighthouse lost points.',
  remedy: 'Open the Lighthouse report of this cell and begin with the heaviest audit.',
};

const failing = {
  cause: 'The page or its backend did not do what the visit needs; the first reason is the evidence.',
  remedy:
    'Play the visit by hand under the same profile, and look at the log of the server and at the recorded pass.',
};

const advice: Record<string, typeof general> = {
  [failureRate.id]: failing,
  'dropped-frames': frames,
  'partial-frames': frames,
  'frame-rate': frames,
  'worst-second': frames,
  'longest-frame': frames,
  fcp: loading,
  lcp: loading,
  'open-to-newest': loading,
  'images-decoded': loading,
  'older-page': loading,
  tbt: responding,
  'interaction-tbt': responding,
  inp: responding,
  'send-to-paint': responding,
  'send-to-pixel': responding,
  'message-to-pixel': responding,
  cls: {
    cause: 'Something appears without space that was kept for it.',
    remedy: 'Give media its dimensions, and add rows above the reader without moving what is read.',
  },
  'dom-elements': growing,
  'dom-nodes': growing,
  'event-listeners': growing,
  'js-heap': remembering,
  'backing-store': remembering,
  'detached-nodes': remembering,
  'lighthouse-performance': audited,
  'lighthouse-accessibility': audited,
  'lighthouse-best-practices': audited,
};
