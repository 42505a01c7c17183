/**
 * The A/A study: it compares every scenario with itself, as two interleaved and shuffled arms of the same
 * chat. Every difference is noise. So the study shows which differences this machine can detect, before any
 * limit is set.
 *
 * `node bench/a-a.ts [iterations per arm] [traffic]` writes the raw samples to
 * tests/recorded/a-a-<traffic>.json and prints the spread of each metric.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureBrowser } from '../src/browser/install.ts';
import { assemble } from '../src/core/assemble.ts';
import type { Cell } from '../src/core/results/cell.ts';
import type { Results } from '../src/core/results/results.ts';
import { median, quantile, shift } from '../src/core/statistics/statistics.ts';
import { runExperiment } from '../src/measure/experiment.ts';
import { Bench } from '../src/measure/iteration/bench.ts';
import { beginRun } from '../src/measure/journal/begin-run.ts';
import { parseProfile } from '../src/profiles/profile.ts';
import { openConversation } from '../src/scenarios/open-conversation.ts';
import { readLive } from '../src/scenarios/read-live.ts';
import type { Scenario } from '../src/scenarios/scenario.ts';
import { scrollHistory } from '../src/scenarios/scroll-history.ts';
import { sendMessage } from '../src/scenarios/send-message.ts';
import { startReferenceChat } from '../src/targets/reference-chat/index.ts';
import type { ChatTarget } from '../src/targets/target.ts';
import { parseTrafficPlan } from '../src/traffic/mix.ts';

const [iterations = '10', traffic = 'none'] = process.argv.slice(2);
const n = Number(iterations);
const profile = parseProfile('fast-3g/cpu-4');
const scenarios: Scenario<ChatTarget>[] = [
  openConversation.at(500),
  scrollHistory.at(500),
  readLive.at(2_000),
  sendMessage.at(500),
];

const folder = path.resolve('reports', `a-a-${traffic}`);
rmSync(folder, { recursive: true, force: true });
const browser = await ensureBrowser({ override: process.env.BACKSCROLL_BROWSER, say: console.error });
await using chat = await startReferenceChat({
  databaseUrl: process.env.DATABASE_URL,
  directory: path.resolve('.backscroll'),
  size: 'standard',
  seed: 1,
  defects: [],
  port: 0,
  say: console.error,
  progress: () => undefined,
});
await using bench = await Bench.open(browser);
const { journal, startedUs } = await beginRun(folder, {
  id: `a-a-${traffic}`,
  browser,
  target: { id: chat.id, database: `PostgreSQL ${chat.database.version} (${chat.database.kind})` },
  options: { iterations: n, traffic },
});
for (const scenario of scenarios) {
  const arms = ['a', 'b'].map((id) => ({ id, target: chat, traffic: parseTrafficPlan(traffic) }));
  const startedMs = performance.now();
  await runExperiment<ChatTarget>(
    {
      bench,
      journal,
      startedUs,
      ownRoots: [],
      step: (title, body) => {
        console.error(`${scenario.id} ${title} ${((performance.now() - startedMs) / 1000).toFixed(0)} s`);
        return body();
      },
    },
    {
      scenario,
      profile,
      arms,
      counts: { recorded: 1, timing: n, memory: Math.min(n, 10) },
      budgets: [],
      seed: 1,
    },
  );
}
journal.append({ type: 'end', atMs: Date.now() });
const results = assemble(journal.records());
write(results);
print(results);

/** Writes what later statistics need: the samples and why iterations did not count, but no series. */
function write({ id, startedAt, environment, metrics, cells }: Results): void {
  const kept = cells.map(({ scenario, params, profile: under, arm, iterations: all, samples }) => ({
    scenario,
    params,
    profile: under,
    arm,
    iterations: all.map(({ index, pass, status, reason, verification }) => ({
      index,
      pass,
      status,
      reason,
      cpuFactors: verification.cpu?.factors ?? [],
      host: verification.host?.state ?? 'unknown',
    })),
    samples,
  }));
  const file = path.resolve('tests/recorded', `a-a-${traffic}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ id, startedAt, environment, metrics, cells: kept })}\n`);
}

function valuesOf({ iterations: all, samples }: Cell, metric: string): number[] {
  const valid = new Set(all.filter((each) => each.status === 'valid').map((each) => each.index));
  return samples.flatMap(({ metric: id, iteration, reading }) =>
    id === metric && valid.has(iteration) && reading.status === 'measured' ? [reading.value] : [],
  );
}

/** Prints one row for each metric and scenario: the spread over both arms, and the shift between them. */
function print({ cells, metrics }: Results): void {
  console.log('| scenario | metric | n | median | IQR | IQR / median | p5 to p95 | b − a | 95 % interval |');
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const [scenario, pair] of Map.groupBy(cells, (cell) => cell.scenario)) {
    for (const metric of Object.keys(metrics)) {
      const [a = [], b = []] = pair.map((cell) => valuesOf(cell, metric));
      const all = [...a, ...b];
      if (a.length === 0 || b.length === 0) continue;
      const { estimate, interval } = shift(a, b);
      const spread = quantile(all, 0.75) - quantile(all, 0.25);
      const text = (value: number) => String(Number(value.toPrecision(4)));
      const share = median(all) === 0 ? '' : `${((100 * spread) / median(all)).toFixed(1)} %`;
      const range = interval === undefined ? '' : `${text(interval.low)} to ${text(interval.high)}`;
      console.log(
        `| ${scenario} | ${metric} | ${all.length} | ${text(median(all))} | ${text(spread)} | ${share} | ${text(quantile(all, 0.05))} to ${text(quantile(all, 0.95))} | ${text(estimate)} | ${range} |`,
      );
    }
  }
  for (const cell of cells) {
    const invalid = cell.iterations.filter((each) => each.status === 'invalid');
    console.error(`${cell.scenario} ${cell.arm}: ${invalid.length} of ${cell.iterations.length} invalid`);
    for (const { pass, reason } of invalid) console.error(`  ${pass}: ${reason}`);
    if (cell.invalid !== null) console.error(`  cell: ${cell.invalid}`);
  }
}
