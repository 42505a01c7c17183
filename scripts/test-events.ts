import { z } from 'zod';

/** A test as Playwright plans it. */
const planned = z.object({
  id: z.string(),
  /** In the form that Playwright's `--test-list` reads: `[project] › file › title`. */
  name: z.string(),
});

const ended = z.object({
  type: z.literal('ended'),
  id: z.string(),
  /** `not-run`: skipped unintentionally, such as after a failed hook or an interrupt. */
  outcome: z.enum(['passed', 'failed', 'skipped', 'not-run']),
  /** The first lines of each error, without terminal colours. */
  errors: z.array(z.string()),
  /** Attachments named `observation`: known answers and what was read. */
  observations: z.array(z.unknown()),
});

/** The events that scripts/event-reporter.ts sends while tests run. */
export const testEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('planned'), tests: z.array(planned) }),
  z.object({ type: z.literal('begun'), id: z.string() }),
  ended,
  /** An error outside of any test, such as a file that cannot be loaded. */
  z.object({ type: z.literal('error'), message: z.string() }),
]);
export type TestEvent = z.output<typeof testEvent>;
export type PlannedTest = z.output<typeof planned>;
export type EndedTest = z.output<typeof ended>;

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Counts every planned test: a test that did not run is a failure, whatever ended the runner.
 *
 * @param ok whether the runner itself reports success
 * @returns the counts, and the name of whatever failed or did not run, each with its errors below it
 */
export function account(events: readonly TestEvent[], ok: boolean): { counts: Counts; failures: string[] } {
  const tests = events.flatMap((event) => (event.type === 'planned' ? event.tests : []));
  const begun = new Set(events.flatMap((event) => (event.type === 'begun' ? [event.id] : [])));
  const results = new Map(events.flatMap((event) => (event.type === 'ended' ? [[event.id, event]] : [])));
  const errors = events.flatMap((event) => (event.type === 'error' ? [event.message] : []));
  const outcomes = tests.map(({ id }) => results.get(id)?.outcome ?? 'not-run');
  const count = (outcome: EndedTest['outcome']): number => outcomes.filter((each) => each === outcome).length;
  const lost = tests.flatMap(({ id, name }) => {
    const result = results.get(id);
    if (result === undefined) return [`${begun.has(id) ? 'did not end' : 'did not run'}: ${name}`];
    return result.outcome === 'not-run' ? [`did not run: ${name}`] : [];
  });
  const broken = tests.flatMap(({ id, name }) => {
    const result = results.get(id);
    return result?.outcome === 'failed' ? [[`failed: ${name}`, ...result.errors].join('\n')] : [];
  });
  const failed = count('failed') + count('not-run') + errors.length;
  if (failed === 0 && tests.length === 0) lost.push('Playwright ended before it said which tests there are.');
  else if (failed === 0 && !ok) lost.push('Playwright failed although no test did.');
  return {
    counts: { passed: count('passed'), failed: Math.max(failed, lost.length), skipped: count('skipped') },
    failures: [...errors, ...broken, ...lost],
  };
}

export function sum(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** The last line of `npm test`. */
export function countsLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
