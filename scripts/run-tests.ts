import { runTool, type StepOptions, type StepResult } from './step.ts';
import { account, type Counts, type TestEvent, testEvent } from './test-events.ts';

/**
 * Longer than any single test may take (playwright.config.ts): when no test began or ended for this long, the
 * runner itself hangs.
 */
const silentForMs = 15 * 60_000;

export interface TestRun extends StepResult {
  counts: Counts;
  /** Whatever failed or did not run, by name, each with its errors below it. */
  failures: string[];
}

/**
 * Runs Playwright's tests and counts each of them, even when the runner hangs, crashes or is killed.
 *
 * @param args of `playwright test`, such as `--project=unit`
 * @param options.onTest called with each event as it arrives
 */
export async function runTests(
  args: readonly string[],
  options: Omit<Partial<StepOptions>, 'onEvent'> & { onTest?: (event: TestEvent) => void } = {},
): Promise<TestRun> {
  const { onTest, ...step } = options;
  const events: TestEvent[] = [];
  const onEvent = (line: string): void => {
    const event = readEvent(line);
    events.push(event);
    onTest?.(event);
  };
  // Output that is not shown live is read only after a failure, and a thousand lines of passes would hide it.
  const command = ['test', `--reporter=${step.live ? 'list' : 'dot'},./scripts/event-reporter.ts`, ...args];
  const result = await runTool('playwright', command, { silentForMs, ...step, onEvent });
  const { counts, failures } = account(events, result.ok);
  return { ...result, ok: result.ok && counts.failed === 0, counts, failures };
}

/** A runner that was killed may leave half a line. */
function readEvent(line: string): TestEvent {
  try {
    return testEvent.parse(JSON.parse(line));
  } catch (cause) {
    return { type: 'error', message: `The output of the runner cannot be read: ${cause}` };
  }
}
