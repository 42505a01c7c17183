/** A small language for logging in: `goto /login; fill #user = ada; fill #pass = $PASSWORD; click text=Log in; wait #feed`. */
import type { Page } from 'playwright';
import { one, untilVisible } from '../browser/select.ts';
import { HarnessError } from '../core/errors.ts';

export type LoginStep =
  | { kind: 'goto'; url: string }
  | { kind: 'fill'; selector: string; text: string }
  | { kind: 'click'; selector: string }
  | { kind: 'press'; selector: string; key: string }
  | { kind: 'wait'; selector: string };

/**
 * Reads the steps; `$NAME` as a whole text stands for an environment variable.
 *
 * @throws HarnessError `LOGIN_INVALID`, which quotes no text that is filled in
 */
export function parseLogin(
  source: string,
  variables: Readonly<Record<string, string | undefined>>,
): LoginStep[] {
  const steps = source
    .split(';')
    .map((text) => text.trim())
    .filter((text) => text !== '');
  if (steps.length === 0) throw invalid(1, 'there is no step');
  return steps.map((text, index) => parseStep(text, index + 1, variables));
}

function parseStep(
  text: string,
  number: number,
  variables: Readonly<Record<string, string | undefined>>,
): LoginStep {
  const [, kind = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  if (!['goto', 'fill', 'click', 'press', 'wait'].includes(kind))
    throw invalid(number, `it begins with "${kind}"`);
  if (rest === '') throw invalid(number, `"${kind}" lacks what it is about`);
  switch (kind) {
    case 'goto':
      return { kind, url: rest };
    case 'fill': {
      const [, selector, filled] = /^(.+?)\s+=\s+(.*)$/s.exec(rest) ?? [];
      if (selector === undefined || filled === undefined)
        throw invalid(number, 'write "fill <selector> = <text>"');
      return { kind, selector, text: expand(filled, variables) };
    }
    case 'press': {
      const [, selector, key] = /^(.+)\s+(\S+)$/s.exec(rest) ?? [];
      if (selector === undefined || key === undefined)
        throw invalid(number, 'write "press <selector> <key>"');
      return { kind, selector, key };
    }
    case 'click':
      return { kind, selector: rest };
    default:
      return { kind: 'wait', selector: rest };
  }
}

/**
 * A text, or the value of the environment variable that `$NAME` names.
 *
 * @throws HarnessError `VARIABLE_MISSING`
 */
export function expand(text: string, variables: Readonly<Record<string, string | undefined>>): string {
  const name = /^\$([A-Za-z_]\w*)$/.exec(text)?.[1];
  if (name === undefined) return text;
  const value = variables[name];
  if (value !== undefined && value !== '') return value;
  throw new HarnessError(
    'VARIABLE_MISSING',
    `The environment variable ${name} is not set.`,
    `Set it, for example with "export ${name}=…", before you measure.`,
  );
}

/** @throws HarnessError `LOGIN_FAILED` that names the step and quotes no text that is filled in */
export async function playLogin(page: Page, steps: readonly LoginStep[], base: string): Promise<void> {
  for (const [index, step] of steps.entries()) {
    try {
      await playStep(page, step, base);
    } catch (cause) {
      // A message of Playwright may quote what was filled in.
      const why = cause instanceof HarnessError ? ` ${cause.message.split('\n')[0]}` : '';
      throw new HarnessError(
        'LOGIN_FAILED',
        `Step ${index + 1} of the login, ${step.kind}${'selector' in step ? ` ${step.selector}` : ''}, did not succeed.${why}`,
        'Play the steps by hand in a fresh browser window; a "wait" before a step waits for what it needs.',
      );
    }
  }
}

async function playStep(page: Page, step: LoginStep, base: string): Promise<void> {
  const asked = '--login';
  switch (step.kind) {
    case 'goto':
      await page.goto(new URL(step.url, base).href);
      return;
    case 'fill':
      return (await one(page, step.selector, asked)).fill(step.text);
    case 'click':
      return (await one(page, step.selector, asked)).click();
    case 'press':
      return (await one(page, step.selector, asked)).press(step.key);
    case 'wait':
      return untilVisible(page, step.selector, asked);
    default:
      throw new RangeError(`unknown step ${step satisfies never}`);
  }
}

function invalid(number: number, why: string): HarnessError {
  return new HarnessError(
    'LOGIN_INVALID',
    `Step ${number} of --login cannot be read: ${why}.`,
    'Steps are "goto <url>", "fill <selector> = <text>", "click <selector>", "press <selector> <key>" and "wait <selector>", divided by ";"; anything else is a module: --login ./login.ts.',
  );
}
