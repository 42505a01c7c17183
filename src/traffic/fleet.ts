import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { monotonicUs } from '../core/clock.ts';
import { HarnessError } from '../core/errors.ts';
import { type ArrivalTable, arrivalState, arrivalsWithin } from './arrivals.ts';
import { assertPlanFits, subscribersByThread } from './assignment.ts';
import { loadTrafficModule, type TrafficTarget, type UserId } from './contract.ts';
import { assertHostAllowed } from './hosts.ts';
import { type MixedPlan, mixedPlan, planDurationMs, type TrafficPlan } from './mix.ts';
import { startGraceMs, type TrafficResult, type TrafficWindow } from './result.ts';
import { operationNames, planArrivals } from './schedule.ts';
import { checkTraffic, defaultLimits, type SelfCheckInput } from './self-check.ts';
import { trafficSeries } from './series.ts';
import { sumDeliveries } from './subscriber-result.ts';
import { summarizeArrivals } from './summary.ts';
import { UtilizationLog } from './utilization.ts';
import { WorkerThread } from './worker-thread.ts';

/** How often the threads' utilisation is sampled. */
const sampleEveryMs = 1_000;
/** How long a stop waits until subscribers have received the acknowledged messages. */
const settleMs = 2_000;
/** Gives the threads time to receive the start command before the first arrival is due. */
const leadUs = 20_000;

function moduleUrl(modulePath: string): string {
  return modulePath.startsWith('file:') ? modulePath : pathToFileURL(resolve(modulePath)).href;
}

/** The worker threads of one traffic run and their results; lives in the generator's process. */
export class Fleet {
  readonly #given: TrafficPlan;
  /** The target has no subscription for the planned subscribers. */
  #unsupported = false;
  /** With the mix of the target, once that is known. */
  #plan: MixedPlan;
  readonly #target: TrafficTarget;
  readonly #threads: WorkerThread[] = [];
  #table: ArrivalTable | undefined;
  #utilization: UtilizationLog | undefined;
  #sampler: NodeJS.Timeout | undefined;
  #startedUs = 0;

  constructor(plan: TrafficPlan, target: TrafficTarget) {
    this.#given = plan;
    this.#plan = mixedPlan(plan, { operations: [] });
    this.#target = target;
  }

  /** Opens sessions, plans the arrivals and connects the subscribers. @throws HarnessError */
  async prepare(): Promise<void> {
    const { baseUrl, allowHosts, config, modulePath } = this.#target;
    assertHostAllowed(baseUrl, allowHosts);
    const module = await loadTrafficModule(moduleUrl(modulePath));
    this.#plan = mixedPlan(this.#given, module);
    assertPlanFits(this.#plan, module);
    this.#unsupported = this.#plan.subscribers > 0 && module.subscribe === undefined;
    const settings = { baseUrl, config };
    const candidates = (await module.listUsers(settings)).slice(0, this.#plan.maxUsers);
    const workers = Math.max(1, Math.min(this.#plan.workers, candidates.length));
    for (let workerIndex = 0; workerIndex < workers; workerIndex++) {
      const maxInFlight = Math.max(1, Math.ceil(this.#plan.maxInFlight / workers));
      const { seed } = this.#plan;
      this.#threads.push(
        new WorkerThread({ workerIndex, moduleUrl: moduleUrl(modulePath), settings, seed, maxInFlight }),
      );
    }
    await this.#connect(candidates);
  }

  async #connect(candidates: readonly UserId[]): Promise<void> {
    const workers = this.#threads.length;
    const sessions = await Promise.all(
      this.#threads.map((thread, owner) =>
        thread.ask('prepare', { userIds: candidates.filter((_, index) => index % workers === owner) }),
      ),
    );
    const ownerOf = new Map(sessions.flatMap((session, owner) => session.userIds.map((id) => [id, owner])));
    // In the target's order, not that of the threads, so that the schedule does not depend on the number of
    // threads.
    const userIds = candidates.filter((userId) => ownerOf.has(userId));
    const owners = userIds.map((userId) => ownerOf.get(userId) ?? 0);
    const table = planArrivals(this.#plan, owners);
    const subscribers = subscribersByThread(this.#plan, userIds, owners);
    const operations = operationNames(this.#plan);
    await Promise.all(
      this.#threads.map((thread, owner) =>
        thread.ask('connect', { table, userIds, operations, subscriberIds: subscribers.get(owner) ?? [] }),
      ),
    );
    this.#table = table;
  }

  /** Starts the schedule; returns its start on the host clock (µs). */
  async start(): Promise<number> {
    this.#startedUs = monotonicUs() + leadUs;
    await Promise.all(this.#threads.map((thread) => thread.ask('start', { startedUs: this.#startedUs })));
    const utilization = new UtilizationLog(() => this.#threads.map((thread) => thread.utilization()));
    this.#utilization = utilization;
    this.#sampler = setInterval(() => utilization.sample(), sampleEveryMs);
    return this.#startedUs;
  }

  /**
   * The traffic whose intended start is in [fromUs, toUs) on the host clock; a `toUs` of null or in the
   * future means now. Waits until everything due by then has been sent or is too late.
   */
  async window(fromUs: number, toUs: number | null): Promise<TrafficWindow> {
    const endUs = Math.min(toUs ?? monotonicUs(), monotonicUs());
    while (monotonicUs() <= endUs + startGraceMs * 1_000 && this.#owes(fromUs, endUs)) await delay(5);
    this.#utilization?.sample();
    return { fromUs, toUs: endUs, ...this.#judge(fromUs, endUs, 'iteration') };
  }

  #owes(fromUs: number, toUs: number): boolean {
    const arrivals = arrivalsWithin(this.#arrivals(), fromUs - this.#startedUs, toUs - this.#startedUs);
    for (const { state } of arrivals) if (state === arrivalState.planned) return true;
    return false;
  }

  #arrivals(): ArrivalTable {
    if (this.#table !== undefined) return this.#table;
    throw new HarnessError(
      'TRAFFIC_NOT_STARTED',
      'The background traffic has not started.',
      'Wait for whenReady().',
    );
  }

  #planEndUs(): number {
    return this.#startedUs + planDurationMs(this.#plan) * 1_000;
  }

  #judge(
    fromUs: number,
    toUs: number,
    subject: SelfCheckInput['subject'],
  ): Omit<TrafficWindow, 'fromUs' | 'toUs'> {
    const names = {
      operations: operationNames(this.#plan),
      failures: this.#threads.map(({ failures }) => failures),
    };
    const offset = this.#startedUs;
    const summary = summarizeArrivals(this.#arrivals(), names, fromUs - offset, toUs - offset);
    const eventLoopUtilization = this.#utilization?.within(fromUs, toUs) ?? [];
    const beyondUs = this.#plan.shape.length === 0 ? 0 : Math.max(0, toUs - this.#planEndUs());
    const check = checkTraffic(
      {
        ...summary,
        eventLoopUtilization,
        durationMs: (toUs - fromUs) / 1_000,
        beyondPlanMs: beyondUs / 1_000,
        stoppedWorkers: this.#threads.flatMap(({ stopped }) => (stopped === null ? [] : [stopped])),
        subject,
      },
      { ...defaultLimits, failedShare: this.#plan.maxFailedShare },
    );
    return { ...summary, eventLoopUtilization, ...check };
  }

  /** Stops sending, waits for operations in flight and for deliveries, and sums up the whole run. */
  async stop(): Promise<TrafficResult> {
    const stoppedUs = monotonicUs();
    clearInterval(this.#sampler);
    this.#utilization?.sample();
    const drained = await Promise.allSettled(
      this.#threads.map((thread) => thread.ask('drain', { stoppedUs, drainMs: this.#plan.drainMs })),
    );
    const published = drained.flatMap((one) => (one.status === 'fulfilled' ? one.value.published : []));
    const settled = await Promise.allSettled(
      this.#threads.map((thread) => thread.ask('settle', { published, settleMs })),
    );
    const deliveries = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value.deliveries] : []));
    // A stop after the plan's end does not make the run invalid; only an iteration's window beyond that end
    // is invalid.
    const endUs = this.#plan.shape.length === 0 ? stoppedUs : Math.min(stoppedUs, this.#planEndUs());
    return {
      plan: this.#plan.name,
      startedUs: this.#startedUs,
      stoppedUs,
      ...this.#judge(this.#startedUs, endUs, 'cell'),
      subscribers: {
        ...(this.#unsupported ? { unsupported: true as const } : {}),
        ...sumDeliveries(this.#plan.subscribers, deliveries),
      },
      series: trafficSeries(this.#arrivals(), this.#startedUs, Math.max(0, stoppedUs - this.#startedUs)),
      marks: [],
    };
  }

  /** Ends all threads at once; safe at any moment. */
  async terminate(): Promise<void> {
    clearInterval(this.#sampler);
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }
}
