import { z } from 'zod';
import { backscrollCommand } from '../core/command.ts';
import { kebab } from '../core/format.ts';
import { usualRest } from '../core/results/rest.ts';
import type { Results } from '../core/results/results.ts';

const text = z.union([z.string(), z.number()]).transform(String).optional().catch(undefined);
const texts = z.array(z.string()).catch([]);

function rowsText({ rows, row }: { rows: number; row: string }): string {
  return `${rows} rows ${row}`;
}

/** The options of `run`, `measure` and `ab` as results.json keeps them, read leniently. */
const options = z.object({
  baseline: z.looseObject({ label: z.string() }).nullish().catch(undefined),
  against: z
    .looseObject({
      ref: z.string(),
      primary: z.array(z.string()).nullable(),
      minEffect: z.number(),
      maxMs: z.number(),
    })
    .nullish()
    .catch(undefined),
  strict: z.literal(true).optional().catch(undefined),
  command: text,
  a: text,
  b: text,
  aRef: text,
  bRef: text,
  build: text,
  serve: text,
  path: text,
  scenario: text,
  messages: text,
  primary: texts,
  minEffect: text,
  maxTime: text,
  suite: text,
  profiles: texts,
  traffic: text,
  defects: texts,
  config: text,
  target: text,
  targetOptions: z.record(z.string(), text).optional().catch(undefined),
  seed: text,
  database: text,
  iterations: z
    .union([z.number(), z.looseObject({ timing: z.number(), memory: z.number(), lighthouse: z.number() })])
    .optional()
    .catch(undefined),
  network: text,
  cpu: text,
  scroll: text,
  distance: z
    .union([text, z.looseObject({ rows: z.number(), row: z.string() }).transform(rowsText)])
    .optional()
    .catch(undefined),
  speed: text,
  waitFor: text,
  rest: text,
  restWithin: text,
  throttling: text,
  device: text,
  header: texts,
  cookie: texts,
  localStorage: texts,
  storageState: text,
  login: text,
  enter: text,
  act: text,
  click: texts,
  type: texts,
  repeat: text,
  url: text,
  insecure: z.literal(true).optional().catch(undefined),
  allowRedirect: z.literal(true).optional().catch(undefined),
  hostFonts: z.boolean().optional().catch(undefined),
  dismissDialogs: z.literal(true).optional().catch(undefined),
});
type Options = z.infer<typeof options>;

/**
 * The command line that starts the same run again. It names the measured scenarios; a suite sets the options
 * that are not named.
 */
export function reproduceCommand(results: Results): string {
  const given = options.parse(results.options);
  const url = results.cells.find(({ scenario }) => scenario === 'visit-page')?.params.url;
  const words =
    given.command === 'ab'
      ? abWords(given)
      : given.command === 'stability'
        ? ['stability', ...(given.url === undefined ? [] : [given.url]), ...pageWords(given)]
        : url === undefined
          ? runWords(given, results)
          : measureWords(given, String(url));
  return [backscrollCommand, ...words.map(quoted)].join(' ');
}

function flag(name: string, value: string | undefined): string[] {
  return value === undefined || value === '' ? [] : [name, value];
}

function measureWords(given: Options, url: string): string[] {
  return ['measure', url, ...pageWords(given), ...flag('--repeat', given.repeat)];
}

function abWords(given: Options): string[] {
  const { primary, minEffect, maxTime } = given;
  return [
    'ab',
    ...flag('--a', given.a),
    ...flag('--b', given.b),
    ...flag('--a-ref', given.aRef),
    ...flag('--b-ref', given.bRef),
    ...flag('--build', given.build),
    ...flag('--serve', given.serve),
    ...flag('--path', given.path),
    ...flag('--scenario', given.scenario),
    ...flag('--messages', given.messages),
    ...targetWords(given),
    ...flag('--primary', primary.join(',')),
    ...flag('--min-effect', minEffect),
    ...flag('--max-time', seconds(maxTime)),
    ...pageWords(given),
    ...strictWords(given),
    ...flag('--seed', given.seed),
  ];
}

function pageWords({ iterations, ...given }: Options): string[] {
  return [
    ...flag('--network', given.network),
    ...flag('--cpu', given.cpu),
    ...flag('--iterations', typeof iterations === 'number' ? String(iterations) : undefined),
    ...flag('--scroll', given.scroll),
    ...flag('--distance', given.distance),
    ...flag('--speed', given.speed),
    ...flag('--wait-for', given.waitFor),
    ...flag('--rest', seconds(unlessUsual(given.rest, String(usualRest.quietMs)))),
    ...flag('--rest-within', seconds(unlessUsual(given.restWithin, String(usualRest.withinMs)))),
    ...flag('--throttling', unlessUsual(given.throttling, 'shaper')),
    ...flag('--screen', unlessUsual(given.device, 'phone')),
    ...given.click.flatMap((selector) => flag('--click', selector)),
    ...given.type.flatMap((typed) => flag('--type', typed)),
    ...flag('--act', given.act),
    ...hostFontsWords(given),
    // Only a flag or the configuration says no: `run` keeps what both come to.
    ...(given.hostFonts === false ? ['--no-host-fonts'] : []),
    ...accessWords(given),
  ];
}

/** Possible secrets were never stored: an ellipsis replaces them. */
function accessWords(given: Omit<Options, 'iterations'>): string[] {
  return [
    ...given.header.flatMap((header) => flag('--header', header)),
    ...given.cookie.flatMap((cookie) => flag('--cookie', cookie)),
    ...given.localStorage.flatMap((stored) => flag('--local-storage', stored)),
    ...flag('--storage-state', given.storageState),
    ...flag('--login', given.login),
    ...flag('--enter', given.enter),
    ...(given.insecure === true ? ['--insecure'] : []),
    ...(given.allowRedirect === true ? ['--allow-redirect'] : []),
    ...(given.dismissDialogs === true ? ['--dismiss-dialogs'] : []),
  ];
}

function seconds(ms: string | undefined): string | undefined {
  return ms === undefined ? undefined : `${Number(ms) / 1000}s`;
}

function unlessUsual(value: string | undefined, usual: string): string | undefined {
  return value === usual ? undefined : value;
}

function runWords(given: Options, { cells }: Results): string[] {
  const pairs = given.profiles.map((profile) => profile.replace('/cpu-', '/').split('/'));
  const unique = (index: number) => [...new Set(pairs.map((pair) => pair[index]))].join(',');
  const scenarios = [...new Set(cells.map(({ scenario }) => scenario))].join(',');
  const messages = [...new Set(cells.flatMap(({ params }) => params.messages ?? []))];
  return [
    'run',
    ...(given.suite === undefined ? [] : [`--${given.suite}`]),
    ...flag('--network', unique(0)),
    ...flag('--cpu', unique(1)),
    ...flag('--scenario', scenarios),
    ...flag('--messages', messages.join(',')),
    ...flag('--iterations', iterationsFlag(given.iterations)),
    ...flag('--traffic', given.traffic),
    ...flag('--defect', given.defects.join(',')),
    ...flag('--baseline', given.baseline?.label),
    ...againstWords(given),
    ...targetWords(given),
    ...flag('--seed', given.seed),
    ...hostFontsWords(given),
  ];
}

/** The target as the flags named it, and its own options, also where the configuration or nothing names it. */
function targetWords({ config, target, targetOptions }: Options): string[] {
  const own = Object.entries(targetOptions ?? {}).flatMap(([name, value]) => flag(`--${kebab(name)}`, value));
  return [...flag('--config', config), ...flag('--target', target), ...own];
}

function againstWords({ against, strict }: Options): string[] {
  if (!against) return [];
  return [
    ...flag('--against', against.ref),
    ...flag('--primary', against.primary?.join(',')),
    ...flag('--min-effect', String(against.minEffect)),
    ...flag('--max-time', seconds(String(against.maxMs))),
    ...strictWords({ strict }),
  ];
}

function strictWords({ strict }: Pick<Options, 'strict'>): string[] {
  return strict === true ? ['--strict'] : [];
}

function hostFontsWords({ hostFonts }: Pick<Options, 'hostFonts'>): string[] {
  return hostFonts === true ? ['--host-fonts'] : [];
}

/** The flag sets all passes to one number, a suite never does: equal numbers come from the flag. */
function iterationsFlag(given: Options['iterations']): string | undefined {
  if (typeof given !== 'object') return undefined;
  const { timing, memory, lighthouse } = given;
  return timing === memory && memory === lighthouse ? String(timing) : undefined;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
