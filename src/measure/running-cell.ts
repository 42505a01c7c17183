import { causeText, HarnessError } from '../core/errors.ts';
import type { CellKey, TrafficUnavailable } from '../core/results/cell.ts';
import type { PassId } from '../core/results/metric.ts';
import type { Verification } from '../core/results/verification.ts';
import { judgeCpu } from '../profiles/cpu.ts';
import { formatProfile } from '../profiles/profile.ts';
import { trafficLackOf } from '../targets/capabilities.ts';
import type { PageTarget } from '../targets/target.ts';
import { isIdle } from '../traffic/mix.ts';
import type { Arm, Experiment } from './arms.ts';
import { HostWatch } from './host/host-watch.ts';
import type { IterationOutcome } from './iteration/iteration.ts';
import { disturbance, failingTarget, isUnreachable, type Reason, reasonOf } from './iteration/reasons.ts';
import { type Decision, decide, isComplete } from './iteration/retry.ts';
import { isBrowserPass, runPass } from './iteration/run-pass.ts';
import { CellJournal } from './journal/cell-journal.ts';
import { type BackgroundLoad, startLoad } from './load.ts';
import type { RunContext } from './run-context.ts';

/** This number of iterations in a row without any figure ends a comparison. */
const mostEmpty = 4;

/** One cell while it is measured. */
export class RunningCell<Target extends PageTarget> {
  readonly key: CellKey;
  readonly #runContext: RunContext;
  readonly #experiment: Experiment<Target>;
  readonly #arm: Arm<Target>;
  readonly #journal: CellJournal;
  readonly #probed: NonNullable<IterationOutcome['cpu']>[] = [];
  readonly #repeats = new Map<PassId, number>();
  /** Iterations in a row that threw, but for failures of a page that answers. */
  #empty = 0;
  #load: BackgroundLoad | undefined;
  /** Why this machine cannot make the expected load. */
  #noLoad: string | undefined;
  #next = 0;
  /** The measured block, in a comparison in blocks. */
  #block: number | undefined;
  /** The page has completed a visit, whether it was valid or not. */
  #succeeded = false;
  /** The page has failed in a visit. */
  #failed = false;
  #ended = false;

  constructor(runContext: RunContext, experiment: Experiment<Target>, arm: Arm<Target>) {
    this.#runContext = runContext;
    this.#experiment = experiment;
    this.#arm = arm;
    const { scenario, profile } = experiment;
    this.key = {
      scenario: scenario.id,
      params: scenario.params,
      profile: formatProfile(profile),
      arm: arm.id,
    };
    this.#journal = new CellJournal(runContext, this.key, arm.target.secrets);
  }

  /** Whether its background traffic is running. */
  get isLoaded(): boolean {
    return this.#load !== undefined;
  }

  async begin(): Promise<void> {
    const { target } = this.#arm;
    const { scenario, budgets, goOn } = this.#experiment;
    const withoutTraffic = this.#withoutTraffic();
    this.#journal.begin(scenario.title, target, {
      budgets,
      sequential: goOn !== undefined,
      ...(withoutTraffic === undefined ? {} : { withoutTraffic }),
    });
    await target.reset?.();
  }

  #withoutTraffic(): TrafficUnavailable | undefined {
    const { target, traffic } = this.#arm;
    const reason = trafficLackOf(target);
    if (reason === undefined) return undefined;
    const asked = this.#experiment.scenario.besideTraffic && traffic !== undefined && !isIdle(traffic);
    return { plan: asked ? traffic.name : null, reason };
  }

  /** Restarts the server, where the harness started it: a process may keep its habits as long as it runs. */
  async renew(): Promise<void> {
    this.#runContext.interrupted?.throwIfAborted();
    this.#assertAlive();
    await this.#arm.target.restart?.();
  }

  /** Plays the scenario once, and discards the figures. */
  async warmUp(): Promise<void> {
    // Not the recorded pass: its files would show a cold page, and they are not needed.
    const pass = this.#experiment.scenario.passes.filter(isBrowserPass).find((each) => each !== 'recorded');
    if (pass === undefined) return;
    this.#runContext.interrupted?.throwIfAborted();
    await this.#runContext.step(`${this.key.arm}: warm-up`, async () => {
      await this.#startLoad();
      using watch = new HostWatch(this.#runContext.ownRoots);
      const { reasons } = await this.#observe(pass, 0, () => undefined);
      watch.stop();
      const around = await this.#judgeAround(watch, pass);
      this.#decide(pass, 1, [...reasons, ...around.reasons]);
    });
  }

  /** One valid iteration, or the allowed number of tries. */
  async measure(pass: PassId, title: string, planned: number, block?: number): Promise<void> {
    // Each place of a block has its own repeats. Those of an arm would make it depend on the arm whether a
    // disturbed place is repeated.
    if (block !== undefined) this.#repeats.clear();
    this.#block = block;
    let again = true;
    while (again) {
      await this.#runContext.step(title, async () => {
        again = await this.#try(pass, planned);
      });
      if (again) this.#repeats.set(pass, this.#repeatsOf(pass) + 1);
    }
  }

  /** @returns whether to repeat it */
  async #try(pass: PassId, planned: number): Promise<boolean> {
    const { bench, ownRoots, interrupted } = this.#runContext;
    interrupted?.throwIfAborted();
    await this.#startLoad();
    const index = this.#next++;
    const startedAtMs = Date.now();
    // Two browsers on the same cores would slow each other down, and the end of one blurs the account.
    if (pass === 'lighthouse') await bench.close();
    using watch = new HostWatch(ownRoots);
    const outcome = await this.#observe(pass, index, () => watch.stop());
    watch.stop();
    const around = await this.#judgeAround(watch, pass);
    const reasons = [...outcome.reasons, ...around.reasons];
    const { next, status } = this.#decide(pass, planned, reasons);
    if (pass === 'timing' && outcome.cpu !== undefined) this.#probed.push(outcome.cpu);
    const reason = reasons.length === 0 ? null : reasons.map(({ text }) => text).join('; ');
    const verification = { ...outcome.verification, ...around.verification };
    const block = this.#block === undefined ? {} : { block: this.#block };
    const times = { startedAtMs, finishedAtMs: Date.now() };
    this.#journal.iteration({ index, pass, ...block, ...times, status, reason, verification }, outcome);
    this.#assertResponding(outcome.reasons);
    return next === 'repeat';
  }

  /** Judges host and traffic during an iteration. */
  async #judgeAround(
    watch: HostWatch,
    pass: PassId,
  ): Promise<{ verification: Verification; reasons: Reason[] }> {
    const load = await this.#load?.window(watch.windowUs.startUs, watch.windowUs.endUs);
    const host = watch.verification();
    // Where rows stand does not depend on the speed of the host: a walk waits for frames, not for a time.
    const isVoid = host.state === 'void' && pass !== 'visual';
    return {
      verification: { host, ...(load === undefined ? {} : { traffic: load.verification }) },
      reasons: [
        ...(load?.reasons ?? []).map(load?.excuses === false ? failingTarget : disturbance),
        ...(isVoid ? [disturbance(`host: ${host.reasons.join('; ')}`)] : []),
      ],
    };
  }

  /** @throws the error that ends the cell */
  #decide(pass: PassId, planned: number, reasons: readonly Reason[]): Exclude<Decision, { next: 'end' }> {
    const repeats = this.#repeatsOf(pass);
    const before = { succeeded: this.#succeeded, failedBefore: this.#failed };
    const decision = decide({ pass, reasons, ...before, planned, repeats });
    if (decision.next === 'end') throw this.#ofArm(decision.error);
    this.#succeeded ||= isComplete(reasons);
    this.#failed ||= decision.status === 'failed';
    return decision;
  }

  #repeatsOf(pass: PassId): number {
    return this.#repeats.get(pass) ?? 0;
  }

  /** With several arms: if one arm only fails, measuring the others would be useless. */
  #assertResponding(reasons: readonly Reason[]): void {
    // Failures of a page that answers are a result, however many: the comparison judges them.
    const thrown = reasons.find(({ fault, error }) =>
      fault === 'page' ? isUnreachable(error) : error !== undefined,
    );
    this.#empty = thrown === undefined ? 0 : this.#empty + 1;
    if (thrown === undefined || this.#experiment.arms.length < 2 || this.#empty < mostEmpty) return;
    throw new HarnessError(
      'ARM_FAILED',
      `Arm ${this.key.arm} failed ${this.#empty} times in a row: ${thrown.text}.`,
      'What both arms measured before is kept; see that both sides answer, then run again.',
    );
  }

  /** The outcome of the pass. An error becomes a reason, unless the target is gone. */
  async #observe(pass: PassId, index: number, afterAudit: () => void): Promise<IterationOutcome> {
    try {
      return await this.#runPass(pass, index, afterAudit);
    } catch (cause) {
      this.#runContext.interrupted?.throwIfAborted();
      this.#assertAlive();
      return {
        readings: [],
        verification: {},
        reasons: [reasonOf(cause)],
        timing: undefined,
        files: [],
      };
    }
  }

  /** @throws HarnessError `TARGET_DIED` */
  #assertAlive(): void {
    try {
      this.#arm.target.assertAlive?.();
    } catch (cause) {
      throw this.#ofArm(cause);
    }
  }

  /** Names the arm in an error, where there are several arms. */
  #ofArm(cause: unknown): unknown {
    if (this.#experiment.arms.length < 2 || !(cause instanceof HarnessError)) return cause;
    const [what = cause.message] = cause.message.split('\n');
    return new HarnessError(cause.code, `Arm ${this.key.arm}: ${what}`, cause.hint, { cause });
  }

  #runPass(pass: PassId, index: number, afterAudit: () => void): Promise<IterationOutcome> {
    const { bench } = this.#runContext;
    const { scenario, profile } = this.#experiment;
    const common = { bench, scenario, profile, target: this.#arm.target, folder: this.#journal.folder };
    return runPass(common, pass, index, afterAudit);
  }

  async #startLoad(): Promise<void> {
    const { traffic, target } = this.#arm;
    if (this.#load !== undefined || traffic === undefined || !this.#experiment.scenario.besideTraffic) return;
    try {
      this.#load = await startLoad(traffic, target, this.#runContext.startedUs);
    } catch (cause) {
      if (cause instanceof HarnessError && cause.code === 'TRAFFIC_TOO_SLOW') this.#noLoad = cause.message;
      throw cause;
    }
  }

  /** Stops the load and keeps its results, before another arm or the end. */
  async pause(): Promise<void> {
    const load = this.#load;
    if (load === undefined) return;
    this.#load = undefined;
    try {
      this.#journal.traffic(await load.stop());
    } finally {
      await load[Symbol.asyncDispose]();
    }
  }

  /** Ends the cell once; `error` says why it is incomplete. */
  async end(error: string | null): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    let lateError: string | null = null;
    try {
      await this.pause();
      this.#journal.keepMoments();
    } catch (cause) {
      lateError = causeText(cause);
    }
    // A load that was not as expected makes the cell invalid, which is not an error.
    this.#journal.end(this.#invalidity(), this.#noLoad === undefined ? (error ?? lateError) : null);
  }

  #invalidity(): string | null {
    if (this.#noLoad !== undefined) return this.#noLoad;
    const [first] = this.#probed;
    if (first === undefined) return null;
    const factors = this.#probed.flatMap((probed) => probed.factors);
    const { ok, reasons } = judgeCpu(first.expected, factors);
    return ok ? null : `CPU: ${reasons.join('; ')}`;
  }
}
