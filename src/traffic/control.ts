/** The runner's side of background traffic: starts the generator's process and sends it commands. */
import { monotonicUs } from '../core/clock.ts';
import { HarnessError } from '../core/errors.ts';
import { type TrafficTargetInput, trafficTarget } from './contract.ts';
import { GeneratorProcess } from './generator-process.ts';
import { assertHostAllowed } from './hosts.ts';
import type { TrafficPlan } from './mix.ts';
import type { GeneratorReport } from './protocol.ts';
import type { TrafficResult, TrafficWindow } from './result.ts';
import { fromWireError } from './wire-error.ts';

/** Time for the process to exit by itself after its input has ended. */
const endGraceMs = 2_000;
/** Maximum time of a stop beyond the plan's own drain: deliveries, summing up, a busy host. */
const stopGraceMs = 15_000;

type Deferred<Value> = PromiseWithResolvers<Value>;

/** A promise that may be rejected before a caller awaits it. */
function deferred<Value>(): Deferred<Value> {
  const created = Promise.withResolvers<Value>();
  created.promise.catch(() => undefined);
  return created;
}

/** Started background traffic. Stop it to get its result, or dispose it. */
export class RunningTraffic implements AsyncDisposable {
  readonly #plan: TrafficPlan;
  readonly #process: GeneratorProcess;
  readonly #ready = deferred<{ startedUs: number }>();
  readonly #result = deferred<TrafficResult>();
  readonly #windows = new Map<number, Deferred<TrafficWindow>>();
  readonly #marks: { label: string; atUs: number }[] = [];
  #windowId = 0;
  #stopping: Promise<TrafficResult> | undefined;

  constructor(plan: TrafficPlan, target: TrafficTargetInput) {
    this.#plan = plan;
    this.#process = new GeneratorProcess(
      (report) => this.#receive(report),
      (error) => this.#fail(error),
    );
    this.#process.send({ type: 'start', plan, target: trafficTarget.parse(target) });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  #receive(report: GeneratorReport): void {
    switch (report.type) {
      case 'ready':
        this.#ready.resolve({ startedUs: report.startedUs });
        return;
      case 'window':
        this.#take(report.id)?.resolve(report.window);
        return;
      case 'result':
        this.#result.resolve({ ...report.result, marks: this.#marks });
        return;
      case 'error':
        if (report.id === null) this.#fail(fromWireError(report));
        else this.#take(report.id)?.reject(fromWireError(report));
        return;
      default:
        report satisfies never;
    }
  }

  #take(id: number): Deferred<TrafficWindow> | undefined {
    const pending = this.#windows.get(id);
    this.#windows.delete(id);
    return pending;
  }

  /** Rejects everything that is still awaited; results that have arrived stay. */
  #fail(error: HarnessError): void {
    this.#ready.reject(error);
    this.#result.reject(error);
    for (const pending of this.#windows.values()) pending.reject(error);
    this.#windows.clear();
  }

  /**
   * Resolves when users are logged in, subscribers connected and the first arrivals due.
   * @throws HarnessError of the target or the generator, such as TRAFFIC_GENERATOR_DIED
   */
  whenReady(): Promise<{ startedUs: number }> {
    return this.#ready.promise;
  }

  /**
   * The traffic whose intended start is in [fromUs, toUs) on the host clock, such as one iteration, with its
   * own verdict. Call it while the traffic runs.
   */
  window(fromUs: number, toUs: number): Promise<TrafficWindow> {
    return this.#ask(fromUs, toUs);
  }

  /** The traffic from its start until now. */
  snapshot(): Promise<TrafficWindow> {
    return this.#ask(null, null);
  }

  async #ask(fromUs: number | null, toUs: number | null): Promise<TrafficWindow> {
    await this.whenReady();
    if (this.#stopping !== undefined) throw stopped();
    const pending = deferred<TrafficWindow>();
    this.#windowId += 1;
    this.#windows.set(this.#windowId, pending);
    this.#process.send({ type: 'window', id: this.#windowId, fromUs, toUs });
    return pending.promise;
  }

  /** Adds a label to the run, at the current time of the host clock. */
  mark(label: string): void {
    this.#marks.push({ label, atUs: monotonicUs() });
  }

  /** Stops the traffic and its process; every call returns the same result. @throws HarnessError */
  stop(): Promise<TrafficResult> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<TrafficResult> {
    const limit = setTimeout(() => this.#fail(stopTimedOut(this.#plan)), this.#plan.drainMs + stopGraceMs);
    try {
      await this.whenReady();
      this.#process.send({ type: 'stop' });
      return await this.#result.promise;
    } finally {
      clearTimeout(limit);
      await this.#process.end(endGraceMs);
    }
  }

  /** Ends the traffic without a result, if it was not stopped. No process is left. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#fail(stopped());
    await this.#process.end(endGraceMs);
  }
}

function stopped(): HarnessError {
  return new HarnessError(
    'TRAFFIC_STOPPED',
    'The background traffic has been stopped.',
    'Ask before the stop.',
  );
}

function stopTimedOut(plan: TrafficPlan): HarnessError {
  return new HarnessError(
    'TRAFFIC_STOP_TIMED_OUT',
    `The background traffic did not stop within ${(plan.drainMs + stopGraceMs) / 1_000} s.`,
    'It was ended by force, and its figures are lost; look at the load of this machine.',
  );
}

/**
 * Starts background traffic in a process of its own. Await `whenReady()` before measuring.
 * @throws HarnessError TRAFFIC_HOST_NOT_ALLOWED before anything is started
 */
export function startTraffic(plan: TrafficPlan, target: TrafficTargetInput): RunningTraffic {
  const { baseUrl, allowHosts } = trafficTarget.parse(target);
  assertHostAllowed(baseUrl, allowHosts);
  return new RunningTraffic(plan, target);
}
