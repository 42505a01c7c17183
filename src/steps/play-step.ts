/** Plays the steps that need only the page. */
import type { Page } from 'playwright';
import { one, untilVisible } from '../browser/select.ts';
import { HarnessError } from '../core/errors.ts';
import { nextFrame } from '../page/raw-input.ts';
import type { Step } from './step.ts';

/** Steps that need only the page: the others are measured, or wait for a watch. */
export type PlainStep = Exclude<Step, { kind: 'scroll' | 'rest' }>;

/** Time between two keys of a fast typist. */
export const keyEveryMs = 60;

/**
 * @param option that the step was given by, for errors
 * @param base that addresses are relative to
 */
export async function playStep(page: Page, step: PlainStep, option: string, base: string): Promise<void> {
  switch (step.kind) {
    case 'goto':
      await page.goto(new URL(step.url, base).href);
      return;
    case 'click':
      await (await one(page, step.selector, option)).click();
      await page.evaluate(nextFrame);
      return;
    case 'fill':
      return (await one(page, step.selector, option)).fill(step.text);
    case 'type':
      await (await one(page, step.selector, option)).pressSequentially(step.text, { delay: keyEveryMs });
      await page.evaluate(nextFrame);
      return;
    case 'press':
      if (step.selector === undefined) return page.keyboard.press(step.key);
      return (await one(page, step.selector, option)).press(step.key);
    case 'wait':
      return untilVisible(page, step.selector, option);
    default:
      throw new RangeError(`unknown step ${step satisfies never}`);
  }
}

/**
 * Plays a login.
 *
 * @param option that the steps were given by, for errors: `--login`, or `login` of a target
 * @throws HarnessError `LOGIN_FAILED` that names the step and contains no filled-in text; `STEP_INVALID` when
 *   a step has no meaning in a login
 */
export async function playLogin(
  page: Page,
  steps: readonly Step[],
  option: string,
  base: string,
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'scroll' || step.kind === 'rest') {
      throw new HarnessError(
        'STEP_INVALID',
        `Step ${index + 1} of ${option} is "${step.kind}", which a login has no use for.`,
        'Use "wait <selector>" to wait for the session.',
      );
    }
    try {
      await playStep(page, step, option, base);
    } catch (cause) {
      // A message of Playwright may quote what was filled in.
      const why = cause instanceof HarnessError ? ` ${cause.message.split('\n')[0]}` : '';
      const what = 'selector' in step ? `${step.kind} ${step.selector}` : step.kind;
      throw new HarnessError(
        'LOGIN_FAILED',
        `Step ${index + 1} of ${option}, ${what}, did not succeed.${why}`,
        'Play the steps by hand in a fresh browser window; a "wait" before a step waits for what it needs.',
      );
    }
  }
}
