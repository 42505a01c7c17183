import path from 'node:path';
import type { Budget } from '../../core/results/budget.ts';
import { type CellKey, cellName, type TrafficUnavailable } from '../../core/results/cell.ts';
import type { Iteration } from '../../core/results/iteration.ts';
import type { RecordedWork } from '../../core/results/recorded-work.ts';
import { type Secret, scrubText } from '../../core/secrets.ts';
import type { PageTarget } from '../../targets/target.ts';
import type { IterationOutcome } from '../iteration/iteration.ts';
import { CellMoments } from '../iteration/moments.ts';
import type { BackgroundLoad } from '../load.ts';
import type { RunContext } from '../run-context.ts';
import { growthSeries, longestFrames, timingSeries } from '../series.ts';

/** Writes the journal of one cell and keeps its files; neither contains a secret of its target. */
export class CellJournal {
  readonly #runContext: Pick<RunContext, 'journal' | 'startedUs'>;
  readonly #key: CellKey;
  readonly #secrets: readonly Secret[];
  readonly #moments: CellMoments;

  constructor(
    runContext: Pick<RunContext, 'journal' | 'startedUs'>,
    key: CellKey,
    secrets: readonly Secret[],
  ) {
    this.#runContext = runContext;
    this.#key = key;
    this.#secrets = secrets;
    this.#moments = new CellMoments(runContext.startedUs, secrets);
  }

  /** Folder of the cell's files: `cells/<name of the cell>` in the run's folder. */
  get folder(): string {
    return path.join(this.#runContext.journal.folder, this.#relativeFolder());
  }

  begin(
    title: string,
    target: PageTarget,
    given: { budgets: readonly Budget[]; sequential: boolean; withoutTraffic?: TrafficUnavailable },
  ): void {
    this.#runContext.journal.append({
      type: 'cell',
      key: this.#key,
      title,
      defects: [...(target.defects ?? [])],
      dataset: target.dataset ?? null,
      budgets: [...given.budgets],
      ...(given.sequential ? { sequential: true } : {}),
      ...(given.withoutTraffic === undefined ? {} : { trafficUnavailable: given.withoutTraffic }),
    });
  }

  /** Journals an ended iteration with its recordings. */
  iteration(ended: Iteration, outcome: IterationOutcome): void {
    const { startedUs, journal } = this.#runContext;
    const { index, pass, reason } = ended;
    const { timing, leak, tasks, work, readings, files, timings } = outcome;
    journal.append({
      type: 'iteration',
      key: this.#key,
      iteration: {
        ...ended,
        reason: this.#scrubbed(reason),
        ...(timings === undefined ? {} : { timings }),
        ...(timing === undefined ? {} : { longFrames: longestFrames(timing, startedUs, this.#secrets) }),
        ...(pass === 'recorded' ? { worstMoments: this.#moments.add(tasks ?? []) } : {}),
        ...(work === undefined ? {} : { work: { ...work, forcedBy: this.#scrubbedNames(work.forcedBy) } }),
      },
      samples: readings.map((each) => ({ ...each, iteration: index })),
      series: [
        ...(timing === undefined ? [] : timingSeries(timing, index, startedUs)),
        ...(leak === undefined ? [] : growthSeries(leak, index, startedUs)),
      ],
    });
    this.#keepFiles(files);
  }

  traffic(account: Awaited<ReturnType<BackgroundLoad['stop']>>): void {
    this.#moments.addLoad(account.series);
    this.#runContext.journal.append({ type: 'traffic', key: this.#key, ...account });
  }

  /** Keeps the worst moments, which are known only for the whole cell. */
  keepMoments(): void {
    this.#keepFiles(this.#moments.write(this.folder));
  }

  /** @param error why the cell is not complete; null when it is */
  end(invalid: string | null, error: string | null): void {
    const ended = { type: 'cell-end', key: this.#key, atMs: Date.now(), invalid } as const;
    this.#runContext.journal.append({ ...ended, error: this.#scrubbed(error) });
  }

  #scrubbed(text: string | null): string | null {
    return text === null ? null : scrubText(text, this.#secrets);
  }

  #scrubbedNames(names: RecordedWork['forcedBy']): RecordedWork['forcedBy'] {
    return names.map(({ what, times }) => ({ what: scrubText(what, this.#secrets), times }));
  }

  #relativeFolder(): string {
    return path.join('cells', cellName(this.#key).replaceAll(/[^a-z0-9=]+/gi, '-'));
  }

  #keepFiles(files: IterationOutcome['files']): void {
    for (const { name, contentType, fileName } of files) {
      const artifact = { name, contentType, path: path.join(this.#relativeFolder(), fileName) };
      this.#runContext.journal.append({ type: 'artifact', key: this.#key, artifact });
    }
  }
}
