import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** What must be equal so that rounds are counted together. */
const subject = z.object({
  /** The commit, and a hash of what differs from it. */
  checkout: z.string(),
  browser: z.string(),
  filters: z.array(z.string()),
});
export type Subject = z.output<typeof subject>;

const observation = z.object({
  metric: z.string(),
  expected: z.number().optional(),
  least: z.number(),
  most: z.number(),
  why: z.string(),
  /** Null when nothing was observed. */
  observed: z.number().nullable(),
});
export type Observation = z.output<typeof observation>;

/** One test in one round. */
export const playedTest = z.object({
  round: z.int(),
  /** As Playwright's --test-list takes it. */
  name: z.string(),
  ok: z.boolean(),
  errors: z.array(z.string()),
  observations: z.array(observation),
});
export type Played = z.output<typeof playedTest>;

/** The played tests, each written to disk when it ends: NDJSON whose first line is the subject. */
export class CalibrationJournal {
  /** Why earlier rounds do not count; undefined when there are none, or when they count. */
  readonly startedAnew: string | undefined;
  readonly played: Played[];
  readonly #file: string;

  /** Continues the journal of the folder if it has the same subject and is not complete. */
  constructor(folder: string, now: Subject) {
    this.#file = path.join(folder, 'journal.ndjson');
    const text = existsSync(this.#file) ? readFileSync(this.#file, 'utf8') : undefined;
    const kept = text === undefined ? undefined : read(text);
    this.startedAnew = kept === undefined ? undefined : whyAnew(kept, now);
    if (kept !== undefined && this.startedAnew === undefined) {
      this.played = kept.played;
      if (text?.endsWith('\n') === false) appendFileSync(this.#file, '\n');
      return;
    }
    this.played = [];
    mkdirSync(folder, { recursive: true });
    writeFileSync(this.#file, `${JSON.stringify(now)}\n`);
  }

  append(test: Played): void {
    this.played.push(test);
    appendFileSync(this.#file, `${JSON.stringify(test)}\n`);
  }

  /** Records that all rounds were played, so the next run starts again. */
  end(): void {
    appendFileSync(this.#file, `${JSON.stringify({ over: true })}\n`);
  }
}

interface Kept {
  subject: Subject | undefined;
  played: Played[];
  over: boolean;
}

/** A process that was killed may leave half a line at the end. */
function read(text: string): Kept {
  const lines = text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as unknown];
    } catch {
      return [];
    }
  });
  const [first, ...rest] = lines;
  return {
    subject: subject.safeParse(first).data,
    played: rest.flatMap((line) => playedTest.safeParse(line).data ?? []),
    over: rest.some((line) => z.object({ over: z.literal(true) }).safeParse(line).success),
  };
}

function whyAnew({ subject: before, over }: Kept, now: Subject): string | undefined {
  if (before === undefined) return 'the journal cannot be read';
  for (const key of ['checkout', 'browser', 'filters'] as const) {
    const [was, is] = [before, now].map((each) => String(each[key]) || 'none');
    if (was !== is) return `${key} was ${was} and is ${is}`;
  }
  return over ? 'the last run was complete' : undefined;
}
