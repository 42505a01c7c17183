/** The options of every command that visits a page by its address. */
import { Command, InvalidArgumentError, Option } from 'commander';
import type { BackscrollConfig } from '../config/config.ts';
import { HarnessError } from '../core/errors.ts';
import { formatDuration } from '../core/format.ts';
import { isLoopback } from '../core/loopback.ts';
import type { Parameters } from '../core/results/cell.ts';
import { usualRest } from '../core/results/rest.ts';
import type { RestOptions } from '../instruments/rest.ts';
import {
  devtoolsNetwork,
  findNetwork,
  makeProfile,
  networkIds,
  type Profile,
  parseCpu,
} from '../profiles/profile.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { type VisitOptions, visitPage } from '../scenarios/visit-page.ts';
import { expand, parseDistance, parseSteps, variableValues, withoutTexts } from '../steps/parse-steps.ts';
import type { Distance, Step } from '../steps/step.ts';
import { type PageAccess, type VisitTarget, visitTarget } from '../targets/page.ts';
import { addHostFonts, count, duration, known } from './options.ts';
import { type OwnProcessFlags, ownProcessOption } from './own-process.ts';
import { loginOf, readStorageState, split, withStored } from './page-access.ts';

export interface VisitFlags extends OwnProcessFlags {
  network: string;
  cpu: string;
  throttling: string;
  screen: string;
  header: string[];
  cookie: string[];
  localStorage: string[];
  storageState?: string;
  login?: string;
  enter?: string;
  act?: string;
  insecure?: true;
  allowRedirect?: true;
  dismissDialogs?: true;
  waitFor?: string;
  rest: number;
  restWithin: number;
  click: string[];
  type: string[];
  scroll?: string;
  distance?: Distance;
  speed: number;
  hostFonts?: boolean;
}

/** The screens that `--screen` names; the phone is Lighthouse's, and the desktop as well. */
const screens: Record<string, PageAccess['screen']> = {
  phone: {},
  desktop: { viewport: { width: 1350, height: 940 }, deviceScaleFactor: 1 },
};

const throttlings = ['shaper', 'devtools'];

/** Adds what says which page, under which conditions, and what is done there. */
export function addVisitOptions(
  command: Command,
  config: BackscrollConfig = {},
  { network, cpu }: { network: string; cpu: string } = { network: 'fast-3g', cpu: '4' },
): Command {
  command
    .option('--network <id>', networkIds, network)
    .option('--cpu <speed>', 'low-tier, mid-tier, or a CPU slowdown, 1 for full speed', cpu)
    .option('--throttling <how>', 'shaper, or devtools, which gives WebSockets no latency', 'shaper');
  return addHostFonts(addPageOptions(command), config).addOption(ownProcessOption());
}

/** Adds what only a page by its address has: a target says how its own is entered, a scenario what is done there. */
function addPageOptions(command: Command): Command {
  return command
    .option('--screen <name>', 'phone or desktop: its size', 'phone')
    .option('--header <"Name: value">', "sent to the page's own origin; repeatable", collect, [])
    .option('--cookie <name=value>', "of the page's host; repeatable", collect, [])
    .option('--local-storage <key=value>', "of the page's origin; repeatable", collect, [])
    .option('--storage-state <file>', 'cookies and storage as Playwright saves them')
    .option(
      '--login <steps>',
      '"goto /login; fill #user = ada; fill #pw = $PASSWORD; click text=Log in; wait #feed", or a module',
    )
    .option(
      '--enter <steps>',
      'after the load of each visit, not measured: "click text=General; wait .message"',
    )
    .option('--insecure', 'accept a self-signed certificate, on loopback only')
    .option('--allow-redirect', 'measure where the address leads to')
    .option('--dismiss-dialogs', 'dismiss alerts instead of refusing the page')
    .option('--wait-for <selector>', 'what must be visible first, instead of the load event')
    .addOption(
      new Option('--rest <time>', 'loading ends when LCP, layout, network and main thread all rested so long')
        .argParser(duration)
        .default(usualRest.quietMs, formatDuration(usualRest.quietMs)),
    )
    .addOption(
      new Option('--rest-within <time>', 'or so long after the load event, whatever has not rested by then')
        .argParser(duration)
        .default(usualRest.withinMs, formatDuration(usualRest.withinMs)),
    )
    .option('--click <selector>', 'click it, for INP; repeatable, before --type', collect, [])
    .option('--type <selector=text>', 'type there, for INP; $NAME is a variable; repeatable', collect, [])
    .option(
      '--act <steps>',
      'after --click and --type: "type textarea = Hi; press Enter; scroll #list -200 rows .row"',
    )
    .option('--scroll <selector>', 'element to scroll instead of the document')
    .option(
      '--distance <px>',
      'how far down; negative for up; start, end or "<n> rows <selector>"',
      readDistance,
    )
    .option('--speed <px/s>', 'how fast', count, 1_500);
}

/** Names of these options among the flags. */
export const pageOptionNames: readonly string[] = addPageOptions(new Command()).options.map((option) =>
  option.attributeName(),
);

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

function readDistance(text: string): Distance {
  const distance = parseDistance(text);
  if (distance !== undefined) return distance;
  throw new InvalidArgumentError(
    'It must be a whole number of pixels but 0, "start", "end" or "<n> rows <selector>".',
  );
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The page at an address, entered as the flags say.
 *
 * @param variables of the environment, for `$NAME`
 * @throws HarnessError when the address or a flag cannot be used
 */
export async function visitTargetOf(
  address: string,
  flags: VisitFlags,
  variables: Variables = process.env,
): Promise<VisitTarget> {
  const url = parseUrl(address);
  if (flags.insecure === true && !isLoopback(url.hostname.replace(/^\[|\]$/g, ''))) {
    throw new HarnessError(
      'INSECURE_REFUSED',
      `--insecure is for this machine only, and ${url.hostname} is another.`,
      'Give the server a certificate that the system trusts.',
    );
  }
  const login = flags.login === undefined ? undefined : await loginOf(flags.login, url, variables);
  const saved = flags.storageState === undefined ? undefined : await readStorageState(flags.storageState);
  return visitTarget(url, {
    headers: Object.fromEntries(flags.header.map((text) => split(text, ':', '--header'))),
    state: withStored(url, saved, {
      cookies: flags.cookie.map((text) => split(text, '=', '--cookie')),
      localStorage: flags.localStorage.map((text) => split(text, '=', '--local-storage')),
    }),
    login: login?.play,
    secrets: [...(login?.secrets ?? []), ...variablesTyped(flags, variables)],
    insecure: flags.insecure === true,
    screen: screens[known('screen', flags.screen, Object.keys(screens))] ?? {},
  });
}

/**
 * What is done on the page.
 *
 * @param params `{ url }` where the cell is about one address
 * @throws HarnessError when a step cannot be read, or `OPTIONS_CONFLICT` when it cannot be repeated
 */
export function visitScenarioOf(
  flags: VisitFlags,
  params: Parameters = {},
  {
    recorded = false,
    repeat,
    variables = process.env,
  }: { recorded?: boolean; repeat?: number | undefined; variables?: Variables } = {},
): Scenario<VisitTarget, void> {
  if (repeat !== undefined && flags.act !== undefined) throw actNotRepeated();
  return visitPage(visitOptionsOf(flags, { recorded, repeat, variables }), {
    ...params,
    ...conditionsOf(flags),
  });
}

/** What a visit does, as the flags say. */
export function visitOptionsOf(
  flags: VisitFlags,
  {
    recorded = false,
    repeat,
    variables = process.env,
  }: { recorded?: boolean; repeat?: number | undefined; variables?: Variables } = {},
): VisitOptions {
  return {
    scroller: flags.scroll,
    distance: flags.distance,
    pixelsPerSecond: flags.speed,
    waitFor: flags.waitFor,
    rest: restOf(flags),
    enter: stepsOf(flags.enter, '--enter', variables),
    act: stepsOf(flags.act, '--act', variables),
    clicks: flags.click,
    texts: flags.type.map((text) => {
      const { selector, typed } = typedOf(text);
      return { selector, text: expand(typed, variables) };
    }),
    allowRedirect: flags.allowRedirect === true,
    dismissDialogs: flags.dismissDialogs === true,
    recorded,
    repeat,
  };
}

/** Repeating a part of the steps, or scrolling instead of them, would give the verdict of something else. */
function actNotRepeated(): HarnessError {
  return new HarnessError(
    'OPTIONS_CONFLICT',
    '--repeat does not go with --act: its steps cannot be undone, and to find their elements anew each time would look like a leak of the page.',
    'Name what is repeated with --click, --type or --scroll, and put what leads there into --enter.',
  );
}

function stepsOf(source: string | undefined, option: string, variables: Variables): Step[] {
  return source === undefined ? [] : parseSteps(source, option, variables);
}

/** What makes another cell of the same page: another screen (`device` in results), another end of the loading. */
function conditionsOf({ screen, rest, restWithin }: VisitFlags): Parameters {
  return {
    ...(screen === 'phone' ? {} : { device: screen }),
    ...(rest === usualRest.quietMs ? {} : { rest: formatDuration(rest) }),
    ...(restWithin === usualRest.withinMs ? {} : { 'rest-within': formatDuration(restWithin) }),
  };
}

/** @throws HarnessError `REST_TOO_LONG` */
function restOf({ rest, restWithin }: VisitFlags): RestOptions {
  if (rest <= restWithin) return { quietMs: rest, withinMs: restWithin };
  throw new HarnessError(
    'REST_TOO_LONG',
    `No page can rest for ${formatDuration(rest)} within ${formatDuration(restWithin)} after its load event.`,
    'Raise --rest-within, or lower --rest.',
  );
}

/** @throws HarnessError when the network, the way of throttling or the slowdown is unknown */
export function visitProfileOf({ network, cpu, throttling }: VisitFlags): Profile {
  const found = findNetwork(network);
  const byDevtools = known('throttling', throttling, throttlings) === 'devtools';
  return makeProfile(byDevtools ? devtoolsNetwork(found) : found, parseCpu(cpu));
}

/**
 * The flags as results.json keeps them: without what may be secret, and the screen as `device`, its name in
 * earlier runs.
 */
export function publicVisitFlags({ screen, ...flags }: VisitFlags): Record<string, unknown> {
  const hidden = (texts: readonly string[], separator: string) =>
    texts.map((text) => `${text.split(separator)[0]}${separator}${separator === ':' ? ' ' : ''}…`);
  return {
    ...flags,
    device: screen,
    header: hidden(flags.header, ':'),
    cookie: hidden(flags.cookie, '='),
    localStorage: hidden(flags.localStorage, '='),
    ...(flags.login === undefined ? {} : { login: '…' }),
    ...(flags.enter === undefined ? {} : { enter: withoutTexts(flags.enter) }),
  };
}

function variablesTyped(flags: VisitFlags, variables: Variables): string[] {
  const typed = flags.type.map((text) => typedOf(text).typed);
  const values = typed.map((text) => expand(text, variables));
  const played = [flags.enter, flags.act].flatMap((steps) => variableValues(steps ?? '', variables));
  return [...values.filter((value, index) => value !== typed[index]), ...played];
}

/** Selectors may hold `=`; the first one outside of brackets and quotes divides. */
function typedOf(text: string): { selector: string; typed: string } {
  const found = /^((?:\[[^\]]*\]|"[^"]*"|(?:text|role|id|css|xpath)=|[^=[])+?)=(.*)$/s.exec(text);
  const [, selector, typed] = found ?? [];
  if (selector !== undefined && typed !== undefined && typed !== '')
    return { selector: selector.trim(), typed };
  throw new HarnessError(
    'TYPE_INVALID',
    '--type lacks a selector or a text.',
    'Write --type "selector=text", such as --type "textarea=Hello".',
  );
}

function parseUrl(text: string): URL {
  const url = URL.parse(text);
  if (url !== null && ['http:', 'https:'].includes(url.protocol)) return url;
  throw new HarnessError(
    'URL_INVALID',
    `"${text}" is not an address of a page.`,
    'Give the whole address, such as https://example.com.',
  );
}
