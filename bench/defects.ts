/**
 * Whether an audit of the reference chat's list finds each planted defect by the check that is meant for it, and is
 * silent without one.
 *
 * `npm run bench:defects -- [--times 5] [--sizes 50,500] [--iterations 1] [--defects blank-rows,lost-anchor] [--journal <file>]`:
 * an audit takes some minutes, and the machine must do nothing else meanwhile; with four iterations growth is judged as
 * well. Each audit is kept in tests/recorded/studies; the same command continues after an interruption, also on another
 * day. The table goes into docs/defects.md.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { exitCode } from '../src/core/errors.ts';
import { results as resultsSchema } from '../src/core/results/results.ts';
import { firedIn, meantFor } from './defects/checks.ts';
import { type Audited, keepAudit, readAudits } from './defects/journal.ts';
import { writeBetween } from './markers.ts';
import { rate } from './studies/tally.ts';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '5' },
    sizes: { type: 'string', default: '50,500' },
    iterations: { type: 'string', default: '1' },
    defects: { type: 'string', default: Object.keys(meantFor).join() },
    journal: { type: 'string', default: 'tests/recorded/studies/defects.ndjson' },
    folder: { type: 'string', default: '.backscroll/bench-defects' },
  },
});
const times = Number(values.times);
const sizes = values.sizes.split(',').map(Number);
// The chat without a defect beside each round of them, so that both meet the same host.
const rounds = Array.from({ length: times }, (_, number) =>
  [null, ...values.defects.split(',')].map((defect) => ({ defect, number: number + 1 })),
).flat();

for (const [index, { defect, number }] of rounds.entries()) {
  const before = readAudits(values.journal);
  const isSame = (each: Audited): boolean =>
    each.defect === defect && each.number === number && each.sizes.join() === sizes.join();
  const audit = before.find(isSame) ?? (await play(defect, number));
  const left = Math.ceil((rounds.length - index - 1) * audit.minutes);
  const checks = audit.fired.map(({ check }) => check).join(', ');
  console.error(
    `${index + 1} of ${rounds.length}: ${defect ?? 'no defect'}: ${checks || 'silent'}; about ${left} min left`,
  );
}
const text = table(readAudits(values.journal));
console.log(text);
writeBetween('docs/defects.md', 'matrix of the list audit', text);

async function play(defect: string | null, number: number): Promise<Audited> {
  mkdirSync(values.folder, { recursive: true });
  const name = path.join(values.folder, `${defect ?? 'clean'}-${number}`);
  const [startedAt, startedMs] = [new Date().toISOString(), performance.now()];
  const log = openSync(`${name}.log`, 'w');
  const words = [
    'audit-list',
    '--sizes',
    sizes.join(),
    '--iterations',
    values.iterations,
    '--json',
    `${name}.json`,
  ];
  const planted = defect === null ? [] : ['--defect', defect];
  const child = spawn(process.execPath, ['src/cli/main.ts', ...words, ...planted], {
    stdio: ['ignore', log, log],
  });
  const [exit] = (await once(child, 'exit')) as [number | null];
  if (exit !== exitCode.good && exit !== exitCode.missed) {
    throw new Error(`An audit ended with code ${exit}; ${name}.log says why.`);
  }
  const read = resultsSchema.parse(JSON.parse(readFileSync(`${name}.json`, 'utf8')));
  const { cpu, hostIndex, commit } = read.environment;
  return keepAudit(values.journal, {
    ...{ defect, sizes, number, startedAt, exit },
    minutes: Number(((performance.now() - startedMs) / 60_000).toFixed(1)),
    machine: { cpu, hostIndex, commit },
    fired: firedIn(read),
  });
}

/** Each defect and the chat without one, at each of the lengths that were audited. */
function table(audits: readonly Audited[]): string {
  const groups = Map.groupBy(audits, ({ defect, sizes: at }) => `${defect ?? ''} ${at.join(', ')}`);
  const lines = [...groups.values()].map((all) => {
    const [first] = all;
    if (first === undefined) return '';
    const meant = meantFor[first.defect ?? ''];
    const caught = all.filter(({ fired }) =>
      meant === undefined ? fired.length === 0 : fired.some(({ check }) => check === meant),
    );
    const others = Map.groupBy(
      all.flatMap(({ fired }) => fired.map(({ check }) => check)).filter((check) => check !== meant),
      (check) => check,
    );
    const listed = [...others].map(([check, found]) => `${check} ${found.length}`).join(', ');
    const subject = first.defect === null ? 'none' : `\`${first.defect}\``;
    return `| ${subject} | ${first.sizes.join(', ')} | ${meant ?? 'silence'} | ${rate(caught.length, all.length)} | ${listed || '–'} |`;
  });
  const days = [...new Set(audits.map(({ startedAt }) => startedAt.slice(0, 10)))].join(', ');
  const machines = [...new Set(audits.map(({ machine }) => machine.cpu))].join('; ');
  return [
    `${audits.length} audits, measured ${days} on ${machines}. Caught: by the check that is meant for it, with the exact 95 % interval.`,
    '',
    '| defect | messages | meant | caught | other checks that found something |',
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}
