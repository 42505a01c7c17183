/**
 * What a study keeps of its runs: one line of NDJSON each, small enough to be committed. So a study continues
 * on another day or another machine, and its evidence can be read by others.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { comparison } from '../../src/core/results/comparison.ts';
import { metricComparison } from '../../src/core/results/metric-comparison.ts';

const studiedRun = z.object({
  startedAt: z.iso.datetime(),
  words: z.array(z.string()),
  /** Share of each core that spinners used meanwhile. */
  duty: z.number(),
  exit: z.int(),
  /** With all set-up. */
  minutes: z.number(),
  machine: z.object({
    cpu: z.string(),
    cores: z.int(),
    hostIndex: z.number().nullable(),
    browser: z.object({ name: z.string(), version: z.string() }),
    commit: z.string().nullable(),
  }),
});
export type StudiedRun = z.output<typeof studiedRun>;

const studiedComparison = comparison
  .pick({ scenario: true, params: true, profile: true, machine: true, verdict: true })
  .extend({
    metrics: z.array(
      metricComparison.pick({
        metric: true,
        primary: true,
        role: true,
        status: true,
        baseline: true,
        shift: true,
        blocks: true,
      }),
    ),
  });
export type StudiedComparison = z.output<typeof studiedComparison>;

/** Raised when runs are judged in another way: their verdicts must not be counted together. */
const judgingVersion = 2;

/** The runs of one entry were compared with each other, or one run compared two arms. */
const studyEntry = z.object({
  judging: z.literal(judgingVersion),
  number: z.int(),
  runs: z.array(studiedRun).min(1),
  comparisons: z.array(studiedComparison),
});
export type StudyEntry = z.output<typeof studyEntry>;

export class StudyJournal {
  readonly #file: string;
  readonly #entries: StudyEntry[];

  /** @throws Error for a line that is no entry: what was measured is never dropped silently */
  constructor(file: string) {
    this.#file = file;
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    this.#entries = text.split('\n').flatMap((line, index) => (line === '' ? [] : [read(line, index, file)]));
  }

  /**
   * The entry of this number, if it was measured with these options.
   *
   * @throws Error if it was measured with others: two studies must not be counted together
   */
  find(number: number, runs: readonly Pick<StudiedRun, 'words' | 'duty'>[]): StudyEntry | undefined {
    const entry = this.#entries.find((each) => each.number === number);
    const [before, now] = [entry?.runs ?? [], runs].map((all) =>
      JSON.stringify(all.map(({ words, duty }) => [words, duty])),
    );
    if (entry === undefined || before === now) return entry;
    throw new Error(
      `Entry ${number} of ${this.#file} was measured with ${before}, and now it is ${now}. Name another file with --journal.`,
    );
  }

  append(entry: Omit<z.input<typeof studyEntry>, 'judging'>): StudyEntry {
    const kept = studyEntry.parse({ judging: judgingVersion, ...entry });
    mkdirSync(path.dirname(this.#file), { recursive: true });
    appendFileSync(this.#file, `${JSON.stringify(kept)}\n`);
    return kept;
  }
}

function read(line: string, index: number, file: string): StudyEntry {
  try {
    return studyEntry.parse(JSON.parse(line));
  } catch (cause) {
    throw new Error(
      `Line ${index + 1} of ${file} is not an entry of a study, or was judged in an older way. Delete it, and it is measured again.`,
      { cause },
    );
  }
}
