/** Finds a target by the user's input: the user's own module, or the one that comes with Backscroll. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { defaultExportOf } from '../core/default-export.ts';
import { causeText, HarnessError } from '../core/errors.ts';
import { firstFault } from '../core/schema-fault.ts';
import type { TargetDefinition } from './definition.ts';

/** The default target. */
export const defaultTarget = new URL(
  `./reference-chat/target${path.extname(import.meta.url)}`,
  import.meta.url,
);

export interface LoadedTarget {
  definition: TargetDefinition;
  /** URL of its module, for other processes. */
  file: string;
}

const callable = z.custom<object>((value) => typeof value === 'function', 'must be a function');
const option = z.object({
  description: z.string(),
  type: z.enum(['string', 'number']),
  default: z.union([z.string(), z.number()]),
  choices: z.array(z.string()).optional(),
});
const login = z.union([
  z.strictObject({ once: z.union([z.string(), callable]) }),
  z.strictObject({ each: callable }),
  z.strictObject({ storageState: z.unknown() }),
]);
const page = z.strictObject({
  shadowHosts: z.array(z.string()).optional(),
  scroller: z.string(),
  row: z.string(),
  composer: z.string().optional(),
  conversationUrl: callable.optional(),
  open: callable.optional(),
  newestRow: callable.optional(),
  firstOlderRow: callable.optional(),
  loadHistory: callable.optional(),
});
const definition = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be kebab-case, such as my-chat'),
  options: z.record(z.string(), option).optional(),
  defectIds: z.array(z.string()).optional(),
  prepare: callable.optional(),
  start: callable.optional(),
  url: z.url({ protocol: /^https?$/ }).optional(),
  login: login.optional(),
  enter: z.string().optional(),
  page: page.optional(),
  conversation: callable.optional(),
  correspondent: callable.optional(),
  traffic: z.looseObject({}).optional(),
  reset: callable.optional(),
  dataset: z.string().optional(),
  databaseUrl: z.string().optional(),
  secrets: z.array(z.union([z.string(), z.instanceof(RegExp)])).optional(),
  allowHosts: z.array(z.string()).optional(),
  assertAlive: callable.optional(),
  restart: callable.optional(),
  builds: z.strictObject({ build: callable }).optional(),
  welcome: z.string().optional(),
});

/**
 * @param given a path or the name of a package; undefined for the target that comes with Backscroll
 * @param from the folder that a path is relative to
 * @throws HarnessError `TARGET_MODULE_INVALID`
 */
export async function loadTarget(given: string | undefined, from: string): Promise<LoadedTarget> {
  const url = targetAddress(given, from);
  const name = given ?? 'that comes with Backscroll';
  let loaded: unknown;
  try {
    loaded = defaultExportOf(await import(url.href));
  } catch (cause) {
    if (given === undefined && isMissingPackage(cause)) {
      return { definition: notInstalled(cause), file: url.href };
    }
    throw invalid(name, `it cannot be loaded: ${causeText(cause)}`);
  }
  assertDefinition(loaded, name);
  return { definition: loaded, file: url.href };
}

function isMissingPackage(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND';
}

/** What only the default target needs, with versions. */
const optionalPackages = Object.keys(packageJson.peerDependenciesMeta).map(
  (name) => `${name}@${Reflect.get(packageJson.peerDependencies, name)}`,
);

/** Its packages are optional: commands without a target work all the same, and the others tell what is missing. */
function notInstalled(cause: unknown): TargetDefinition {
  const refuse = (): never => {
    throw new HarnessError(
      'TARGET_NOT_INSTALLED',
      `The reference chat is not installed: ${causeText(cause)}.`,
      `Name your own chat with --target or in backscroll.config.ts ("npx backscroll init" writes both), or type: npm i -D ${optionalPackages.join(' ')}`,
      { cause },
    );
  };
  return { id: 'reference-chat', prepare: async () => refuse(), start: async () => refuse() };
}

/**
 * The URL of a target's module.
 *
 * @throws HarnessError `TARGET_MODULE_INVALID`
 */
export function targetAddress(given: string | undefined, from: string): URL {
  if (given === undefined) return defaultTarget;
  if (given.startsWith('file:')) return new URL(given);
  const file = path.resolve(from, given);
  if (existsSync(file)) return pathToFileURL(file);
  try {
    // Seen from the project, which has it among its packages.
    return pathToFileURL(createRequire(path.join(path.resolve(from), 'package.json')).resolve(given));
  } catch {
    throw invalid(given, `there is no file ${file}, and no package of that name`);
  }
}

function assertDefinition(value: unknown, name: string): asserts value is TargetDefinition {
  if (typeof value !== 'object' || value === null) {
    throw invalid(name, 'it has no default export that defineTarget has made');
  }
  const parsed = definition.safeParse(value);
  if (!parsed.success) throw invalid(name, firstFault(definition, parsed.error));
  if (parsed.data.url === undefined && parsed.data.start === undefined) {
    throw invalid(name, 'it says neither where the chat is (url) nor how it starts (start)');
  }
}

function invalid(name: string, why: string): HarnessError {
  return new HarnessError(
    'TARGET_MODULE_INVALID',
    `The target ${name} cannot be used: ${why.replace(/\.$/, '')}.`,
    'Its default export is made by defineTarget({ id, url, page, … }); docs/add-a-target.md shows one.',
  );
}
