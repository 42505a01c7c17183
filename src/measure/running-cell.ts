import path from 'node:path';
import { causeText, HarnessError } from '../core/errors.ts';
import type { PassId } from '../core/metric.ts';
import { type CellKey, cellName, type Iteration } from '../core/results.ts';
import { scrubText } from '../core/secrets.ts';
import { type CpuFactor, judgeCpu } from '../profiles/cpu.ts';
import { formatProfile } from '../profiles/profile.ts';
import type { PageTarget } from '../targets/target.ts';
import type { Arm, Experiment, Laboratory } from './experiment.ts';
import { isFatal } from './fatal.ts';
import { HostWatch } from './host-watch.ts';
import { type IterationOutcome, runIteration } from './iteration.ts';
import { runLighthouseIteration } from './lighthouse-iteration.ts';
import { type BackgroundLoad, isChat, startLoad } from './load.ts';
import { CellMoments } from './moments.ts';
import type { BrowserPass } from './pass.ts';
import { growthSeries, longestFrames, timingSeries } from './series.ts';

/** Invalid iterations are repeated, at most as many times as there were to be iterations, and 3. */
function mostRepeats(planned: number): number {
  return Math.min(3, planned);
}

/** As many as one iteration may take tries. */
const mostFailures = 4;

/** One cell while it is measured. */
export class RunningCell<Target extends PageTarget> {
  readonly key: CellKey;
  readonly #laboratory: Laboratory;
  readonly #experiment: Experiment<Target>;
  readonly #arm: Arm<Target>;
  readonly #factors: CpuFactor[] = [];
  readonly #repeats = new Map<PassId, number>();
  /** Iterations in a row that threw. */
  #failures = 0;
  readonly #moments: CellMoments;
  #load: BackgroundLoad | undefined;
  #next = 0;
  /** An iteration has come to its end, whatever it was worth. */
  #succeeded = false;
  #ended = false;

  constructor(laboratory: Laboratory, experiment: Experiment<Target>, arm: Arm<Target>) {
    this.#laboratory = laboratory;
    this.#experiment = experiment;
    this.#arm = arm;
    this.#moments = new CellMoments(laboratory.startedUs, arm.target.secrets);
    const { scenario, profile } = experiment;
    this.key = {
      scenario: scenario.id,
      params: scenario.params,
      profile: formatProfile(profile),
      arm: arm.id,
    };
  }

  async begin(): Promise<void> {
    const { target } = this.#arm;
    this.#laboratory.journal.append({
      type: 'cell',
      key: this.key,
      title: this.#experiment.scenario.title,
      defects: isChat(target) ? [...target.defects] : [],
      dataset: isChat(target) ? target.dataset : null,
      budgets: [...this.#experiment.budgets],
    });
    if (isChat(target)) await target.reset();
  }

  /** Plays the scenario once, and keeps nothing of it. */
  async warmUp(): Promise<void> {
    // Not the recorded one: its files would be of a cold page, and nobody asked for them.
    const pass = this.#experiment.scenario.passes.filter(isBrowserPass).find((each) => each !== 'recorded');
    if (pass === undefined) return;
    this.#laboratory.interrupted?.throwIfAborted();
    await this.#laboratory.step(`${this.key.arm}: warm-up`, async () => {
      await this.#startLoad();
      await this.#observe(pass, 0, () => undefined);
    });
  }

  /** One valid iteration, or as many tries as are allowed. */
  async measure(pass: PassId, title: string, planned: number): Promise<void> {
    for (;;) {
      let valid = false;
      await this.#laboratory.step(title, async () => {
        valid = await this.#try(pass);
      });
      const repeats = this.#repeats.get(pass) ?? 0;
      // A recorded pass is for people: what disturbed it disturbs no figure.
      if (valid || pass === 'recorded' || repeats >= mostRepeats(planned)) return;
      this.#repeats.set(pass, repeats + 1);
    }
  }

  async #try(pass: PassId): Promise<boolean> {
    const { bench, journal, startedUs, ownRoots, interrupted } = this.#laboratory;
    interrupted?.throwIfAborted();
    await this.#startLoad();
    const index = this.#next++;
    const startedAtMs = Date.now();
    // Two browsers on the same cores would slow each other down, and the end of one blurs the account.
    if (pass === 'lighthouse') await bench.close();
    using watch = new HostWatch(ownRoots);
    const { outcome, reason } = await this.#observe(pass, index, () => watch.stop());
    watch.stop();
    const load = await this.#load?.window(watch.windowUs.startUs, watch.windowUs.endUs);
    const host = watch.verification();
    const reasons = [
      ...(reason === undefined ? outcome.reasons : [reason]),
      ...(load?.reasons ?? []),
      ...(host.state === 'void' ? [`host: ${host.reasons.join('; ')}`] : []),
    ];
    if (pass === 'timing') this.#factors.push(...outcome.cpuFactors);
    const iteration: Iteration = {
      index,
      pass,
      startedAtMs,
      finishedAtMs: Date.now(),
      status: reasons.length === 0 ? 'valid' : 'invalid',
      reason: reasons.length === 0 ? null : reasons.join('; '),
      verification: {
        ...outcome.verification,
        host,
        ...(load === undefined ? {} : { traffic: load.verification }),
      },
      ...(outcome.timing === undefined
        ? {}
        : { longFrames: longestFrames(outcome.timing, startedUs, this.#arm.target.secrets) }),
      ...(pass === 'recorded' ? { worstMoments: this.#moments.add(outcome.moments ?? []) } : {}),
    };
    journal.append({
      type: 'iteration',
      key: this.key,
      iteration,
      samples: outcome.readings.map((each) => ({ ...each, iteration: index })),
      series: [
        ...(outcome.timing === undefined ? [] : timingSeries(outcome.timing, index, startedUs)),
        ...(outcome.leak === undefined ? [] : growthSeries(outcome.leak, index, startedUs)),
      ],
    });
    this.#keepFiles(outcome.files);
    this.#assertResponding(reason);
    return iteration.status === 'valid';
  }

  /** Beside other arms: one that only fails would let them be measured for nothing. */
  #assertResponding(reason: string | undefined): void {
    this.#failures = reason === undefined ? 0 : this.#failures + 1;
    if (this.#experiment.arms.length < 2 || this.#failures < mostFailures) return;
    throw new HarnessError(
      'ARM_FAILED',
      `Arm ${this.key.arm} failed ${this.#failures} times in a row: ${reason ?? 'no reason was given'}.`,
      'What both arms measured before is kept; see that both sides answer, then run again.',
    );
  }

  /** What the pass observed; what went wrong is a reason, unless nothing can go on. */
  async #observe(
    pass: PassId,
    index: number,
    afterAudit: () => void,
  ): Promise<{ outcome: IterationOutcome; reason?: string }> {
    try {
      const outcome = await this.#runPass(pass, index, afterAudit);
      this.#succeeded = true;
      return { outcome };
    } catch (cause) {
      this.#laboratory.interrupted?.throwIfAborted();
      this.#assertAlive();
      if (isFatal(cause, this.#succeeded)) throw cause;
      const outcome = {
        readings: [],
        verification: {},
        cpuFactors: [],
        reasons: [],
        timing: undefined,
        files: [],
      };
      return { outcome, reason: scrubText(causeText(cause), this.#arm.target.secrets) };
    }
  }

  /** @throws HarnessError `TARGET_DIED`, which says of several arms which one it was */
  #assertAlive(): void {
    const { target } = this.#arm;
    if (!isChat(target)) return;
    try {
      target.assertAlive();
    } catch (cause) {
      if (this.#experiment.arms.length < 2 || !(cause instanceof HarnessError)) throw cause;
      const [what = cause.message] = cause.message.split('\n');
      throw new HarnessError(cause.code, `Arm ${this.key.arm}: ${what}`, cause.hint, { cause });
    }
  }

  #runPass(pass: PassId, index: number, afterAudit: () => void): Promise<IterationOutcome> {
    const { bench } = this.#laboratory;
    const { scenario, profile } = this.#experiment;
    const common = { bench, scenario, profile, target: this.#arm.target, folder: this.#folder() };
    if (pass === 'lighthouse') {
      return runLighthouseIteration({ ...common, fileName: `lighthouse-${index + 1}.html`, afterAudit });
    }
    if (!isBrowserPass(pass)) {
      throw new HarnessError(
        'PASS_UNKNOWN',
        `There is no instrument for the pass ${pass} yet.`,
        'Leave it out.',
      );
    }
    return runIteration({ ...common, pass });
  }

  /** Folder of this cell's files: `cells/<name of the cell>` in the run's folder. */
  #folder(): string {
    return path.join(this.#laboratory.journal.folder, this.#relativeFolder());
  }

  #relativeFolder(): string {
    return path.join('cells', cellName(this.key).replaceAll(/[^a-z0-9=]+/gi, '-'));
  }

  #keepFiles(files: IterationOutcome['files']): void {
    for (const { name, contentType, fileName } of files) {
      const artifact = { name, contentType, path: path.join(this.#relativeFolder(), fileName) };
      this.#laboratory.journal.append({ type: 'artifact', key: this.key, artifact });
    }
  }

  async #startLoad(): Promise<void> {
    const { traffic, target } = this.#arm;
    if (this.#load !== undefined || traffic === undefined || !this.#experiment.scenario.besideTraffic) return;
    this.#load = await startLoad(traffic, target, this.#laboratory.startedUs);
  }

  /** Stops the load and keeps what it came to: another arm is next, or the end. */
  async pause(): Promise<void> {
    const load = this.#load;
    if (load === undefined) return;
    this.#load = undefined;
    try {
      const account = await load.stop();
      this.#moments.addLoad(account.series);
      this.#laboratory.journal.append({ type: 'traffic', key: this.key, ...account });
    } finally {
      await load[Symbol.asyncDispose]();
    }
  }

  /** Ends the cell once; `error` says why it is not complete. */
  async end(error: string | null): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    let lateError: string | null = null;
    try {
      await this.pause();
      this.#keepFiles(this.#moments.write(this.#folder()));
    } catch (cause) {
      lateError = causeText(cause);
    }
    this.#laboratory.journal.append({
      type: 'cell-end',
      key: this.key,
      atMs: Date.now(),
      invalid: this.#invalidity(),
      error: scrubbed(error ?? lateError, this.#arm.target.secrets),
    });
  }

  #invalidity(): string | null {
    if (this.#factors.length === 0) return null;
    const { ok, reasons } = judgeCpu(this.#experiment.profile.cpuSlowdown, this.#factors);
    return ok ? null : `CPU: ${reasons.join('; ')}`;
  }
}

function scrubbed(text: string | null, secrets: readonly string[]): string | null {
  return text === null ? null : scrubText(text, secrets);
}

function isBrowserPass(pass: PassId): pass is BrowserPass {
  return pass === 'timing' || pass === 'memory' || pass === 'recorded';
}
