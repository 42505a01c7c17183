import { proportionInterval } from '../../src/core/statistics/proportion.ts';
import type { Observation, Played } from './journal.ts';

interface Tally {
  passed: number;
  runs: number;
  /** One line for each error of a failed test. */
  failures: string[];
}

/** The pass rates with their lower bounds, every failed test, and the readings next to the known answers. */
export function calibrationTable(played: readonly Played[], rounds: number): string {
  const tallies = tally(played);
  const whole = [...tallies.values()].filter(({ passed, runs }) => passed === runs).length;
  const all = [...tallies.values()].reduce(
    (sum, { passed, runs }) => ({ passed: sum.passed + passed, runs: sum.runs + runs }),
    { passed: 0, runs: 0 },
  );
  const imperfect = [...tallies].filter(([, { passed, runs }]) => passed < runs);
  const observations = played.flatMap((test) =>
    test.observations.map((each) => ({ ...each, page: titleOf(test) })),
  );
  return [
    `${whole} of ${tallies.size} tests passed in ${rounds} of ${rounds} rounds, ${all.passed} of ${all.runs} in all. So a test passes ${bound(rounds, rounds)} of the time by its own rounds alone, and the mean test ${bound(all.passed, all.runs)} (one-sided, 95 %).`,
    '',
    ...imperfect.map(
      ([name, { passed, runs, failures }]) =>
        `- ${name}: ${passed} of ${runs} (${bound(passed, runs)}); ${failures.join('; ')}`,
    ),
    '',
    '| page | metric | known | allowed | observed | values | why not narrower |',
    '|---|---|--:|--:|--:|--:|---|',
    ...[...Map.groupBy(observations, keyOf).values()].flatMap(row),
  ].join('\n');
}

function tally(played: readonly Played[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { name, ok, errors } of played) {
    const { passed, runs, failures } = tallies.get(name) ?? { passed: 0, runs: 0, failures: [] };
    tallies.set(name, {
      passed: passed + Number(ok),
      runs: runs + 1,
      failures: ok ? failures : [...failures, ...errors],
    });
  }
  return tallies;
}

/** The one-sided 95 % lower bound of the pass rate. */
function bound(passed: number, runs: number): string {
  return `≥ ${(Math.floor(proportionInterval(passed, runs, 0.9).low * 1_000) / 10).toFixed(1)} %`;
}

/** The title in a name such as `[project] › file › title`. */
function titleOf({ name }: Played): string {
  return name.split(' › ').slice(2).join(' › ');
}

type Read = Observation & { page: string };

/** One row for each known answer. Those of `presentations…` metrics vary by round and share one row. */
function keyOf({ page, metric, expected }: Read): string {
  return JSON.stringify([page, metric, metric.startsWith('presentations') ? null : expected]);
}

function row(group: readonly Read[]): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const range = (values: readonly number[]): string => {
    const [low, high] = [Math.min(...values), Math.max(...values)].map((each) => Number(each.toPrecision(5)));
    return low === high ? `${low}` : `${low} to ${high}`;
  };
  const known = group.flatMap(({ expected }) => (expected === undefined ? [] : [expected]));
  const cells = [
    first.page,
    first.metric,
    known.length === 0 ? '–' : range(known),
    range(group.flatMap(({ least, most }) => [least, most])),
    range(group.flatMap(({ observed: value }) => value ?? [])),
    group.length,
    first.why,
  ];
  return [`| ${cells.join(' | ')} |`];
}
