/** The cells that a suite has, read from the specs: a filter that leaves none is told before anything is set up. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { causeText, HarnessError } from '../core/errors.ts';
import type { RunOptions } from '../measure/run-options.ts';
import { playwrightCli } from './playwright.ts';
import { makeScratch } from './scratch.ts';
import { project } from './set-up.ts';

/** A spec of the main job, by its tags. */
export interface SuiteCell {
  scenario: string;
  messages: string;
  /** Only the nightly suite has it, unless its length is asked for by name. */
  nightly: boolean;
  /** One of the few that are compared by `--against` where nothing is named. */
  twoBuilds: boolean;
}

export interface CellFilter {
  suite: RunOptions['suite'];
  profiles: readonly string[];
  scenario?: readonly string[] | undefined;
  messages?: readonly string[] | undefined;
  /** Only those of {@link SuiteCell.twoBuilds}. */
  twoBuilds?: boolean;
}

interface ListedSuite {
  specs?: { tags: string[] }[] | undefined;
  suites?: ListedSuite[] | undefined;
}
const listedSuite: z.ZodType<ListedSuite> = z.lazy(() =>
  z.object({
    specs: z.array(z.object({ tags: z.array(z.string()) })).optional(),
    suites: z.array(listedSuite).optional(),
  }),
);

/**
 * Lists the specs of one profile, as every profile has the same; takes 2 s.
 *
 * @throws HarnessError `SPECS_NOT_LISTED`
 */
export async function readSuiteCells(profile: string): Promise<SuiteCell[]> {
  const words = [playwrightCli(), 'test', '--list', '--reporter=json', `--project=${profile}`];
  // Without the options of a run: the list is that of the standard suite.
  const { BACKSCROLL_RUN: _, ...environment } = process.env;
  // Playwright keeps what it compiles in the temporary folder.
  await using scratch = await makeScratch();
  try {
    // A file of ours: where whoever started us has named one, the list would go there and not to its output.
    const file = path.join(scratch.folder, 'list.json');
    await promisify(execFile)(process.execPath, words, {
      cwd: project,
      env: { ...environment, TMPDIR: scratch.folder, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    });
    return cellsOf(listedSuite.parse(JSON.parse(await readFile(file, 'utf8'))));
  } catch (cause) {
    throw new HarnessError(
      'SPECS_NOT_LISTED',
      `The specs could not be listed: ${causeText(cause)}`,
      `"npx playwright test --list --project=${profile}" shows why.`,
      { cause },
    );
  }
}

/** Every spec with a scenario and a length; the first tag that is neither names the scenario. */
export function cellsOf({ specs = [], suites = [] }: ListedSuite): SuiteCell[] {
  const own = specs.flatMap(({ tags }): SuiteCell[] => {
    const names = tags.map((tag) => tag.replace(/^@/, ''));
    const messages = names.find((name) => name.startsWith(lengthTag))?.slice(lengthTag.length);
    const marks = ['nightly', 'two-builds'];
    const scenario = names.find((name) => !marks.includes(name) && !name.startsWith(lengthTag));
    if (messages === undefined || scenario === undefined) return [];
    const [nightly = false, twoBuilds = false] = marks.map((mark) => names.includes(mark));
    return [{ scenario, messages, nightly, twoBuilds }];
  });
  return [...own, ...suites.flatMap(cellsOf)];
}

const lengthTag = 'messages-';

/** The cells that a filter leaves, as the tags of Playwright leave them. */
export function chosenCells(
  cells: readonly SuiteCell[],
  { suite, scenario, messages, twoBuilds }: CellFilter,
): SuiteCell[] {
  return cells
    .filter((cell) => twoBuilds !== true || cell.twoBuilds)
    .filter(({ nightly }) => !nightly || suite === 'nightly' || messages !== undefined)
    .filter((cell) => scenario?.includes(cell.scenario) ?? true)
    .filter((cell) => messages?.includes(cell.messages) ?? true);
}

/** @throws HarnessError `CELL_UNKNOWN` with the cells that there are, when a filter leaves none */
export function assertSomeCell(cells: readonly SuiteCell[], filter: CellFilter): void {
  if (chosenCells(cells, filter).length > 0) return;
  const { suite, profiles, scenario, messages } = filter;
  const asked = [
    ...(scenario === undefined ? [] : [`of ${scenario.join(' or ')}`]),
    ...(messages === undefined ? [] : [`with ${messages.join(' or ')} messages`]),
  ].join(' ');
  // Lengths that are asked for by name are found in every suite, so they are all named.
  const offered = chosenCells(cells, { suite: 'nightly', profiles });
  throw new HarnessError(
    'CELL_UNKNOWN',
    `The ${suite} suite has no cell ${asked} at ${profiles.join(', ')}.`,
    `It has ${listed(offered)}, each at every profile. Choose among these with --scenario and --messages.`,
  );
}

/** The scenarios and lengths that were asked for and that no chosen cell has, a sentence each. */
export function leftOut(cells: readonly SuiteCell[], filter: CellFilter): string[] {
  const chosen = chosenCells(cells, filter);
  const { scenario = [], messages = [] } = filter;
  const has = (name: string) => listed(cells.filter((cell) => cell.scenario === name));
  return [
    ...scenario
      .filter((name) => chosen.every((cell) => cell.scenario !== name))
      .map((name) => `Not measured: ${name} with ${messages.join(' or ')} messages. There is ${has(name)}.`),
    ...messages
      .filter((length) => chosen.every((cell) => cell.messages !== length))
      .map((length) => `Not measured: a conversation of ${length} messages, which no cell that is left has.`),
  ];
}

/** `scroll-history with 50, 150 or 2000 messages; send-message with 500 messages`. */
function listed(cells: readonly SuiteCell[]): string {
  return [...Map.groupBy(cells, ({ scenario }) => scenario)]
    .map(([scenario, own]) => {
      const lengths = own.map(({ messages }) => messages).toSorted((a, b) => Number(a) - Number(b));
      const [last = '', ...others] = lengths.toReversed();
      const all = others.length === 0 ? last : `${others.toReversed().join(', ')} or ${last}`;
      return `${scenario} with ${all} messages`;
    })
    .join('; ');
}
