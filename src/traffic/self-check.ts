/** Whether the load was delivered as configured. If not, no measurement beside it counts. */
import { percent, ratesOf, seconds } from './account-text.ts';

export type SelfCheckLimits = {
  /** Minimum share of the planned operations that must start. */
  startedShare: number;
  /** Maximum share of the planned operations that may be dropped. */
  droppedShare: number;
  /** Maximum share of its time that a worker thread may be busy: above it, it measures itself. */
  eventLoopUtilization: number;
  /**
   * Maximum share of the started operations that may fail: a backend that refuses its load is not under that
   * load. Null where failures are the subject of the measurement.
   */
  failedShare: number | null;
};

export const defaultLimits: SelfCheckLimits = {
  startedShare: 0.99,
  droppedShare: 0.001,
  eventLoopUtilization: 0.7,
  failedShare: 0.1,
};

export type SelfCheckInput = {
  planned: number;
  started: number;
  dropped: number;
  failed: number;
  /** The length of the window (ms). */
  durationMs: number;
  /** How much of the window lies after the end of the plan (ms). */
  beyondPlanMs: number;
  eventLoopUtilization: readonly number[];
  /** Worker threads that ended unexpectedly, each with its cause. */
  stoppedWorkers: readonly string[];
  /** What is invalid if the check fails: `cell` for the whole run, `iteration` for a window. */
  subject: 'cell' | 'iteration';
};

export type SelfCheck = {
  valid: boolean;
  reasons: string[];
  /** The target caused all reasons: the generator worked correctly. */
  targetAlone?: boolean;
};

/** Judges a window of traffic; the reasons are whole sentences for the report. */
export function checkTraffic(input: SelfCheckInput, limits: SelfCheckLimits = defaultLimits): SelfCheck {
  const { planned, started, dropped, failed, subject } = input;
  const reasons: string[] = [];
  let ofTarget = 0;
  const because = (fact: string): number =>
    reasons.push(`${fact}: not the load that is configured for this ${subject}.`);
  for (const cause of input.stoppedWorkers)
    because(`A worker thread of the background traffic ended (${cause})`);
  if (input.beyondPlanMs > 0) because(`Background traffic had ended ${seconds(input.beyondPlanMs)} earlier`);
  // Dropped operations were not started either, but they have their own reason: the target did not answer.
  if (planned > 0 && started + dropped < planned * limits.startedShare)
    because(`Background traffic reached ${ratesOf(input)}`);
  if (planned > 0 && dropped > planned * limits.droppedShare) {
    ofTarget += 1;
    because(
      `Background traffic dropped ${dropped} of ${planned} operations (${percent(dropped / planned)}) ` +
        'because too many were in flight',
    );
  }
  for (const [index, utilization] of input.eventLoopUtilization.entries()) {
    if (utilization <= limits.eventLoopUtilization) continue;
    because(
      `Worker thread ${index} of the background traffic was busy ${percent(utilization)} of the time ` +
        `(limit ${percent(limits.eventLoopUtilization)})`,
    );
  }
  if (limits.failedShare !== null && started > 0 && failed > started * limits.failedShare) {
    ofTarget += 1;
    because(
      `${failed} of ${started} operations of the background traffic failed (${percent(failed / started)})`,
    );
  }
  if (reasons.length === 0) return { valid: true, reasons };
  return { valid: false, reasons, targetAlone: ofTarget === reasons.length };
}
