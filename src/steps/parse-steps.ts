/** Reads steps: `goto /login; fill #user = ada; fill #pass = $PASSWORD; click text=Log in; wait #feed`. */
import { HarnessError } from '../core/errors.ts';
import { suggestion } from '../core/suggest.ts';
import type { Distance, Step } from './step.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** The syntax of each kind. */
const forms: Readonly<Record<Step['kind'], string>> = {
  goto: 'goto <url>',
  click: 'click <selector>',
  fill: 'fill <selector> = <text>',
  type: 'type <selector> = <text>',
  press: 'press [<selector>] <key>',
  wait: 'wait <selector>',
  scroll: 'scroll <selector> <px, start, end, or "<n> rows <selector>">',
  rest: 'rest',
};

/**
 * Reads the steps; `$NAME` as a whole text stands for an environment variable.
 *
 * @param option that they were given by, such as `--login`
 * @throws HarnessError `STEP_INVALID`, which contains no filled-in text; `VARIABLE_MISSING`
 */
export function parseSteps(source: string, option: string, variables: Variables): Step[] {
  const texts = source
    .split(';')
    .map((text) => text.trim())
    .filter((text) => text !== '');
  if (texts.length === 0) throw invalid(option, 1, 'there is no step');
  return texts.map((text, index) => {
    const [, kind = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
    if (!isKind(kind)) {
      throw invalid(option, index + 1, `it begins with "${kind}"`, suggestion(kind, Object.keys(forms)));
    }
    const step = readStep(kind, rest, variables);
    if (step === undefined) throw invalid(option, index + 1, `write "${forms[kind]}"`);
    return step;
  });
}

function isKind(text: string): text is Step['kind'] {
  return Object.hasOwn(forms, text);
}

/** Undefined when the syntax is wrong. */
function readStep(kind: Step['kind'], rest: string, variables: Variables): Step | undefined {
  if (kind === 'rest') return rest === '' ? { kind } : undefined;
  if (rest === '') return undefined;
  switch (kind) {
    case 'goto':
      return { kind, url: rest };
    case 'click':
    case 'wait':
      return { kind, selector: rest };
    case 'fill':
    case 'type': {
      const [, selector, text] = /^(.+?)\s+=\s+(.*)$/s.exec(rest) ?? [];
      if (selector === undefined || text === undefined) return undefined;
      return { kind, selector, text: expand(text, variables) };
    }
    case 'press': {
      const [, selector, key = rest] = /^(.+)\s+(\S+)$/s.exec(rest) ?? [];
      return selector === undefined ? { kind, key } : { kind, selector, key };
    }
    case 'scroll':
      return readScroll(rest);
    default:
      throw new RangeError(`unknown step ${kind satisfies never}`);
  }
}

function readScroll(rest: string): Step | undefined {
  const [, selector, far = ''] = /^(.+?)\s+(start|end|-?\d+|-?\d+\s+rows\s+.+)$/s.exec(rest) ?? [];
  const distance = parseDistance(far);
  if (selector === undefined || distance === undefined) return undefined;
  return { kind: 'scroll', selector, distance };
}

/** Undefined when the text is not a distance, or the distance is 0. */
export function parseDistance(text: string): Distance | undefined {
  if (text === 'start' || text === 'end') return text;
  const [, rows, row] = /^(-?\d+)\s+rows\s+(.+)$/s.exec(text) ?? [];
  if (row !== undefined) return Number(rows) === 0 ? undefined : { rows: Number(rows), row };
  const px = Number(text);
  return text !== '' && Number.isInteger(px) && px !== 0 ? px : undefined;
}

/**
 * A text, or the value of the environment variable that `$NAME` names.
 *
 * @throws HarnessError `VARIABLE_MISSING`
 */
export function expand(text: string, variables: Variables): string {
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

/**
 * The values of the variables that steps use as texts: they may be secret.
 * @throws HarnessError `VARIABLE_MISSING`
 */
export function variableValues(source: string, variables: Variables): string[] {
  const names = source.matchAll(/\s=\s+(\$[A-Za-z_]\w*)\s*(?=;|$)/g);
  return [...names].map(([, name = '']) => expand(name, variables));
}

/** The steps as a report may quote them: a text that is filled in may be secret, the name of a variable is not. */
export function withoutTexts(source: string): string {
  return source.replaceAll(/(\bfill\s[^;]*?\s=\s+)(?!\$[A-Za-z_]\w*\s*(?:;|$))[^;]*?(?=\s*(?:;|$))/g, '$1…');
}

/** All texts that steps fill in or type. */
export function textsOf(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => ('text' in step ? [step.text] : []));
}

function invalid(option: string, number: number, why: string, hint = ''): HarnessError {
  const known = Object.values(forms)
    .map((form) => `"${form}"`)
    .join(', ');
  return new HarnessError(
    'STEP_INVALID',
    `Step ${number} of ${option} cannot be read: ${why}.`,
    `${hint}Steps are ${known}, divided by ";".`,
  );
}
