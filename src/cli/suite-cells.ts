/** The cells that a suite has: a filter that leaves none is refused before anything is set up. */
import { HarnessError } from '../core/errors.ts';
import type { RunOptions } from '../measure/run-options.ts';
import type { ChatScenario } from '../scenarios/scenario.ts';

/** One length of a scenario. */
export interface SuiteCell {
  scenario: string;
  messages: number;
  /** Only the nightly suite has it, unless its length is requested for by name. */
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

/** Every cell of the standard suites, at each profile. */
export function suiteCells(scenarios: readonly ChatScenario[]): SuiteCell[] {
  return scenarios.flatMap(({ id, sizes, nightlySizes = [], comparedByDefault }) =>
    sizes.map((messages) => ({
      scenario: id,
      messages,
      nightly: nightlySizes.includes(messages),
      twoBuilds: comparedByDefault,
    })),
  );
}

/** The cells that a filter leaves, as the tags of Playwright leave them. */
export function chosenCells(
  cells: readonly SuiteCell[],
  { suite, scenario, messages, twoBuilds }: CellFilter,
): SuiteCell[] {
  return cells
    .filter((cell) => twoBuilds !== true || cell.twoBuilds)
    .filter(({ nightly }) => !nightly || suite === 'nightly' || messages !== undefined)
    .filter((cell) => scenario?.includes(cell.scenario) ?? true)
    .filter((cell) => messages?.includes(String(cell.messages)) ?? true);
}

/** @throws HarnessError `CELL_UNKNOWN` with the cells that there are, when a filter leaves none */
export function assertSomeCell(cells: readonly SuiteCell[], filter: CellFilter): void {
  if (chosenCells(cells, filter).length > 0) return;
  const { suite, profiles, scenario, messages } = filter;
  const requested = [
    ...(scenario === undefined ? [] : [`of ${scenario.join(' or ')}`]),
    ...(messages === undefined ? [] : [`with ${messages.join(' or ')} messages`]),
  ].join(' ');
  // Lengths that are requested for by name are found in every suite, so they are all named.
  const offered = chosenCells(cells, { suite: 'nightly', profiles });
  throw new HarnessError(
    'CELL_UNKNOWN',
    `The ${suite} suite has no cell ${requested} at ${profiles.join(', ')}.`,
    `It has ${listed(offered)}, each at every profile. Choose among these with --scenario and --messages.`,
  );
}

/** The scenarios and lengths that were requested for and that no chosen cell has, a sentence each. */
export function leftOut(cells: readonly SuiteCell[], filter: CellFilter): string[] {
  const chosen = chosenCells(cells, filter);
  const { scenario = [], messages = [] } = filter;
  const has = (name: string) => listed(cells.filter((cell) => cell.scenario === name));
  return [
    ...scenario
      .filter((name) => chosen.every((cell) => cell.scenario !== name))
      .map((name) => `Not measured: ${name} with ${messages.join(' or ')} messages. There is ${has(name)}.`),
    ...messages
      .filter((length) => chosen.every((cell) => String(cell.messages) !== length))
      .map((length) => `Not measured: a conversation of ${length} messages, which no cell that is left has.`),
  ];
}

/** `scroll-history with 50, 150 or 2000 messages; send-message with 500 messages`. */
function listed(cells: readonly SuiteCell[]): string {
  return [...Map.groupBy(cells, ({ scenario }) => scenario)]
    .map(([scenario, own]) => {
      const lengths = own
        .map(({ messages }) => messages)
        .toSorted((a, b) => a - b)
        .map(String);
      const [last = '', ...others] = lengths.toReversed();
      const all = others.length === 0 ? last : `${others.toReversed().join(', ')} or ${last}`;
      return `${scenario} with ${all} messages`;
    })
    .join('; ');
}
