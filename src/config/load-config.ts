/** Finds and checks the configuration of a folder. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { z } from 'zod';
import { defaultExportOf } from '../core/default-export.ts';
import { causeText, HarnessError } from '../core/errors.ts';
import { suggestion } from '../core/suggest.ts';
import { metricDefinitions } from '../metrics/index.ts';
import { parseProfile } from '../profiles/profile.ts';
import { scenarioIds } from '../scenarios/index.ts';
import { parseTrafficPlan } from '../traffic/mix.ts';
import { type BackscrollConfig, configSchema } from './config.ts';

export interface LoadedConfig {
  config: BackscrollConfig;
  /** Undefined where there is none. */
  file: string | undefined;
}

const names = ['ts', 'mts', 'js', 'mjs'].map((extension) => `backscroll.config.${extension}`);

/**
 * @param given of `--config`; undefined to look for one in the folder
 * @throws HarnessError `CONFIG_NOT_FOUND`, `CONFIG_INVALID` with the key and the nearest one
 */
export async function loadConfig(given: string | undefined, folder: string): Promise<LoadedConfig> {
  const file = findConfig(given, folder);
  if (file === undefined) return { config: {}, file };
  const label = path.relative(folder, file) || file;
  let loaded: unknown;
  try {
    loaded = defaultExportOf(await import(pathToFileURL(file).href));
  } catch (cause) {
    throw invalid(label, `it cannot be loaded: ${causeText(cause)}`);
  }
  if (typeof loaded !== 'object' || loaded === null) throw invalid(label, 'it has no default export');
  const parsed = configSchema.safeParse(loaded);
  if (!parsed.success) throw invalid(label, firstFault(parsed.error));
  assertNames(parsed.data, label);
  return { config: parsed.data, file };
}

function findConfig(given: string | undefined, folder: string): string | undefined {
  if (given === undefined) {
    return names.map((name) => path.join(folder, name)).find((file) => existsSync(file));
  }
  const file = path.resolve(folder, given);
  if (existsSync(file)) return file;
  throw new HarnessError(
    'CONFIG_NOT_FOUND',
    `There is no configuration ${file}.`,
    `Give --config a file, or leave it out: ${names[0]} of the working folder is used.`,
  );
}

/** The first fault; of an unknown key with the nearest known one. */
function firstFault({ issues: [issue] }: z.ZodError): string {
  const where = issue?.path.join('.') ?? '';
  if (issue?.code !== 'unrecognized_keys') return `${where || 'the whole'}: ${issue?.message ?? 'not right'}`;
  const [key = ''] = issue.keys;
  const hint = suggestion(key, keysAt(issue.path));
  return `it has an unknown key "${where === '' ? key : `${where}.${key}`}". ${hint}`.trim();
}

/** The keys that an object of the schema may have. */
function keysAt(place: readonly PropertyKey[]): string[] {
  let at: unknown = configSchema;
  for (const step of place) {
    const inner = unwrapped(at);
    at =
      Reflect.get(Object(Reflect.get(Object(inner), 'shape')), step) ??
      Reflect.get(Object(inner), 'valueType');
  }
  return Object.keys(Object(Reflect.get(Object(unwrapped(at)), 'shape')));
}

function unwrapped(schema: unknown): unknown {
  const unwrap: unknown = Reflect.get(Object(schema), 'unwrap');
  return typeof unwrap === 'function' ? unwrap.call(schema) : schema;
}

/** Names of scenarios, metrics, profiles and traffic, before anything is set up. */
function assertNames(
  { scenarios = {}, suites = {}, budgetProfiles = [] }: BackscrollConfig,
  label: string,
): void {
  for (const [id, { budgets = {}, primary = [] }] of Object.entries(scenarios)) {
    assertKnown('scenarios', id, scenarioIds, label);
    for (const metric of [...Object.keys(budgets), ...primary]) {
      assertKnown(`scenarios.${id}`, metric, Object.keys(metricDefinitions), label);
    }
  }
  for (const profile of budgetProfiles) parseProfile(profile);
  for (const { profiles = [], traffic } of [suites.quick ?? {}, suites.nightly ?? {}]) {
    for (const profile of profiles) parseProfile(profile);
    if (traffic !== undefined) parseTrafficPlan(traffic);
  }
}

function assertKnown(where: string, name: string, known: readonly string[], label: string): void {
  if (known.includes(name)) return;
  throw invalid(label, `${where} names "${name}". ${suggestion(name, known)}There is ${known.join(', ')}`);
}

function invalid(label: string, why: string): HarnessError {
  return new HarnessError(
    'CONFIG_INVALID',
    `The configuration ${label} cannot be used: ${why.replace(/\.$/, '')}.`,
    'docs/configuration.md has every key.',
  );
}
