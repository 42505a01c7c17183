import { runTool, type StepOptions, type StepResult } from './step.ts';
import { account, type Counts, type TestEvent, testEvent } from './test-events.ts';

/**
 * Longer than any single test may take (playwright.config.ts): when none began or ended for so long, the
 * runner itself hangs.
 */
const silentForMs = 15 * 60_000;

export interface TestRun extends StepResult {
  counts: Counts;
  /** What the runner could not say itself, such as the tests that did not run; a line each. */
  lost: string[];
}

/**
 * Runs Playwright's tests and accounts for each of them, also when the runner hangs, crashes or is killed.
 *
 * @param args of `playwright test`, such as `--project=unit`
 * @param options.onTest takes each event as it comes
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
  // What nobody watches is read when it failed: a thousand passes would hide that.
  const command = ['test', `--reporter=${step.live ? 'list' : 'dot'},./scripts/event-reporter.ts`, ...args];
  const result = await runTool('playwright', command, { silentForMs, ...step, onEvent });
  const { counts, lost } = account(events, result.ok);
  return { ...result, ok: result.ok && counts.failed === 0, counts, lost };
}

/** A runner that is killed may leave half a line. */
function readEvent(line: string): TestEvent {
  try {
    return testEvent.parse(JSON.parse(line));
  } catch (cause) {
    return { type: 'error', message: `What the runner told cannot be read: ${cause}` };
  }
}
