/** How a page is entered, read from what the user typed. No message quotes a value. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright';
import { z } from 'zod';
import { defaultExportOf } from '../core/default-export.ts';
import { causeText, HarnessError } from '../core/errors.ts';
import { parseSteps, textsOf } from '../steps/parse-steps.ts';
import { playLogin } from '../steps/play-step.ts';
import type { StorageState } from '../targets/page.ts';

/** `Name: value` or `name=value` as a pair. @throws HarnessError `PAIR_INVALID` */
export function split(text: string, separator: ':' | '=', flag: string): [string, string] {
  const at = text.indexOf(separator);
  if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  throw new HarnessError(
    'PAIR_INVALID',
    `${flag} lacks its name or the "${separator}" after it.`,
    separator === ':' ? 'Write --header "Name: value".' : `Write ${flag} name=value.`,
  );
}

const pair = z.looseObject({ name: z.string(), value: z.string() });
const storageState = z.looseObject({
  cookies: z.array(
    z.looseObject({
      name: z.string(),
      value: z.string(),
      domain: z.string(),
      path: z.string(),
      expires: z.number(),
      httpOnly: z.boolean(),
      secure: z.boolean(),
      sameSite: z.enum(['Strict', 'Lax', 'None']),
    }),
  ),
  origins: z.array(z.looseObject({ origin: z.string(), localStorage: z.array(pair) })),
});

/** @throws HarnessError `STORAGE_STATE_INVALID` */
export async function readStorageState(file: string): Promise<StorageState> {
  const hint =
    'Save one with Playwright: "npx playwright open --save-storage=state.json <url>", or context.storageState().';
  const wrong = (why: string): HarnessError =>
    new HarnessError('STORAGE_STATE_INVALID', `The storage state ${file} cannot be used: ${why}.`, hint);
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    // The message of a syntax error quotes the text.
    throw wrong(cause instanceof SyntaxError ? 'it is not JSON' : causeText(cause));
  }
  const parsed = storageState.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw wrong(`${issue?.path.join('.') || 'the whole'} is not as Playwright writes it`);
}

/** Cookies and storage of the command line, added to a saved state; what was typed wins. */
export function withStored(
  url: URL,
  saved: StorageState = { cookies: [], origins: [] },
  typed: { cookies: [string, string][]; localStorage: [string, string][] },
): StorageState {
  const own = saved.origins.find(({ origin }) => origin === url.origin);
  const names = new Set(typed.localStorage.map(([name]) => name));
  const localStorage = [
    ...(own?.localStorage ?? []).filter(({ name }) => !names.has(name)),
    ...typed.localStorage.map(([name, value]) => ({ name, value })),
  ];
  return {
    cookies: [
      ...saved.cookies,
      ...typed.cookies.map(([name, value]) => ({
        name,
        value,
        domain: url.hostname,
        path: '/',
        expires: -1,
        httpOnly: false,
        secure: url.protocol === 'https:',
        sameSite: 'Lax' as const,
      })),
    ],
    origins: [
      ...saved.origins.filter((origin) => origin !== own),
      ...(own === undefined && localStorage.length === 0
        ? []
        : [{ ...own, origin: url.origin, localStorage }]),
    ],
  };
}

/**
 * A login by steps, or by a module whose default export plays it.
 *
 * @returns how to play it, and the texts that it types
 * @throws HarnessError `STEP_INVALID`, `LOGIN_MODULE_INVALID`, `VARIABLE_MISSING`
 */
export async function loginOf(
  source: string,
  url: URL,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<{ play: (page: Page) => Promise<void>; secrets: string[] }> {
  if (/^\S+\.[cm]?[jt]s$/.test(source)) return { play: await loginModule(source), secrets: [] };
  const steps = parseSteps(source, '--login', variables);
  return {
    play: (page) => playLogin(page, steps, '--login', url.href),
    secrets: textsOf(steps),
  };
}

async function loginModule(file: string): Promise<(page: Page) => Promise<void>> {
  const wrong = (why: string): HarnessError =>
    new HarnessError(
      'LOGIN_MODULE_INVALID',
      `The login module ${file} cannot be used: ${why}.`,
      'Its default export must be a function: export default async (page) => { … }.',
    );
  let login: unknown;
  try {
    login = defaultExportOf(await import(pathToFileURL(path.resolve(file)).href));
  } catch (cause) {
    throw wrong(causeText(cause));
  }
  if (typeof login !== 'function') throw wrong('it has no default export that is a function');
  return async (page) => {
    await Reflect.apply(login, undefined, [page]);
  };
}
