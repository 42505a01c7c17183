/** Finds and checks the configuration of a folder. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { defaultExportOf } from '../core/default-export.ts';
import { causeText, HarnessError } from '../core/errors.ts';
import { firstFault } from '../core/schema-fault.ts';
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
  return { config: checkedConfig(loaded, label), file };
}

/**
 * A configuration with known keys, and names of what exists.
 *
 * @param label which it is, for the error
 * @throws HarnessError `CONFIG_INVALID` with the key and the nearest one, and those of profiles and traffic
 */
export function checkedConfig(given: object, label: string): BackscrollConfig {
  const parsed = configSchema.safeParse(given);
  if (!parsed.success) throw invalid(label, firstFault(configSchema, parsed.error));
  assertNames(parsed.data, label);
  return parsed.data;
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
